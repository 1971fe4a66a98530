"""The kiosk and all below it every few seconds, whatever it is doing: what it holds at most."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.soak.figures import family, holdings

EVERY_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """Sums over the kiosk and its children, the desk and what prints among them."""

    at_s: float
    processes: int
    resident_kb: int
    proportional_kb: int
    descriptors: int
    threads: int


@contextmanager
def pulse_of(root: int) -> Iterator[list[Beat]]:
    """Measure on a thread of its own until the block ends; the list grows meanwhile."""
    beats: list[Beat] = []
    over, began_s = threading.Event(), time.monotonic()

    def beat() -> None:
        while not over.wait(EVERY_S):
            beats.append(_beat(root, time.monotonic() - began_s))

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield beats
    finally:
        over.set()
        thread.join()


def peaks(beats: Sequence[Beat]) -> str:
    """The most of each, as words."""
    if not beats:
        return "not measured"
    names = ("processes", "resident_kb", "proportional_kb", "descriptors", "threads")
    return ", ".join(f"{max(getattr(beat, name) for beat in beats)} {name.replace('_', ' ')}" for name in names)


def _beat(root: int, at_s: float) -> Beat:
    found = list(holdings(family(root)[0]))
    return Beat(
        at_s=round(at_s, 1),
        processes=len(found),
        resident_kb=sum(each.rss_kb for each in found),
        proportional_kb=sum(each.pss_kb for each in found),
        descriptors=sum(each.descriptors for each in found),
        threads=sum(each.threads for each in found),
    )
