"""No order of steps, by whichever role and from two connections, ends a posting wrongly or gives a slot twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.desk.desk import Desk
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.posting import ENDED, Source
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Actor, Role
from kiosk.errors import NotAllowed, UnknownThing, YizhanError
from kiosk.services import OpenStation, open_station

STEPS: list[tuple] = [
    *[("grant",), ("undo", 0)] * 3,
    *[("close", "下雨"), ("reopen",), ("give_back",)] * 2,
    *[("close", ""), ("close", " \n"), ("withdraw", ""), ("withdraw", "下雨"), ("reject", "下雨"), ("undo", 1)],
    *[("pause",), ("say_full",), ("resume",), ("approve",), ("copy",), ("expire",)],
    *[("set_headcount", count) for count in range(5)],
    *[("extend", days) for days in (-2, 1, 3)],
    *[("decide", result) for result in Result],
    *[("suspend", True), ("suspend", False)],
]
"""What happens often stands here more than once."""
NOTHING_SAID: list[tuple] = [("grant",), ("decide", Result.HIRED), ("close", " \n"), ("decide", Result.NO_SHOW)]
TURNS: list[list[tuple]] = [
    [("close", "下雨"), ("reopen",), ("grant",), ("undo", 0)],
    [("grant",), ("set_headcount", 4), ("grant",), ("grant",), ("grant",), ("undo", 0)],
    [("grant",), ("decide", Result.HIRED), ("close", ""), ("undo", 1), ("undo", 0)],
    [("grant",), ("decide", Result.NOT_HIRED), ("close", "下雨"), ("undo", 1)],
    [("grant",), ("decide", Result.HIRED), ("close", ""), ("decide", Result.NO_SHOW)],
    NOTHING_SAID,
]
"""What goes wrong most easily."""
KIOSK = {"grant", "give_back", "expire", "undo"}
"""What needs no role."""
ACTS = st.sampled_from([*([step] for step in STEPS), *TURNS])
ROLES = [Role.HEAD, Role.HEAD, Role.HEAD, Role.CLERK, Role.CLERK, Role.WORKER]
WALKS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ROLES), ACTS), min_size=5, max_size=15)


@pytest.fixture
def stations(station: OpenStation) -> Iterator[tuple[OpenStation, OpenStation]]:
    with open_station(station.places, now=station.now) as other:
        yield station, other


class Walk:
    """One posting, and all that is done with it."""

    def __init__(self, stations: tuple[OpenStation, OpenStation], posting_id: str) -> None:
        self.stations, self.posting_id = stations, posting_id
        self.slips: list[str] = []
        self.undos: list = []

    def step(self, who: int, role: Role, step: tuple) -> None:
        station = self.stations[who]
        desk = station.desk(Actor(role=role, device=f"desk-{who}", staff_id="" if role is Role.WORKER else "staff-1"))
        refusal: YizhanError | None = None
        try:
            self._do(station, desk, *step)
        except YizhanError as error:
            refusal = error
        assert not isinstance(refusal, UnknownThing)
        assert role is not Role.WORKER or step[0] in KIOSK or refusal is None or isinstance(refusal, NotAllowed)

    def _do(self, station: OpenStation, desk: Desk, name: str, value: object = None) -> None:
        match name:
            case "grant":
                outcome, _ = station.grant(self.posting_id, wish_id=new_id())
                self.slips += [outcome.slip.id] if isinstance(outcome, SlipHeld) else []
            case "give_back" if self.slips:
                station.give_back(self.slips[-1])
            case "expire":
                station.slips.expire_due(now=station.now() + timedelta(days=1))
            case "decide" if self.slips:
                self.undos.append(desk.outcomes.decide(self.slips[-1], Decision(result=value)).undo)
            case "suspend":
                owner = station.postings.get(self.posting_id).employer_id
                done = desk.employers.suspend(owner, reason="欠薪") if value else desk.employers.unsuspend(owner)
                self.undos.append(done.undo)
            case "undo" if self.undos:
                self.undos.pop(-1 - value % len(self.undos))()
            case "give_back" | "decide" | "undo":
                return
            case _:
                self._lead(station, desk, name, value)

    def _lead(self, station: OpenStation, desk: Desk, name: str, value: object) -> None:
        words = {"reason": value} if name in ("close", "withdraw", "reject") else {}
        values = []
        if name == "set_headcount":
            values = [value]
        if name == "extend":
            values = [station.postings.get(self.posting_id).last_day + timedelta(days=value)]
        if name == "copy":
            words = {"despite_warnings": True}
        done = getattr(desk.postings, name)(self.posting_id, *values, **words)
        self.undos += [done.undo] if done.undo else []

    def _own(self, station: OpenStation):
        """This walk's posting and its copies."""
        owner = station.postings.get(self.posting_id).employer_id
        return [each for each in station.postings.all() if each.employer_id == owner]

    def check(self, who: int) -> None:
        """As that station sees it."""
        station = self.stations[who]
        for posting in self._own(station):
            held = station.slips.held_count(posting.id)
            assert held <= posting.headcount
            assert posting.slots_left == posting.headcount - held
            if posting.state in ENDED:
                assert station.postings.undecided_count(posting.id) == 0
                hired = station.postings.hired_count(posting.id)
                assert hired or station.postings.closing_reason(posting.id).strip()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALKS, headcount=st.integers(1, 3))
@example(walk=[(0, Role.HEAD, NOTHING_SAID)], headcount=1)
def test_no_order_of_steps_ends_a_posting_wrongly(stations, offer, walk, headcount) -> None:
    taken = Walk(stations, offer(headcount=headcount, source=Source.STATION, employer_name=new_id()).id)
    for who, role, act in walk:
        for step in act:
            taken.step(who, role, step)
            taken.check(1 - who)
