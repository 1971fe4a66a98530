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
        if kiosk.is_due(now, is_busy=False):
            starts.append(now.strftime("%H:%M"))
            kiosk.begun(now)
    assert starts == ["03:30"] * 3


def test_never_where_the_settings_say_so(here: Places) -> None:
    kiosk = fresh(here, at=None)
    kiosk.begun(NOON)
    assert not any(kiosk.is_due(NOON + timedelta(minutes=minutes), is_busy=False) for minutes in range(24 * 60))


@pytest.mark.parametrize("years", [-56, 41])
def test_a_clock_that_is_set_by_day_ends_no_visit(here: Places, years: int) -> None:
    kiosk = fresh(here)
    kiosk.begun(NOON.replace(year=NOON.year + years))
    assert not kiosk.is_due(NOON, is_busy=False)
    assert not kiosk.is_due(NOON + timedelta(hours=10), is_busy=False)


def test_a_time_around_midnight(here: Places) -> None:
    kiosk = fresh(here, at=time(23, 50))
    kiosk.begun(NOON)
    assert kiosk.is_due(NOON.replace(hour=0, minute=5) + timedelta(days=1), is_busy=False)


def test_whoever_asks_gets_one_fresh_start(here: Places) -> None:
    kiosk = fresh(here, at=None)
    ask_fresh_start(here)
    kiosk.begun(NOON)  # what was asked before is done by this
    assert not kiosk.is_due(NOON, is_busy=False)
    ask_fresh_start(here)
    assert kiosk.is_due(NOON, is_busy=False)
    kiosk.begun(NOON)
    assert not kiosk.is_due(NOON, is_busy=False)


def test_whoever_stands_there_at_night_is_waited_for_and_whoever_asks_waits_for_nobody(here: Places) -> None:
    kiosk = fresh(here)
    kiosk.begun(NOON)
    night = NOON.replace(hour=3, minute=30) + timedelta(days=1)
    assert not kiosk.is_due(night, is_busy=True)
    assert not kiosk.is_due(night + timedelta(minutes=119), is_busy=True)
    assert kiosk.is_due(night + timedelta(minutes=119), is_busy=False)
    ask_fresh_start(here)
    assert kiosk.is_due(night, is_busy=True)


def test_who_stays_for_two_hours_is_left_alone_until_the_next_night(here: Places) -> None:
    kiosk, now = fresh(here), NOON.replace(hour=3, minute=30) + timedelta(days=1)
    kiosk.begun(NOON)
    assert not any(kiosk.is_due(now + timedelta(minutes=minutes), is_busy=True) for minutes in range(120))
    later = (now + timedelta(minutes=minutes) for minutes in range(120, 24 * 60))
    assert not any(kiosk.is_due(moment, is_busy=False) for moment in later)
    assert kiosk.is_due(now + timedelta(days=1), is_busy=False)
