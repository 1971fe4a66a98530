"""Numbers and codes as arguments, refused in a plain sentence."""

from __future__ import annotations

import argparse
from collections.abc import Callable

COUNTY_DIGITS, TOWN_DIGITS = 6, 9


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
    return word
