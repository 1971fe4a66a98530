"""Which words like to follow each other: 喝 before 水, 住 before 在."""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping

STEP = 0.1
"""Nats between two steps of what a pair is worth."""
MOST = 255 * STEP


def _sign(first: str, second: str) -> int:
    """A number of 32 bits for a pair: that two of 150,000 share one changes one sentence in ten thousand."""
    return zlib.crc32(f"{first} {second}".encode())


def packed_pairs(gains: Mapping[tuple[str, str], float]) -> bytes:
    """Return pairs as they are written: their signs in order, 4 bytes each, then what each is worth, one byte each."""
    steps = {_sign(*pair): min(255, round(gain / STEP)) for pair, gain in gains.items()}
    signs = sorted(steps)
    return b"".join(sign.to_bytes(4, "little") for sign in signs) + bytes(steps[sign] for sign in signs)


class Pairs:
    """Says how much likelier a word is behind another one than anywhere."""

    def __init__(self, packed: bytes) -> None:
        count = len(packed) // 5
        self._signs, self._steps = array("I", packed[: 4 * count]), packed[4 * count :]
        if sys.byteorder == "big":
            self._signs.byteswap()

    def gain(self, first: str, second: str) -> float:
        """Return what `second` costs less (nats) behind `first`; 0 for a pair that is nothing special."""
        sign = _sign(first, second)
        place = bisect_left(self._signs, sign)
        is_known = place < len(self._signs) and self._signs[place] == sign
        return self._steps[place] * STEP if is_known else 0.0
