"""Seats of a class: never more people than seats, from any number of processes."""

from __future__ import annotations

import pytest

from kiosk.store.connection import IntegrityError
from kiosk.store.database import Database

SEATS = 3
SIGN_UP = """
import sys
from pathlib import Path
from kiosk.domain.training import SignUpState
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.training import TrainingStore

path = Path(sys.argv[1])
with open_database(path, DatabaseKey(bytes(range(32)))) as database:
    store = TrainingStore(database)
    print("ready", flush=True)
    input()
    for person in range(1, 9):
        with database.transaction():
            free = store.get("class").seats_left and store.seat_of("class", f"p{person}") is None
            if free:
                store.sign_up("class", f"p{person}", state=SignUpState.SIGNED_UP, by="s")
        print("seat" if free else "none", flush=True)
"""


def fill(database: Database) -> None:
    database.execute(
        "insert into classes values ('class', '瓦工入门', '', '2026-11-23', '09:00', '11:00', '站里', '', ?, 0, '',"
        " 'open', '', 1)",
        (SEATS,),
    )
    for number in range(1, 9):
        database.execute(
            "insert into people (number, id, card, name, phone, region, identity_number, note, pictures, consent,"
            " consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, version)"
            " values (?1, 'p' || ?1, 'c' || ?1, '甲', '', '', '', '', '', 'given', '', 0, 0, '', ?1, 1)",
            (number,),
        )


def test_processes_at_once_never_overbook_a_class(folder, said_at_once) -> None:
    with folder.open() as database:
        fill(database)
    said = said_at_once(SIGN_UP, folder.database, processes=3)
    assert sum(each.count("seat") for each in said) == SEATS
    with folder.open() as database:
        assert database.value("select seats_taken from classes") == SEATS
        assert database.value("select count(distinct person) from sign_ups") == SEATS


def test_the_table_itself_takes_no_one_more_than_there_are_seats(database: Database) -> None:
    fill(database)
    seat = "insert into sign_ups values ('s' || ?1, 'class', ?1, 0, '', 'signed_up', 1)"
    for number in range(1, SEATS + 1):
        database.execute(seat, (number,))
    with pytest.raises(IntegrityError):
        database.execute(seat, (SEATS + 1,))
    database.execute("update sign_ups set state = 'gave_up' where id = 's1'")
    database.execute(seat, (SEATS + 1,))
    with pytest.raises(IntegrityError):
        database.execute("update sign_ups set state = 'came' where id = 's1'")
