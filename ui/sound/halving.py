"""A recording of 16 kHz as one of 8 kHz, piece by piece as it comes."""

from __future__ import annotations

import sys
from array import array

TAPS = ((0, -1), (2, 9), (3, 16), (4, 9), (6, -1))
"""(place, weight) of the half-band filter that keeps what lies above 4 kHz from coming back as something else."""
WEIGHT = sum(weight for _, weight in TAPS)
REACH = 7
"""Samples that one sample of the result is made of."""
LOUDEST = 32_767


class Halving:
    """Halves one stream of 16-bit samples; each call goes on where the one before ended."""

    def __init__(self) -> None:
        self._kept = array("h", [0] * (REACH // 2))

    def __call__(self, piece: bytes) -> bytes:
        """Return the half of what can be worked out by now; samples are little-endian."""
        came = array("h", piece[: len(piece) // 2 * 2])
        if sys.byteorder == "big":
            came.byteswap()
        known = self._kept + came
        count = max(0, (len(known) - REACH) // 2 + 1)
        parts = [known[place : place + 2 * count : 2] for place, _ in TAPS]
        made = array("h", (_mixed(five) for five in zip(*parts, strict=True)))
        self._kept = known[2 * count :]
        if sys.byteorder == "big":
            made.byteswap()
        return made.tobytes()


def _mixed(five: tuple[int, ...]) -> int:
    first, second, third, fourth, fifth = five
    mixed = (9 * (second + fourth) + 16 * third - first - fifth) // WEIGHT
    return max(-LOUDEST - 1, min(LOUDEST, mixed))
