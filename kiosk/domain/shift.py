"""The days and hours of a piece of work, and whether one person can do two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Work on each day from `first_day` to `last_day`; an `end` at or before `start` is on the next day."""

    first_day: date
    last_day: date
    start: time | None = None
    end: time | None = None

    def minutes(self) -> tuple[int, int]:
        """Return when a day's work begins and ends, in minutes from midnight; where nobody said, it may be any."""
        if self.start is None:
            return 0, DAY_MINUTES
        start = _minutes(self.start)
        if self.end is None:
            return start, DAY_MINUTES
        end = _minutes(self.end)
        return start, end if end > start else end + DAY_MINUTES


def overlap(one: Shift, other: Shift) -> bool:
    """Tell whether any minute belongs to both, also where a night runs into the other's morning."""
    (begins, ends), (other_begins, other_ends) = one.minutes(), other.minutes()
    for days in (-1, 0, 1):
        shared_from = max(one.first_day, other.first_day - timedelta(days=days))
        shared_to = min(one.last_day, other.last_day - timedelta(days=days))
        later = days * DAY_MINUTES
        if shared_from <= shared_to and begins < other_ends + later and other_begins + later < ends:
            return True
    return False


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
