"""What words of a command line mean, where commands of several parts ask for the same."""

from __future__ import annotations

import argparse
import math
from contextlib import suppress


def seconds(word: str) -> float:
    """Return a number of seconds, none or more. Raises `ArgumentTypeError`."""
    return _seconds(word, least=0)


def seconds_between(word: str) -> float:
    """Return how many seconds lie between one time and the next, one at least. Raises `ArgumentTypeError`."""
    return _seconds(word, least=1)


def _seconds(word: str, *, least: int) -> float:
    with suppress(ValueError):
        if math.isfinite(number := float(word)) and number >= least:
            return number
    raise argparse.ArgumentTypeError(f"{word!r} is no number of seconds from {least} on")
