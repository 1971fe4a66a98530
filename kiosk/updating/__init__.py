"""Two places for programs beside the installed one: a new one is tried, and left again where it does not work."""
