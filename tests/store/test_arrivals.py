"""Arrivals in the database: one visit a person and day, one number a visit, whoever writes and from wherever."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.arrival import Draw, Rule, Visit
from kiosk.domain.sign_in import Way
from kiosk.errors import UnknownThing
from kiosk.store.arrivals import ArrivalStore
from kiosk.store.connection import IntegrityError

TODAY = date(2026, 11, 21)
SIGNS_IN = """
import sys
from datetime import datetime
from pathlib import Path
from kiosk.care.places import Places
from kiosk.desk.arrivals import Arrivals
from kiosk.desk.room import Room
from kiosk.domain.staff import Actor, Role
from kiosk.domain.station import Station
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey

path = Path(sys.argv[1])
with open_database(path, DatabaseKey(bytes(range(32)))) as database:
    room = Room(
        database=database,
        station=Station(id="s", name="s"),
        actor=Actor(role=Role.CLERK, device="d", staff_id="s"),
        now=lambda: datetime(2026, 11, 21, 7).astimezone(),
        places=Places(data=path.parent, keys=path.parent),
    )
    print("ready", flush=True)
    sys.stdin.readline()
    arrivals = Arrivals(room)
    print(*(arrivals.sign_in(f"p{number}").value.running for number in range(1, 21)))
"""
CALLS = SIGNS_IN.replace(
    'arrivals.sign_in(f"p{number}").value.running for number in range(1, 21)',
    "arrivals.call_next().value.running for _ in range(5)",
)


def register(database, *numbers: int) -> None:
    database.execute_many(
        "insert into people (number, id, card, name, phone, region, identity_number, note, pictures, consent,"
        " consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, version)"
        " values (?1, 'p' || ?1, 'c' || ?1, '老' || ?1, '', '', '', '', '', 'given', '', 0, 0, 's', ?1, 1)",
        [(number,) for number in numbers],
    )


@pytest.fixture
def arrivals(database) -> ArrivalStore:
    register(database, 1, 2)
    return ArrivalStore(database)


def visit(name: str, running: int, person: int = 1) -> Visit:
    return Visit(id=name, day=TODAY, running=running, person=person, at_ms=1, way=Way.CARD)


def test_processes_that_sign_the_same_people_in_at_once_agree_on_every_number(folder, database, said_at_once) -> None:
    register(database, *range(1, 21))
    said = said_at_once(SIGNS_IN, folder.database)
    assert len(set(said)) == 1
    assert sorted(map(int, said[0].split())) == list(range(1, 21))
    assert database.value("select count(*) from visits") == 20


def test_desks_that_call_at_once_never_call_the_same(folder, database, said_at_once) -> None:
    register(database, *range(1, 21))
    said_at_once(SIGNS_IN, folder.database, processes=1)
    called = [int(number) for line in said_at_once(CALLS, folder.database) for number in line.split()]
    assert sorted(called) == list(range(1, 21))


def test_the_tables_themselves_refuse_a_second_visit_and_a_second_number(database, arrivals) -> None:
    one, two = arrivals.whole_person("p1"), arrivals.whole_person("p2")
    arrivals.add(visit("v1", 1), one)
    with pytest.raises(IntegrityError):
        arrivals.add(visit("v2", 2), one)
    with pytest.raises(IntegrityError):
        arrivals.add(visit("v3", 1, person=2), two)


def test_a_visit_is_found_by_its_id_and_by_person_and_day(arrivals) -> None:
    one = arrivals.whole_person("p1")
    arrivals.add(visit("v1", 1), one)
    assert arrivals.visit("v1") == arrivals.visit_of(one, TODAY) == visit("v1", 1)
    assert arrivals.visit_of(arrivals.whole_person("p2"), TODAY) is None
    assert arrivals.next_running(TODAY) == 2
    with pytest.raises(UnknownThing):
        arrivals.visit("v2")


def test_a_day_is_by_arrival_until_lots_are_drawn_and_the_last_draw_counts(arrivals) -> None:
    assert arrivals.draw_of(TODAY) == Draw()
    for seed in ("a", "b"):
        drawn = Draw(rule=Rule.LOTTERY, seed=seed, drawn_through=3)
        arrivals.set_draw(TODAY, drawn, at_ms=1, staff_id="s")
        assert arrivals.draw_of(TODAY) == drawn


def test_a_number_called_again_stands_on_the_board_once_and_last(database, arrivals) -> None:
    for name, running, person in (("v1", 1, "p1"), ("v2", 2, "p2")):
        arrivals.add(visit(name, running, person=running), arrivals.whole_person(person))
    for name in ("v1", "v2", "v1"):
        arrivals.add_call(arrivals.visit(name), at_ms=5, staff_id="s")
    assert [called.running for called in arrivals.last_called(TODAY, limit=6)] == [1, 2]
    assert [called.running for called in arrivals.last_called(TODAY, limit=1)] == [1]


def test_whoever_is_not_known_any_more_keeps_a_line(database, arrivals) -> None:
    arrivals.add(visit("v1", 1), arrivals.whole_person("p1"))
    database.execute("update visits set person = null")
    (line,) = arrivals.arrived(TODAY)
    assert (line.name, line.person_id, line.trades) == ("", "", ())
