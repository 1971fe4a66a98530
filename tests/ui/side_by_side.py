"""Walks of the kiosk that take minutes, two at a time: each test waits for its own, and for no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Which = TypeVar("Which")
Walked = TypeVar("Walked")
AT_ONCE = 2


@contextmanager
def side_by_side(walk: Callable[[Which], Walked], asked: Iterable[Which]) -> Iterator[Callable[[Which], Walked]]:
    """Begin to `walk` all that is `asked`, in that order; yields what waits for one walk and returns what came of it.

    Pytest ends a run in which nothing is heard for 15 minutes: a test that waited for all ten walks was ended so.
    """
    walkers = ThreadPoolExecutor(AT_ONCE)
    begun = {which: walkers.submit(walk, which) for which in asked}
    try:
        yield lambda which: begun[which].result()
    finally:
        walkers.shutdown(cancel_futures=True)
