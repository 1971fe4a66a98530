"""How long a piece of work holds up the screen."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Generator

FRAME_S = 0.033
"""Two frames at 60 Hz: so long the screen may be held up at most."""
RUNS = 3


def longest_piece_s(begin: Callable[[], Generator[None, None, object]], *, runs: int = RUNS) -> float:
    """Seconds of the longest piece of the work that `begin` begins, between one pause and the next.

    Each piece counts with the shortest of its `runs`: a piece that is long is long each time, what a busy machine adds
    is not. What other tests left is not looked through by the garbage collector, as nothing of it is in the program.
    """
    gc.collect()
    gc.freeze()
    try:
        return max(map(min, zip(*(_pieces_s(begin()) for _ in range(runs)), strict=True)))
    finally:
        gc.unfreeze()


def _pieces_s(work: Generator[None, None, object]) -> list[float]:
    took: list[float] = []
    begun = time.perf_counter()
    for _ in work:
        took.append(time.perf_counter() - begun)
        begun = time.perf_counter()
    return [*took, time.perf_counter() - begun]
