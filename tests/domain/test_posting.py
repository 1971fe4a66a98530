"""Night work, and work that suits older people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting, Strength, is_night_work, suits_older_workers

SUITABLE = Posting(
    id="p",
    trade="cook",
    title="做饭",
    employer_id="e",
    employer_name="食堂",
    pay=Pay(amount_minor=15_000, unit=PayUnit.DAY),
    headcount=1,
    first_day=date(2026, 11, 21),
    last_day=date(2026, 11, 21),
    place="镇上",
    contact_phone="13812345678",
    daily_start=time(7),
    daily_end=time(17),
    strength=Strength.LIGHT,
)


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        (time(7), time(17, 30), False),
        (time(6), time(22), False),
        (time(5, 59), time(12), True),
        (time(14), time(22, 1), True),
        (time(22), time(23), True),
        (time(18), time(2), True),
        (time(8), time(8), True),
        (time(8), None, False),
        (time(23), None, True),
        (None, None, False),
        (None, time(23), False),
    ],
)
def test_night_is_from_ten_to_six(start: time | None, end: time | None, night: bool) -> None:
    assert is_night_work(start=start, end=end) is night


@given(st.times(), st.times())
def test_work_that_touches_a_minute_of_the_night_is_night_work(start: time, end: time) -> None:
    def minutes(moment: time) -> float:
        return moment.hour * 60 + moment.minute + moment.second / 60 + moment.microsecond / 6e7

    begins, ends = minutes(start), minutes(end)
    ends += 24 * 60 if ends <= begins else 0
    nights = ((0, 6 * 60), (22 * 60, 30 * 60), (46 * 60, 54 * 60))
    assert is_night_work(start=start, end=end) == any(begins < till and ends > since for since, till in nights)


def test_light_and_medium_day_work_suits_older_people() -> None:
    assert suits_older_workers(SUITABLE)
    assert suits_older_workers(replace(SUITABLE, strength=Strength.MEDIUM, age_to=60))
    assert suits_older_workers(replace(SUITABLE, age_from=50, daily_start=None, daily_end=None))


@pytest.mark.parametrize(
    "change",
    [
        {"strength": Strength.HEAVY},
        {"strength": None},
        {"age_to": 59},
        {"daily_start": time(22)},
        {"daily_end": time(23)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_heavy_unknown_limited_and_night_work_does_not(change: dict[str, object]) -> None:
    assert not suits_older_workers(replace(SUITABLE, **change))  # type: ignore[arg-type]  # fields by name
