"""Whoever was signed in at two kiosks of the station on one day, while these were apart, is one person once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.desk import Desk
from kiosk.domain.report import Period
from kiosk.domain.staff import Role
from kiosk.errors import Refused
from kiosk.services import OpenStation
from kiosk.store import exports
from kiosk.store.arrivals import ArrivalStore
from kiosk.store.dispatches import DispatchStore
from kiosk.store.person_history import PersonHistory
from kiosk.store.person_search import PersonSearch
from kiosk.store.reports import Bounds, one_moment

TODAY = date(2026, 11, 21)
AtDesk = Callable[..., Desk]
EARLY, LATE = 0, 2**42


@pytest.fixture
def people(station: OpenStation, register: Callable[..., str]) -> list[str]:
    """Three people, registered as numbers 1 to 3."""
    return [register() for _ in range(3)]


@pytest.fixture
def arrivals(desk: Desk, people: list[str]) -> Arrivals:
    return desk.arrivals


@pytest.fixture
def came_elsewhere(station: OpenStation) -> Callable[..., str]:
    """Writes a visit at another kiosk, as it comes from central; returns its id."""

    def save(person: int | None, *, running: int, at_ms: int, day: date = TODAY, id_: str = "") -> str:
        id_ = id_ or f"elsewhere-{day}-{running}"
        station.database.execute(
            "insert into visits (id, day, running, person, at_ms, way, version, is_ours)"
            " values (?, ?, ?, ?, ?, 'card', 1, 0)",
            (id_, day.isoformat(), running, person, at_ms),
        )
        return id_

    return save


def shown(arrivals: Arrivals) -> list[str]:
    return [one.visit.id for one in arrivals.today()]


def arrive(arrivals: Arrivals, *people: str) -> list[str]:
    return [arrivals.sign_in(person).value.visit_id for person in people]


@pytest.mark.parametrize("at_ms", [EARLY, LATE])
def test_the_earlier_of_a_persons_two_visits_is_on_the_list(arrivals, people, came_elsewhere, at_ms: int) -> None:
    mine, other = arrive(arrivals, people[0], people[1])
    theirs = came_elsewhere(1, running=9, at_ms=at_ms)
    counted = theirs if at_ms == EARLY else mine
    assert set(shown(arrivals)) == {counted, other}
    assert arrive(arrivals, people[0]) == [counted]
    assert arrivals.board().waiting == 2


def test_of_two_visits_at_the_same_moment_the_one_with_the_lower_id_counts(arrivals, people, came_elsewhere, station):
    (mine,) = arrive(arrivals, people[0])
    at_ms = station.database.value("select at_ms from visits")
    came_elsewhere(1, running=1, at_ms=at_ms, id_="zzz")
    assert shown(arrivals) == [mine]
    came_elsewhere(1, running=2, at_ms=at_ms, id_="!")
    assert shown(arrivals) == ["!"]


def test_two_visits_at_two_other_kiosks_are_one_too(arrivals, people, came_elsewhere) -> None:
    came_elsewhere(1, running=4, at_ms=8, id_="later")
    came_elsewhere(1, running=5, at_ms=7, id_="earlier")
    came_elsewhere(1, running=6, at_ms=9, id_="latest")
    assert shown(arrivals) == ["earlier"]


def test_people_who_gave_no_name_are_each_somebody(arrivals, came_elsewhere) -> None:
    for running in (1, 2):
        came_elsewhere(None, running=running, at_ms=running)
    assert len(shown(arrivals)) == 2


def test_whoever_came_elsewhere_only_is_not_signed_in_again(arrivals, people, came_elsewhere) -> None:
    theirs = came_elsewhere(1, running=5, at_ms=EARLY)
    again = arrivals.sign_in(people[0]).value
    assert (again.visit_id, again.is_new) == (theirs, False)


def test_numbers_go_on_from_the_last_one_known_here_and_equal_ones_stand_by_time(arrivals, people, came_elsewhere):
    (first,) = arrive(arrivals, people[0])
    theirs = came_elsewhere(2, running=1, at_ms=EARLY)
    came_elsewhere(None, running=40, at_ms=LATE)
    assert int(arrivals.sign_in(people[2]).value.running) == 41
    assert shown(arrivals)[:2] == [theirs, first]


def test_a_call_by_the_other_visit_is_a_call_of_the_person(arrivals, people, came_elsewhere) -> None:
    (mine,) = arrive(arrivals, people[0])
    arrivals.call(mine)
    came_elsewhere(1, running=9, at_ms=EARLY)
    (row,) = arrivals.today()
    assert row.visit.id != mine
    assert row.called_at_ms is not None
    assert not row.is_waiting


def test_somebody_moved_stays_moved_by_whichever_visit(arrivals, people, came_elsewhere) -> None:
    first, second, mine = arrive(arrivals, *people)
    arrivals.move(mine, 1, "腿脚不便")
    theirs = came_elsewhere(3, running=9, at_ms=EARLY)
    assert shown(arrivals) == [theirs, first, second]


def test_the_log_is_held_against_this_kiosks_own_arrivals(at_desk, arrivals, people, came_elsewhere, station) -> None:
    first, second = arrive(arrivals, *people[:2])
    arrivals.draw("77")
    arrivals.move(second, 1, "腿脚不便")
    came_elsewhere(1, running=1, at_ms=EARLY)
    came_elsewhere(3, running=2, at_ms=EARLY)
    both = at_desk(Role.HEAD).arrivals.shown_and_replayed()
    assert set(both.shown) == {first, second}
    assert both.shown == both.replayed
    station.database.execute("update arrival_moves set to_place = 2")
    both = at_desk(Role.HEAD).arrivals.shown_and_replayed()
    assert both.shown != both.replayed


def test_lots_are_drawn_also_where_all_have_their_numbers_from_another_kiosk(arrivals, people, came_elsewhere) -> None:
    with pytest.raises(Refused):
        arrivals.draw()
    came_elsewhere(1, running=3, at_ms=EARLY)
    assert arrivals.draw().value.drawn_through == 3


def test_every_count_has_the_person_once_a_day(arrivals, people, came_elsewhere, station) -> None:
    arrive(arrivals, *people[:2])
    came_elsewhere(1, running=9, at_ms=EARLY)
    came_elsewhere(1, running=9, at_ms=EARLY, day=date(2026, 11, 20))
    bounds = Bounds(first_day=date(2026, 11, 1), last_day=TODAY, from_ms=0, until_ms=LATE)
    with one_moment(station.database, bounds) as figures:
        assert figures.arrivals_by_day() == {"2026-11-20": 1, "2026-11-21": 2}
    rows = exports.arrivals(station.database, first=date(2026, 11, 1), last=TODAY)
    assert [row[:2] for row in rows] == [("2026-11-20", 9), ("2026-11-21", 2), ("2026-11-21", 9)]
    assert [(each.day, each.running) for each in PersonHistory(station.database).visits(1)] == [
        (TODAY, 9),
        (date(2026, 11, 20), 9),
    ]


def test_a_report_counts_arrivals_once(at_desk, arrivals, people, came_elsewhere) -> None:
    arrive(arrivals, people[0])
    came_elsewhere(1, running=9, at_ms=LATE)
    report = at_desk(Role.HEAD).reports.of(Period(first_day=TODAY, last_day=TODAY))
    assert report.arrivals == 1


def test_whoever_is_sent_or_waits_is_sent_by_the_visit_that_is_shown(arrivals, people, came_elsewhere, station, offer):
    (mine,) = arrive(arrivals, people[0])
    theirs = came_elsewhere(1, running=9, at_ms=EARLY)
    store = DispatchStore(station.database)
    who = store.registered([people[0]], day=TODAY)[people[0]]
    assert who.visit_id == theirs != mine
    wanted = offer()
    with station.database.transaction():
        store.put_on_list("w", wanted.id, who, staff_id="staff-1", at_ms=0)
    assert [one.visit_id for one in store.waiting(wanted.id, day=TODAY)] == [theirs]


def test_the_search_over_many_passes_no_visit_over_where_numbers_are_equal(station, people, came_elsewhere) -> None:
    """Two kiosks give the same numbers: a batch of the latest visits may end between two of one number."""
    database = station.database
    with database.transaction():
        for number in range(499):
            database.execute(
                "insert into visits (id, day, running, person, at_ms, way, version)"
                " values (?, '2026-11-20', ?, ?, 0, 'card', 1)",
                (f"v{number}", number + 1, None if number else 2),
            )
        for kiosk in "bc":
            came_elsewhere(None, running=1, at_ms=0, day=date(2026, 11, 20), id_=kiosk)
    search = PersonSearch(database, looked_up=0)
    assert search._latest({1, 2, 3}, 3)[0] == 2


def test_visits_of_one_day_here_stay_one_a_person_in_the_table(arrivals, people, station, came_elsewhere) -> None:
    arrive(arrivals, people[0])
    with pytest.raises(Exception, match="UNIQUE"):
        station.database.execute(
            "insert into visits (id, day, running, person, at_ms, way, version)"
            " values ('x', '2026-11-21', 2, 1, 0, 'card', 1)"
        )
    with pytest.raises(Exception, match="UNIQUE"):
        station.database.execute(
            "insert into visits (id, day, running, person, at_ms, way, version)"
            " values ('x', '2026-11-21', 1, 2, 0, 'card', 1)"
        )
    assert ArrivalStore(station.database).next_running(TODAY) == 2
