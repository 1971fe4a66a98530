"""Two desks and a kiosk take slots of one posting at the same moment: none is given twice."""

from __future__ import annotations

import subprocess
import sys

from kiosk.domain.ids import new_id
from kiosk.domain.person import Person
from kiosk.store.people import PersonStore

SLOTS, PEOPLE = 7, 12
PROGRAM = """
import sys
from datetime import datetime
from pathlib import Path
from kiosk.care.places import Places
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station

what, data, keys, posting, *people = sys.argv[1:]
places = Places(data=Path(data), keys=Path(keys))
with open_station(places, now=lambda: datetime(2026, 11, 21, 7, 0).astimezone()) as station:
    desk = station.desk(Actor(role=Role.CLERK, device=what, staff_id="s"))
    dispatch = desk.dispatch
    print("ready", flush=True)
    sys.stdin.readline()
    if what == "kiosk":
        wished = [station.grant(posting, wish_id=f"kiosk-{n}")[0] for n in range(6)]
        print(sum(isinstance(outcome, SlipHeld) for outcome in wished))
    else:
        batches = [people[n : n + 3] for n in range(0, len(people), 3)]
        print(sum(len(dispatch.send(posting, person_ids=batch).value.sent) for batch in batches))
"""


def test_two_desks_and_a_kiosk_never_give_more_slips_than_there_are_slots(station, offer) -> None:
    posting = offer(headcount=SLOTS)
    people = registered(station)
    command = [sys.executable, "-c", PROGRAM]
    where = [str(station.places.data), str(station.places.keys), posting.id]
    started = [
        subprocess.Popen([*command, what, *where, *people], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for what in ("desk-1", "desk-2", "kiosk")
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    given = [int(process.communicate(timeout=60)[0]) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sum(given) == SLOTS
    assert station.slips.held_count(posting.id) == SLOTS
    twice = station.database.rows(
        "select person from slips where state = 'held' and person is not null group by person having count(*) > 1"
    )
    assert twice == []


def registered(station) -> list[str]:
    store = PersonStore(station.database)
    people = []
    with station.database.transaction():
        for number in range(1, PEOPLE + 1):
            person = Person(number=number, counts_as=number, id=new_id(), card=f"card-{number}", name=f"老{number}")
            store.add(person, ())
            people.append(person.id)
    return people
