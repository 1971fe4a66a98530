"""How long a piece of work takes, or holds up the screen, on a machine that other programs use too.

What a piece of work takes, it takes each time; what others add, they add now and then. So a time counts with the
shortest of its runs, and one that is over its bar is measured again before it is told.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Generator, Iterable

FRAME_S = 0.033
"""Two frames at 60 Hz: so long the screen may be held up at most."""
RUNS = 3
PATIENT_RUNS = 12
"""So often it is measured before a machine that was busy is no longer believed to be the cause."""
REST_S = 0.5
"""Between two runs that were both over the bar: what else is done on the machine, or beside it, may be over by then."""


def quickest(measured: Callable[[], float], *, bar: float, runs: int = PATIENT_RUNS) -> float:
    """The least of what is `measured`, in its own unit; at most so many `runs`, and none after one under the `bar`."""
    return _over_times(((measured(),) for _ in range(runs)), bar=bar)


def longest_piece_s(
    begin: Callable[[], Generator[None, None, object]], *, bar_s: float = FRAME_S, runs: int = PATIENT_RUNS
) -> float:
    """Seconds of the longest piece of the work that `begin` begins, between one pause and the next.

    Each piece counts with the shortest of its runs: `RUNS` of them, and up to `runs` while one is over the bar. What
    other tests left is not looked through by the garbage collector, as nothing of it is in the program.
    """
    gc.collect()
    gc.freeze()
    try:
        return _over_times((_pieces_s(begin()) for _ in range(runs)), bar=bar_s, least=RUNS)
    finally:
        gc.unfreeze()


def _over_times(runs: Iterable[Iterable[float]], *, bar: float, least: int = 1) -> float:
    """The longest of the parts that each run has, each part with its shortest time."""
    shortest: list[float] = []
    for done, run in enumerate(runs, start=1):
        shortest = list(map(min, zip(shortest, run, strict=True))) if shortest else list(run)
        if done >= least:
            if max(shortest) < bar:
                break
            time.sleep(REST_S)
    return max(shortest)


def _pieces_s(work: Generator[None, None, object]) -> list[float]:
    took: list[float] = []
    begun = time.perf_counter()
    for _ in work:
        took.append(time.perf_counter() - begun)
        begun = time.perf_counter()
    return [*took, time.perf_counter() - begun]
