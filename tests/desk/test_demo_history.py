"""The demo county's past: full of life, the same for the same seed and day, and made only once."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.desk.demo_history import CLASS_EVERY_DAYS, make_history
from kiosk.desk.desk import Desk
from kiosk.domain.report import Period, Report
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation, open_station
from kiosk.store.desk_log import DeskLog
from kiosk.store.integrity import check

TODAY = date(2026, 11, 21)
PAST = Period(first_day=TODAY - timedelta(days=30), last_day=TODAY)
HEAD = Actor(role=Role.HEAD, device="desk-1", staff_id="staff-1")


def demo_station(folder: Path, *, today: date = TODAY, hour: int = 7, seed: int = 1, people: int = 300) -> OpenStation:
    now = datetime(today.year, today.month, today.day, hour, 30).astimezone()
    station = open_station(Places(data=folder / "data", keys=folder / "keys"), now=lambda: now)
    settle(station, demo_county())
    bring_in(station)
    make_history(station.desk(HEAD).room, seed=seed, people=people)
    return station


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStation]:
    with demo_station(tmp_path_factory.mktemp("demo")) as station:
        yield station


@pytest.fixture
def desk(demo: OpenStation) -> Desk:
    return demo.desk(HEAD)


@pytest.fixture
def count(demo: OpenStation) -> Callable[[str], int]:
    return lambda question: int(demo.database.value(f"select count(*) from {question}"))


def figures(report: Report) -> tuple[object, ...]:
    return report.days, report.trades, report.pay, report.slips, report.ages, report.complaints, report.sign_ups


def test_every_report_has_life(desk: Desk) -> None:
    report = desk.reports.of(PAST)
    assert report.job_seekers > 200
    assert report.open_days == 31
    assert report.arrivals > 450
    assert (report.daily_hires or 0) > 5
    assert 0.3 < (report.fill_rate or 0) < 0.95
    assert 0.45 < (report.ages.share_over or 0) < 0.75
    assert report.ages.unknown > 5
    assert report.unpaid_wages >= 3
    assert report.complaints_closed >= 3
    assert report.complaints_still_open >= 3
    assert (report.classes, report.sign_ups > 40, report.came_to_class > 20) == (report.classes or 1, True, True)
    assert min(report.slips.hired, report.slips.not_hired, report.slips.no_show, report.slips.anonymous) > 5
    assert len(report.unfilled_trades) > 5
    assert len(report.pay) > 10


def test_every_screen_has_life(desk: Desk, count: Callable[[str], int]) -> None:
    assert count("people") == 300
    assert len(desk.arrivals.today()) > 8
    assert desk.outcomes.undecided()
    assert desk.outcomes.awaiting_pay()
    assert desk.complaints.inbox()
    assert desk.training.past()
    assert count("notices") >= 3
    assert count("employers where suspended") >= 1
    assert count("employers where not verified") == 2
    assert count("arrival_days where rule = 'lottery'") >= 6
    assert count("arrival_moves") > 5
    assert len({way for (way,) in desk.room.database.rows("select distinct way from visits")}) == 4
    assert desk.people.search(str(desk.room.database.value("select name from people where number = 40")))


def test_names_are_plausible_and_numbers_belong_to_nobody(demo: OpenStation) -> None:
    rows = demo.database.rows("select name, phone, identity_number, consent, region from people")
    assert all(re.fullmatch("[\u4e00-\u9fff]{2,3}", name) for name, *_ in rows)
    assert len({name for name, *_ in rows}) > 200
    assert all(re.fullmatch("(0742556[0-9]{4})?", phone) for _, phone, *_ in rows)
    assert {identity for _, _, identity, *_ in rows} == {""}
    assert 5 < Counter(consent for *_, consent, _ in rows)["refused"] < 40
    assert {region for *_, region in rows if region} <= {one.code for one in demo.regions.all() if len(one.code) == 9}


def test_the_past_keeps_to_the_rules_of_the_house(demo: OpenStation, desk: Desk) -> None:
    assert check(demo.places.database, demo.database.key) == []
    assert DeskLog(demo.database).first_broken() is None
    for number in range(31):
        day = TODAY - timedelta(days=number)
        assert desk.arrivals.recomputed(day) == tuple(one.visit.id for one in desk.arrivals.on(day))
    logged = {row for (row,) in demo.database.rows("select details from desk_log")}
    names = [name for (name,) in demo.database.rows("select name from people")]
    assert not [name for name in names if any(name in line for line in logged)]


def test_it_is_made_once_and_only_for_a_station_that_knows_nobody(demo: OpenStation, desk: Desk) -> None:
    before = demo.database.value("select count(*) from operations")
    assert make_history(desk.room, seed=2) == 0
    assert demo.database.value("select count(*) from operations") == before


def test_a_station_without_postings_gets_no_past(station: OpenStation, at_desk: Callable[..., Desk]) -> None:
    assert make_history(at_desk(Role.HEAD).room) == 0
    assert station.database.value("select count(*) from people") == 0


def test_the_same_seed_and_day_give_the_same_past_and_another_seed_another(demo: OpenStation, tmp_path: Path) -> None:
    reports = []
    for name, seed in (("same", 1), ("other", 2)):
        with demo_station(tmp_path / name, seed=seed) as station:
            reports.append(figures(station.desk(HEAD).reports.of(PAST)))
            if seed == 1:
                people = "select number, name, phone, birth_year, region, note, pictures from people"
                assert station.database.rows(people) == demo.database.rows(people)
    assert reports[0] == figures(demo.desk(HEAD).reports.of(PAST))
    assert reports[1] != reports[0]


def test_before_dawn_nobody_waits_yet(tmp_path: Path) -> None:
    with demo_station(tmp_path, hour=4) as station:
        assert station.desk(HEAD).arrivals.today() == ()


@pytest.mark.parametrize("later", range(CLASS_EVERY_DAYS))
def test_whatever_day_it_is_a_class_and_a_notice_are_there_to_be_seen(tmp_path: Path, later: int) -> None:
    """On two days of six there was no class to come, and the tour found no screen for one."""
    today = TODAY + timedelta(days=later)
    with demo_station(tmp_path, today=today, people=40) as station:
        desk = station.desk(HEAD)
        assert [one for one in desk.training.upcoming() if one.day > today]
        assert desk.training.past()
        assert desk.notices.current()


def test_it_is_quick(tmp_path: Path) -> None:
    begun = time.process_time()
    with demo_station(tmp_path):
        assert time.process_time() - begun < 15  # it takes 3 s, with the import of the postings
