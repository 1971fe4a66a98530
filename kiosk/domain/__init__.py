"""The nouns of a station: frozen values and their rules, no I/O."""
