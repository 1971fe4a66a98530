"""Property 4: wrong clocks cannot hurt: a kiosk in 1970 or 2067 syncs like any other."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from sync.central.store.tables import records
from sync.central.upkeep import faults
from tests.faults.model import CLOCKS, RIGHT

DAY = timedelta(days=1)


class Clock:
    def __init__(self, now: datetime, step: timedelta = timedelta()) -> None:
        self.now, self.step = now, step

    def __call__(self) -> datetime:
        return self.now.astimezone()

    def jump(self) -> None:
        self.now, self.step = self.now + self.step, -self.step


def said_at_central(kiosk, offer, store, clock: Clock) -> Counter[tuple[str, str, str]]:
    """What a day's work at two kiosks of a station comes to, in which one has this clock."""
    wrong = kiosk("wrong", station="s", now=clock)
    right = kiosk("right", station="s")
    wrong.line.step = clock.jump
    right.sync()
    posting = offer(wrong, headcount=8)
    wrong.sync()
    desk = wrong.station.desk(Actor(role=Role.HEAD, device="d", staff_id="s", name="n"))
    person = desk.people.register(WalkIn(name="张三", consent=Consent.GIVEN)).value
    slips = [wrong.station.slips.issue(posting, wish_id=f"{n}", now=clock.now) for n in range(3)]
    assert all(isinstance(slip, SlipHeld) for slip in slips)
    wrong.sync()
    right.sync()
    desk.people.change(person.id, note="早上来的")
    right.station.postings.change(posting, note="带水")
    right.sync()
    wrong.sync()
    right.sync()
    wrong.line.heal()
    assert wrong.sync().agrees
    assert right.sync().agrees
    assert list(faults(store)) == []
    with store.look() as connection:
        rows = connection.execute(records.select().where(~records.c.is_gone)).all()
    return Counter((row.kind, "note" in row.fields and "带水" in row.fields, row.owner == "") for row in rows)


@pytest.mark.parametrize("clock", [*CLOCKS, None], ids=["1970", "2000", "2067", "a-day-back", "jumps"])
def test_a_wrong_clock_leads_to_the_same_rows(kiosk, offer, store, clock) -> None:
    mine = Clock(clock) if clock else Clock(RIGHT, DAY)
    said = said_at_central(kiosk, offer, store, mine)
    assert said == {
        ("station", False, False): 1,
        ("employer", False, True): 1,
        ("employer-own", False, False): 1,
        ("posting", True, True): 1,
        ("person", False, False): 1,
        ("slip", False, False): 3,
    }
