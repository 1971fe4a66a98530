"""Seats taken at the kiosk: never more than there are, from any number of processes, and one for each wish."""

from __future__ import annotations

import pytest

from kiosk.domain.seat import number_of
from kiosk.domain.training import SignUpState
from kiosk.errors import UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.database import Database
from kiosk.store.seats import SeatStore
from kiosk.store.training import TrainingStore

SEATS = 3
TAKE = """
import sys
from pathlib import Path
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.seats import SeatStore
from kiosk.store.training import TrainingStore

path = Path(sys.argv[1])
with open_database(path, DatabaseKey(bytes(range(32)))) as database:
    store, classes = SeatStore(database), TrainingStore(database)
    print("ready", flush=True)
    input()
    for wish in range(8):
        with database.transaction():
            seat = store.of_wish(f"w{wish}")
            if seat is None and classes.get("class").seats_left:
                seat = store.take("class", wish_id=f"w{wish}")
        print(seat.number if seat else "none", flush=True)
"""


def plan(database: Database, *, seats: int = SEATS) -> None:
    database.execute(
        "insert into classes values ('class', '瓦工入门', '', '2026-11-23', '09:00', '11:00', '站里', '', ?, 0, '',"
        " 'open', '', 1)",
        (seats,),
    )


def test_processes_at_once_give_each_wish_one_seat_and_never_one_too_many(folder, said_at_once) -> None:
    with folder.open() as database:
        plan(database)
    said = said_at_once(TAKE, folder.database, processes=3)
    numbers = {line for each in said for line in each.split() if "-C-" in line}
    assert len(numbers) == SEATS
    with folder.open() as database:
        assert database.value("select seats_taken from classes") == SEATS
        assert database.value("select count(*) from sign_ups") == SEATS
        assert database.value("select count(*) from seat_wishes") == SEATS


def test_the_table_itself_takes_no_seat_that_is_not_there(database: Database) -> None:
    plan(database)
    store = SeatStore(database)
    with database.transaction():
        taken = [store.take("class", wish_id=f"w{number}") for number in range(SEATS)]
    with pytest.raises(IntegrityError, match="no seat left"), database.transaction():
        store.take("class", wish_id="one too many")
    with database.transaction():
        store.set_state(taken[0].id, SignUpState.GAVE_UP, by="")
        store.take("class", wish_id="another")
    with pytest.raises(IntegrityError, match="no seat left"), database.transaction():
        store.set_state(taken[0].id, SignUpState.CAME, by="s")
    assert TrainingStore(database).get("class").seats_taken == SEATS


def test_a_number_is_never_given_twice_and_finds_its_seat(database: Database) -> None:
    plan(database)
    store = SeatStore(database)
    with database.transaction():
        first = store.take("class", wish_id="w1")
        store.set_state(first.id, SignUpState.GAVE_UP, by="")
        second = store.take("class", wish_id="w2")
    assert first.number != second.number
    assert second.number == number_of(second.id)
    assert store.of_number(second.number) == store.get(second.id) == second == store.of_wish("w2")
    for unknown in ("L7-C-00099-1", "", first.number[:-1]):
        with pytest.raises(UnknownThing):
            store.of_number(unknown)


def test_a_kiosk_with_other_letters_begins_with_its_own_numbers(database: Database) -> None:
    plan(database)
    store = SeatStore(database)
    with database.transaction():
        first = store.take("class", wish_id="w1")
        database.execute("update station set prefix = 'Z9'")
        second = store.take("class", wish_id="w2")
    assert second.number.startswith("Z9-C-00001-")
    assert {first, second} == {store.of_number(first.number), store.of_number(second.number)}


def test_a_seat_that_another_kiosk_gave_away_stays_written_down_where_the_class_is_full(database: Database) -> None:
    plan(database, seats=1)
    store, classes = SeatStore(database), TrainingStore(database)
    with database.transaction():
        store.take("class", wish_id="w1")
    with database.transaction():
        database.execute("update sync_applying set is_applying = 1")
        database.execute("insert into sign_ups values ('elsewhere', 'class', null, 0, '', 'signed_up', 1)")
        database.execute("update sync_applying set is_applying = 0")
    assert classes.get("class").seats_left == 0
    assert len(classes.sign_ups("class")) == 2
    database.execute("update classes set seats = 3")
    assert classes.get("class").seats_taken == 2
