"""A kiosk that is well begins anew once a night, whenever somebody asks, and never by day because a clock was set."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.care.watching.fresh_start import AtNight, ask_fresh_start, asked_in

NOON = datetime(2026, 11, 27, 12).astimezone()
HALF_PAST_THREE = time(3, 30)


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


def fresh(here: Places, at: time | None = HALF_PAST_THREE) -> AtNight:
    return AtNight(asked_in(here), at=lambda: at)


def test_once_a_night(here: Places) -> None:
    kiosk, now, starts = fresh(here), NOON, []
    kiosk.begun(now)
    for _ in range(3 * 24 * 60):
        now += timedelta(minutes=1)
        if kiosk.is_due(now):
            starts.append(now.strftime("%H:%M"))
            kiosk.begun(now)
    assert starts == ["03:30"] * 3


def test_never_where_the_settings_say_so(here: Places) -> None:
    kiosk = fresh(here, at=None)
    kiosk.begun(NOON)
    assert not any(kiosk.is_due(NOON + timedelta(minutes=minutes)) for minutes in range(24 * 60))


@pytest.mark.parametrize("years", [-56, 41])
def test_a_clock_that_is_set_by_day_ends_no_visit(here: Places, years: int) -> None:
    kiosk = fresh(here)
    kiosk.begun(NOON.replace(year=NOON.year + years))
    assert not kiosk.is_due(NOON)
    assert not kiosk.is_due(NOON + timedelta(hours=10))


def test_a_time_around_midnight(here: Places) -> None:
    kiosk = fresh(here, at=time(23, 50))
    kiosk.begun(NOON)
    assert kiosk.is_due(NOON.replace(hour=0, minute=5) + timedelta(days=1))


def test_whoever_asks_gets_one_fresh_start(here: Places) -> None:
    kiosk = fresh(here, at=None)
    ask_fresh_start(here)
    kiosk.begun(NOON)  # what was asked before is done by this
    assert not kiosk.is_due(NOON)
    ask_fresh_start(here)
    assert kiosk.is_due(NOON)
    kiosk.begun(NOON)
    assert not kiosk.is_due(NOON)
