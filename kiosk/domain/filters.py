"""What a worker may ask of work by touching pictures: each is a mark that a posting has or has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from enum import StrEnum


class Filter(StrEnum):
    """The marks, in the order in which they are shown."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    PAID_SAME_DAY = "paid_same_day"
    MEALS = "meals"
    LODGING = "lodging"
    TRANSPORT = "transport"
    SUITS_OLDER = "suits_older"
    WOMEN = "women"
    MEN = "men"


Chosen = frozenset[Filter]
NOTHING_CHOSEN: Chosen = frozenset()
DAYS: Chosen = frozenset({Filter.TODAY, Filter.TOMORROW})
"""Of these one is enough: whoever touches both can come on either day. All others must hold together."""
BITS: Mapping[Filter, int] = {
    Filter.PAID_SAME_DAY: 1,
    Filter.MEALS: 2,
    Filter.LODGING: 4,
    Filter.TRANSPORT: 8,
    Filter.SUITS_OLDER: 16,
    Filter.WOMEN: 32,
    Filter.MEN: 64,
    Filter.TODAY: 128,
    Filter.TOMORROW: 256,
}
"""A posting's marks as one number. The store keeps those below 128, so these numbers stay what they are."""

MarkCounts = tuple[tuple[int, int], ...]
"""(marks, number of postings that have just these)."""


def bits_of(chosen: Iterable[Filter]) -> int:
    """Return the number that stands for these marks."""
    return sum(BITS[one] for one in frozenset(chosen))


def fits(marks: int, chosen: Set[Filter]) -> bool:
    """Tell whether a posting with these marks is what was asked for."""
    wanted, days = bits_of(chosen - DAYS), bits_of(chosen & DAYS)
    return marks & wanted == wanted and (not days or bool(marks & days))


def counted(counts: MarkCounts, chosen: Set[Filter]) -> int:
    """Return how many postings are what was asked for."""
    return sum(count for marks, count in counts if fits(marks, chosen))


def counted_with(counts: MarkCounts, chosen: Set[Filter], one: Filter) -> int:
    """Return how many postings with the mark `one` are what was asked for, once it is asked for too."""
    only = chosen - DAYS if one in DAYS else chosen
    return counted(counts, only | {one})
