"""Numbers and codes as arguments, refused in a plain sentence."""

from __future__ import annotations

import argparse
from collections.abc import Callable

COUNTY_DIGITS, TOWN_DIGITS = 6, 9
LEAST_SECONDS, MOST_SECONDS = 0.1, 3600
_PROVINCES = (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82))
PROVINCES = frozenset(str(first) for some in _PROVINCES for first in some)
"""The first two digits of every code there is (GB/T 2260-2007)."""


def at_least(least: int, *, most: int = 1_000_000) -> Callable[[str], int]:
    """Return what reads a whole number from `least` to `most`."""

    def number(word: str) -> int:
        if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
            raise argparse.ArgumentTypeError(f"{word!r} is no whole number from {least} to {most}")
        return int(word)

    return number


def place_code(word: str) -> str:
    """A county's or a town's code after GB/T 2260."""
    if not (word.isascii() and word.isdigit() and len(word) in (COUNTY_DIGITS, TOWN_DIGITS)):
        raise argparse.ArgumentTypeError(f"{word!r} is no code of a county (6 digits) or a town (9 digits)")
    if word[:2] not in PROVINCES:
        raise argparse.ArgumentTypeError(f"{word!r} is no place's code: no province begins with {word[:2]}")
    return word


def seconds(word: str) -> float:
    """A time to measure for, up to an hour."""
    try:
        value = float(word)
    except ValueError:
        value = 0.0
    if not LEAST_SECONDS <= value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{word!r} is no time from {LEAST_SECONDS} to {MOST_SECONDS} seconds")
    return value
