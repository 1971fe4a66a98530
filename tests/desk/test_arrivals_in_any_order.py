"""Whatever happens in whatever order, at two desks: the order worked out from the log is the one that is shown."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.care.places import Places
from kiosk.desk.arrivals import Arrivals
from kiosk.desk.room import Done
from kiosk.domain.arrival import Draw
from kiosk.domain.staff import Actor, Role
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.services import OpenStation, open_station

PEOPLE = 12
DESKS = st.integers(0, 1)


class AtTwoDesks(RuleBasedStateMachine):
    """A clerk and the head, each with a connection of their own, and a clock that jumps."""

    @initialize()
    def opens(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.now = datetime(2026, 11, 21, 6, 0).astimezone()
        where = Places(data=Path(self.folder.name) / "data", keys=Path(self.folder.name) / "keys")
        self.stations = [open_station(where, now=lambda: self.now) for _ in range(2)]
        register(self.stations[0])
        self.desks = [
            at_desk(station, role) for station, role in zip(self.stations, (Role.CLERK, Role.HEAD), strict=True)
        ]
        self.first_visit: dict[tuple[object, int], str] = {}
        self.numbers: dict[tuple[object, str], int] = {}
        self.to_take_back: list[Done[object]] = []

    @rule(desk=DESKS, person=st.integers(1, PEOPLE))
    def signs_in(self, desk: int, person: int) -> None:
        done = self.desks[desk].sign_in(f"p{person}")
        known = self.first_visit.setdefault((self.now.date(), whole(person)), done.value.visit_id)
        assert done.value.visit_id == known
        assert done.value.running == self.numbers.setdefault((self.now.date(), known), done.value.running)
        self.to_take_back.append(done)

    @rule(desk=DESKS, seed=st.none() | st.text("0123456789abcXYZ", min_size=1, max_size=8))
    def draws(self, desk: int, seed: str | None) -> None:
        is_empty, is_drawn = not self.desks[desk].today(), self.desks[desk].rule() != Draw()
        if is_empty or (is_drawn and desk == 0):
            with pytest.raises(Refused):
                self.desks[desk].draw(seed)
        else:
            self.desks[desk].draw(seed)

    @rule(desk=DESKS, data=st.data(), place=st.integers(1, PEOPLE))
    def moves(self, desk: int, data: st.DataObject, place: int) -> None:
        listed = self.desks[1 - desk].today()
        if listed:
            visit = data.draw(st.sampled_from(listed)).visit
            place = min(place, len(listed))
            self.to_take_back.append(self.desks[desk].move(visit.id, place, "有事"))
            assert self.desks[1 - desk].today()[place - 1].visit.id == visit.id

    @rule(desk=DESKS)
    def calls_the_next(self, desk: int) -> None:
        before = [one for one in self.desks[desk].today() if one.is_waiting]
        done = self.desks[desk].call_next()
        if isinstance(done, Done):
            assert done.value.running == before[0].visit.running
            self.to_take_back.append(done)
        else:
            assert before == []

    @rule(desk=DESKS, data=st.data())
    def leaves(self, desk: int, data: st.DataObject) -> None:
        listed = self.desks[desk].today()
        if listed:
            self.to_take_back.append(self.desks[desk].left(data.draw(st.sampled_from(listed)).visit.id))

    @precondition(lambda self: self.to_take_back)
    @rule(data=st.data())
    def takes_back(self, data: st.DataObject) -> None:
        done = data.draw(st.sampled_from(self.to_take_back))
        self.to_take_back.remove(done)
        if done.undo is None:
            return
        try:
            done.undo()
        except (ChangedMeanwhile, UnknownThing):
            return
        there = {one.visit.id for day in self.days() for one in self.desks[0].on(day)}
        self.first_visit = {key: visit for key, visit in self.first_visit.items() if visit in there}

    @rule(jump=st.sampled_from([timedelta(minutes=1), timedelta(hours=-3), timedelta(days=1), timedelta(days=-1)]))
    def the_clock_jumps(self, jump: timedelta) -> None:
        self.now += jump

    def days(self) -> set[object]:
        return {day for day, _ in self.first_visit} | {self.now.date()}

    @invariant()
    def the_log_leads_to_what_is_shown(self) -> None:
        for day in self.days():
            one, other = self.desks[0].on(day), self.desks[1].on(day)
            assert one == other
            assert self.desks[1].recomputed(day) == tuple(each.visit.id for each in one)
            assert [each.place for each in one] == list(range(1, len(one) + 1))

    @invariant()
    def nobody_is_lost_or_there_twice(self) -> None:
        for day in self.days():
            listed = self.desks[0].on(day)
            assert {each.visit.id for each in listed} == {
                visit for (when, _), visit in self.first_visit.items() if when == day
            }
            running = [each.visit.running for each in listed]
            assert len(running) == len(set(running))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for station in self.stations:
                station.close()
            self.folder.cleanup()


def whole(person: int) -> int:
    return 1 if person == 3 else person


def at_desk(station: OpenStation, role: Role) -> Arrivals:
    return station.desk(Actor(role=role, device=role.value, staff_id=role.value)).arrivals


def register(station: OpenStation) -> None:
    """Registrations 1 to 12, of which the third was merged into the first."""
    for number in range(1, PEOPLE + 1):
        station.database.execute(
            "insert into people (number, id, card, name, phone, region, identity_number, note, pictures, consent,"
            " consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, version)"
            " values (?1, 'p' || ?1, 'c' || ?1, '老' || ?1, '', '', '', '', '', 'given', '', 0, 0, 's', ?2, 1)",
            (number, whole(number)),
        )


TestAtTwoDesks = AtTwoDesks.TestCase
TestAtTwoDesks.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
