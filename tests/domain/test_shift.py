"""Whether one person can do two pieces of work."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.shift import Shift, overlap

DAY = date(2026, 11, 21)


def shift(first: int, last: int, start: str | None = None, end: str | None = None) -> Shift:
    return Shift(
        first_day=DAY + timedelta(days=first),
        last_day=DAY + timedelta(days=last),
        start=start and time.fromisoformat(start),
        end=end and time.fromisoformat(end),
    )


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (shift(0, 0, "07:00", "11:30"), shift(0, 0, "11:30", "17:00"), False),
        (shift(0, 0, "07:00", "11:31"), shift(0, 0, "11:30", "17:00"), True),
        (shift(0, 0), shift(0, 0, "07:00", "08:00"), True),
        (shift(0, 0, "07:00"), shift(0, 0, "05:00", "07:00"), False),
        (shift(0, 3, "07:00", "17:00"), shift(3, 9, "08:00", "09:00"), True),
        (shift(0, 3, "07:00", "17:00"), shift(4, 9, "08:00", "09:00"), False),
        (shift(0, 0, "22:00", "06:00"), shift(1, 1, "05:00", "12:00"), True),
        (shift(0, 0, "22:00", "06:00"), shift(0, 0, "05:00", "12:00"), False),
        (shift(0, 0, "22:00", "06:00"), shift(1, 1, "06:00", "12:00"), False),
    ],
)
def test_examples(one: Shift, other: Shift, both: bool) -> None:
    assert overlap(one, other) is both
    assert overlap(other, one) is both


def work(one: Shift) -> set[datetime]:
    """Every quarter of an hour at work."""
    begins, ends = one.minutes()
    days = (one.last_day - one.first_day).days + 1
    return {
        datetime.combine(one.first_day, time()) + timedelta(days=day, minutes=minute)
        for day in range(days)
        for minute in range(begins, ends, 15)
    }


quarters = st.none() | st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
shifts = st.builds(
    lambda first, days, start, end: Shift(
        first_day=DAY + timedelta(days=first), last_day=DAY + timedelta(days=first + days), start=start, end=end
    ),
    st.integers(0, 4),
    st.integers(0, 2),
    quarters,
    quarters,
)


@settings(deadline=None)
@given(shifts, shifts)
def test_two_overlap_exactly_when_some_quarter_of_an_hour_belongs_to_both(one: Shift, other: Shift) -> None:
    assert overlap(one, other) is bool(work(one) & work(other))
