"""The keyboard on the screen: keys, candidates, and what they do to the line that has the focus."""
