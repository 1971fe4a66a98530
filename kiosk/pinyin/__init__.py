"""Typing Chinese by its sounds: what letters may stand for, and in which order it is offered."""
