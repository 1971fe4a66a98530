"""`yizhan-kiosk demo`: an empty data folder becomes a station with work to show, again and again without harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.desk.importing import RowStatus
from kiosk.domain.listing import Near, SuitsOlder, Today
from kiosk.domain.trade import TRADES
from kiosk.services import OpenStation, open_station

MORNING = datetime(2026, 11, 21, 5, 30).astimezone()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


@contextmanager
def demo_station(here: Places, now: datetime) -> Iterator[OpenStation]:
    with open_station(here, now=lambda: now) as station:
        settle(station, demo_county())
        yield station


def test_the_whole_file_is_taken(here: Places) -> None:
    with demo_station(here, MORNING) as station:
        report = bring_in(station)
        assert report.count(RowStatus.REFUSED) == report.count(RowStatus.UNCHANGED) == 0
        assert report.count(RowStatus.ACCEPTED) >= 400
        assert 0 < report.count(RowStatus.WARNED) < 40
        stored = station.postings.all()
        assert len(stored) == len(report.rows)
        assert set(Counter(posting.trade for posting in stored)) == {trade.id for trade in TRADES}
        assert {posting.region for posting in stored} == {
            region.code for region in station.regions.all() if len(region.code) == 9
        }


def test_a_second_load_on_the_same_day_adds_nothing(here: Places) -> None:
    with demo_station(here, MORNING) as station:
        first = bring_in(station)
    with demo_station(here, MORNING + timedelta(hours=9)) as station:
        again = bring_in(station)
        assert again.count(RowStatus.UNCHANGED) == len(again.rows) == len(first.rows)
        assert len(station.postings.all()) == len(first.rows)


def test_a_week_of_loading_every_day_never_shows_a_posting_twice(here: Places) -> None:
    for day in range(8):
        now = MORNING + timedelta(days=day)
        with demo_station(here, now) as station:
            report = bring_in(station)
            assert not report.any_refused
            assert day == 0 or report.count(RowStatus.UNCHANGED) > 0.8 * len(report.rows)
            offered = station.postings.on_offer(Near(), now=now, here=station.here(), limit=2000)
            assert len(offered) == len(report.rows)
            seen = Counter(replace(posting, id="", verified_at_ms=0) for posting in offered)
            assert max(seen.values()) == 1


@pytest.mark.parametrize("days", [0, 5, 47, 100, 163, 250])
def test_there_is_work_for_everybody_at_every_hour_of_the_day(here: Places, days: int) -> None:
    morning = MORNING + timedelta(days=days)
    with demo_station(here, morning) as station:
        bring_in(station)
        everything = len(station.postings.all())
        assert 0.25 * everything <= station.postings.count_on_offer(Today(), now=morning) <= 0.36 * everything
        assert station.postings.count_on_offer(SuitsOlder(), now=morning) >= 0.45 * everything
        assert {trade for trade, _ in station.trades_on_offer()} == {trade.id for trade in TRADES}
        late = morning.replace(hour=22, minute=30)
        assert station.postings.count_on_offer(Today(), now=late) >= 1


def test_the_command_settles_the_station_and_says_what_it_did(here: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--data", str(here.data)]) == 0
    first = capsys.readouterr()
    assert first.err == ""
    assert "柳塘县零工驿站" in first.out
    assert cli.main(["demo", "--data", str(here.data), "--lang", "en"]) == 0
    assert "0 new postings" in capsys.readouterr().out
    with open_station(here) as station:
        county = demo_county()
        assert station.station == county.station_of(station.station)
        assert station.here() in county.regions


def test_what_staff_changed_on_a_demo_station_stays(here: Places) -> None:
    with demo_station(here, MORNING) as station:
        station.stations.save(replace(station.station, phone="0742-5550199"))
    with demo_station(here, MORNING) as station:
        assert station.station.phone == "0742-5550199"


def test_a_station_of_another_place_is_left_alone(here: Places, capsys: pytest.CaptureFixture[str]) -> None:
    with open_station(here) as station:
        station.settle(replace(station.station, name="青石镇零工驿站", region="999999101"), ())
    assert cli.main(["demo", "--data", str(here.data)]) == 2
    assert "青石镇零工驿站" in capsys.readouterr().err
    with open_station(here) as station:
        assert station.station.name == "青石镇零工驿站"
        assert station.postings.all() == ()
