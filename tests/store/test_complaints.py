"""Complaint numbers: each given once, from any number of processes, and a step for whatever happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.complaint import ComplaintKind, complaint_number
from kiosk.domain.slip import is_slip_number
from kiosk.errors import UnknownThing
from kiosk.store.complaints import ComplaintStore, Subject
from kiosk.store.connection import IntegrityError
from kiosk.store.database import Database
from kiosk.store.stations import StationStore

DAY = date(2026, 11, 21)
EMPTY = {"words": "", "amount_minor": None, "recording": None, "due_day": "2026-11-24"}
OPEN = """
import sys
from datetime import date
from pathlib import Path
from kiosk.domain.complaint import ComplaintKind
from kiosk.store.complaints import ComplaintStore, Subject
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey

with open_database(Path(sys.argv[1]), DatabaseKey(bytes(range(32)))) as database:
    store = ComplaintStore(database)
    print("ready", flush=True)
    input()
    for _ in range(8):
        with database.transaction():
            fields = {"words": "", "amount_minor": None, "recording": None, "due_day": "2026-11-24"}
            made = store.add(ComplaintKind.OTHER, Subject(), fields, day=date(2026, 11, 21), by="")
        print(made.number, flush=True)
"""


def store_of(database: Database) -> ComplaintStore:
    station = StationStore(database).current()
    if station.prefix != "L7":
        StationStore(database).save(replace(station, prefix="L7"))
    return ComplaintStore(database)


def test_processes_at_once_never_give_a_number_twice(folder, said_at_once) -> None:
    with folder.open() as database:
        store_of(database)
    numbers = [number for said in said_at_once(OPEN, folder.database, processes=3) for number in said.split()]
    assert sorted(numbers) == [complaint_number(prefix="L7", day=DAY, running=n) for n in range(1, 25)]
    assert all(map(is_slip_number, numbers))


def test_a_complaint_number_is_told_from_a_slip_s() -> None:
    assert complaint_number(prefix="L7", day=DAY, running=1).startswith("L7-T-1121-001-")


def test_the_table_takes_one_wage_complaint_a_slip(database, postings, posting, save) -> None:
    wanted = posting()
    save(wanted)
    database.execute(
        "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version)"
        " values ('s', 'A', '2026-11-21', 1, ?, 'w', 0, 'held', 1)",
        (wanted.id,),
    )
    store = store_of(database)
    store.add(ComplaintKind.UNPAID_WAGES, Subject(slip_id="s"), EMPTY, day=DAY, by="")
    store.add(ComplaintKind.INJURY, Subject(slip_id="s"), EMPTY, day=DAY, by="")
    with pytest.raises(IntegrityError):
        store.add(ComplaintKind.UNPAID_WAGES, Subject(slip_id="s"), EMPTY, day=DAY, by="")


def test_numbers_are_found_as_they_are_said(database) -> None:
    made = store_of(database).add(ComplaintKind.OTHER, Subject(), EMPTY, day=DAY, by="")
    assert store_of(database).numbered(f" {made.number.lower()} ") == made
    assert store_of(database).numbered("L7-T-1121-009-1") is None
    with pytest.raises(UnknownThing):
        store_of(database).get("none")


def from_elsewhere(database: Database, id_: str, **changes: object) -> None:
    """A complaint of another kiosk of this station, as it comes from central."""
    usual = {
        "id": id_, "number": "L7-T-1121-001-3", "day": "2026-11-21", "running": 1, "kind": "other", "words": "",
        "state": "open", "next_step": "", "due_day": "2026-11-24", "opened_at_ms": 0, "opened_by": "s", "version": 1,
        "is_ours": 0, **changes,
    }  # fmt: skip
    names = ", ".join(usual)
    database.execute(
        f"insert into complaints ({names}) values ({', '.join('?' * len(usual))})",
        tuple(usual.values()),  # type: ignore[arg-type]  # a test's own values
    )


def test_complaints_of_other_kiosks_have_numbers_of_their_own(database) -> None:
    for id_ in "ab":
        from_elsewhere(database, id_, number=complaint_number(prefix="L7", day=DAY, running=1), running=7)
    made = store_of(database).add(ComplaintKind.OTHER, Subject(), EMPTY, day=DAY, by="")
    assert made.number == complaint_number(prefix="L7", day=DAY, running=1)
    assert store_of(database).numbered(made.number) == made
    database.execute("delete from complaints where is_ours")
    assert store_of(database).numbered(made.number) is not None


def test_of_two_kiosks_complaints_about_the_same_wages_the_earlier_counts(database, postings, posting, save) -> None:
    wanted = posting()
    save(wanted)
    database.execute(
        "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version)"
        " values ('s', 'A', '2026-11-21', 1, ?, 'w', 0, 'held', 1)",
        (wanted.id,),
    )
    store = store_of(database)
    mine = store.add(ComplaintKind.UNPAID_WAGES, Subject(slip_id="s"), EMPTY, day=DAY, by="")
    from_elsewhere(database, "later", kind="unpaid_wages", slip_id="s", opened_at_ms=mine.opened_at_ms + 1)
    assert store.about_wages_of("s") == mine
    from_elsewhere(database, "earlier", kind="unpaid_wages", slip_id="s", opened_at_ms=mine.opened_at_ms - 1)
    assert store.about_wages_of("s") == store.get("earlier")
