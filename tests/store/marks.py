"""What marks a posting has, worked out from the posting itself: the store, which keeps them as numbers, must say so."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.domain.filters import Filter, bits_of
from kiosk.domain.pay import PaidWhen
from kiosk.domain.posting import Posting, suits_older_workers


def marks_of(posting: Posting, *, now: datetime) -> int:
    """Return the marks of a posting at `now`, the station's local time.

    Today: work that has begun, or begins today, and whose hours of today are not over; tomorrow: work on that day.
    """
    today = now.date()
    tomorrow = today + timedelta(days=1)
    marks = {
        Filter.TODAY: posting.first_day <= today <= posting.last_day and not _is_over(posting, now),
        Filter.TOMORROW: posting.first_day <= tomorrow <= posting.last_day,
        Filter.PAID_SAME_DAY: posting.pay.paid_when is PaidWhen.SAME_DAY,
        Filter.MEALS: posting.meals is True,
        Filter.LODGING: posting.lodging is True,
        Filter.TRANSPORT: posting.transport != "",
        Filter.SUITS_OLDER: suits_older_workers(posting),
        Filter.WOMEN: posting.women_facilities is True,
        Filter.MEN: posting.men_facilities is True,
    }
    return bits_of(one for one, has_it in marks.items() if has_it)


def _is_over(posting: Posting, now: datetime) -> bool:
    """Tell whether the hours of today lie behind; those that run past midnight, or that nobody stated, do not."""
    start, end = posting.daily_start, posting.daily_end
    runs_on = end is None or (start is not None and end <= start)
    return not runs_on and end is not None and end <= now.time().replace(second=0, microsecond=0)
