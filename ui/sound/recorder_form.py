"""What is recorded: mono, 16 bit, 16 kHz, told in pieces of a tenth of a second."""

from __future__ import annotations

import sys
from array import array

SAMPLE_RATE, SAMPLE_BYTES = 16_000, 2
PIECE_BYTES = SAMPLE_RATE * SAMPLE_BYTES // 10


def peak(piece: bytes) -> int:
    """Return the loudest sample, 0 to 32768; one of silence is 0."""
    samples = array("h", piece)
    if sys.byteorder == "big":
        samples.byteswap()
    return max(map(abs, samples), default=0)


def duration_ms(size: int) -> int:
    """Return how long `size` bytes last."""
    return size * 1000 // (SAMPLE_RATE * SAMPLE_BYTES)
