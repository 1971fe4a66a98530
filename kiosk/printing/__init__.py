"""How bytes get to paper."""
