"""Sizes as they are given on the command line."""

from __future__ import annotations

import argparse


def pair(text: str) -> tuple[float, float]:
    """Read `WIDTHxHEIGHT`; raises `argparse.ArgumentTypeError` for anything that is no size of a panel."""
    try:
        width, height = (float(part) for part in text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form WIDTHxHEIGHT") from None
    if not (0 < width < 100_000 and 0 < height < 100_000):
        raise argparse.ArgumentTypeError(f"{text!r} is no size of a panel")
    return width, height
