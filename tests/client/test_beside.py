"""The process beside the screen: how soon what staff save goes up, and when central is left alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DiskFull
from kiosk.services import OpenStation
from sync.client.beside import Beside
from sync.client.engine import Engine
from sync.client.report import Outcome, Report
from sync.client.schedule import COMPANY_S, EVERY_S, LEAST_AFTER_CHANGE_S, START_WITHIN_S, Schedule, Timetable
from sync.client.status import ask_now, read_status, sync_folder
from sync.protocol.wire import SyncReply, write_reply
from tests.client.test_one_market import posting, save, settle
from tests.faults.town import Kiosk
from tests.faults.wire import as_signed

BACKOFF_S = 600
HEAD = Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长")
WALK_IN = WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN)
DONE = Report(outcome=Outcome.DONE)


@dataclass(slots=True, kw_only=True)
class Watch:
    """A process beside a kiosk, on a clock of its own that stops it after `until_s`."""

    kiosk: Kiosk
    until_s: float
    start_within_s: float = 0.0
    now_s: float = 0.0
    at: dict[float, Callable[[], object]] = field(default_factory=dict)
    """What happens at which second."""
    tried: list[tuple[float, Outcome]] = field(default_factory=list)
    opened: int = 0

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        for moment in [moment for moment in self.at if moment <= self.now_s]:
            self.at.pop(moment)()

    def engine(self, station: OpenStation) -> Engine:
        self.opened += 1
        return Engine(
            station.database,
            folder=sync_folder(self.kiosk.places.data) / "pages",
            machine=lambda: self.kiosk.machine,
            connect=self.kiosk._connect,
            signing_seed=station.stations.signing_seed,
        )

    def run(self) -> list[tuple[float, Outcome]]:
        """Return when central was spoken with, and how that ended."""
        beside = Beside(
            places=self.kiosk.places,
            schedule=Schedule(start_within_s=self.start_within_s, chance=random.Random(1)),
            is_stopped=lambda: self.now_s >= self.until_s,
            clock=lambda: self.now_s,
            wait=self.wait,
            told=lambda report: self.tried.append((self.now_s, report.outcome)),
            engine=self.engine,
        )
        beside.run()
        return self.tried


@pytest.fixture
def settled(kiosk) -> Kiosk:
    """A kiosk that has heard central, and has written so down."""
    one = kiosk("one")
    settle(one)
    Watch(kiosk=one, until_s=1).run()
    assert read_status(one.places.data).heard_ms
    return one


def busy(central) -> Callable[[str, str, bytes], tuple[int, bytes]]:
    """Central, which asks to be left alone for ten minutes."""

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        reply = SyncReply(now=1, head=[0, 0, 0], sum="", through=(0, ""), backoff=BACKOFF_S)
        return 200, write_reply(reply, [], asked=as_signed(body), signer=central.signer)

    return answer


def test_what_staff_save_goes_up_within_ten_seconds(settled) -> None:
    watch = Watch(kiosk=settled, until_s=100, at={50.0: lambda: save(settled, posting())})
    tried = watch.run()
    assert [outcome for _, outcome in tried] == [Outcome.DONE, Outcome.DONE]
    assert tried[0][0] < 1
    assert 50 <= tried[1][0] <= 50 + LEAST_AFTER_CHANGE_S


def test_a_kiosk_hears_what_the_other_one_of_its_station_does_within_about_a_minute(kiosk) -> None:
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    settle(hall, office)
    Watch(kiosk=hall, until_s=1).run()
    (alone, _), *_ = Watch(kiosk=hall, until_s=START_WITHIN_S, start_within_s=START_WITHIN_S).run()
    assert alone > 2 * COMPANY_S, "it knows of nobody else, and takes its turn"
    office.station.desk(HEAD).arrivals.sign_in(office.station.desk(HEAD).people.register(WALK_IN).value.id)
    settle(office, hall)
    tried = Watch(kiosk=hall, until_s=300, start_within_s=START_WITHIN_S).run()
    moments = [0.0, *(moment for moment, _ in tried), 300.0]
    assert max(later - earlier for earlier, later in pairwise(moments)) <= 1.3 * COMPANY_S


def test_a_busy_central_is_left_alone_by_a_station_that_has_something_to_say(settled, central) -> None:
    save(settled, posting())
    settled.line.stranger = busy(central)
    tried = Watch(kiosk=settled, until_s=BACKOFF_S + 200).run()
    assert [outcome for _, outcome in tried] == [Outcome.BUSY] * 2
    assert tried[1][0] - tried[0][0] >= BACKOFF_S


def test_who_asks_for_it_is_not_kept_waiting_by_a_busy_central(settled, central) -> None:
    save(settled, posting())
    settled.line.stranger = busy(central)
    tried = Watch(kiosk=settled, until_s=200, at={100.0: lambda: ask_now(settled.places.data)}).run()
    assert [round(at) for at, _ in tried] == [0, 100]


def test_what_waits_at_the_start_waits_for_the_stations_turn(settled) -> None:
    save(settled, posting())
    turn_s = random.Random(1).uniform(0, START_WITHIN_S)
    tried = Watch(kiosk=settled, until_s=START_WITHIN_S, start_within_s=START_WITHIN_S).run()
    assert turn_s > 60
    assert tried[0][0] == pytest.approx(turn_s, abs=1)


def test_a_station_that_never_heard_central_begins_at_once(kiosk) -> None:
    one = kiosk("one")
    assert read_status(one.places.data).heard_ms == 0
    tried = Watch(kiosk=one, until_s=5, start_within_s=START_WITHIN_S).run()
    assert tried == [(0.0, Outcome.DONE)]


def test_a_station_that_is_being_enrolled_speaks_within_ten_seconds(kiosk, central) -> None:
    from sync.client.enrolling import enrol

    one = kiosk("one")
    code = central.enrolment.add_code(*_whose(central, one))
    one.station.database.execute("delete from central")

    def connect_it() -> None:
        enrol(one.station, "http://central", code, transport=one._transport(b""), machine=one.machine)

    tried = Watch(kiosk=one, until_s=60, start_within_s=START_WITHIN_S, at={31.0: connect_it}).run()
    assert {outcome for at, outcome in tried if at < 31} == {Outcome.NOT_ENROLLED}
    first = next(at for at, outcome in tried if outcome is Outcome.DONE)
    assert first <= 31 + LEAST_AFTER_CHANGE_S + 1


def test_a_wish_made_while_the_database_is_away_is_heard_once_it_is_back(settled) -> None:
    """And a full disk does not have the station speak with central before its turn."""
    full = ["disk"]

    class Full(Watch):
        def engine(self, station: OpenStation) -> Engine:
            if full:
                raise DiskFull
            return Watch.engine(self, station)

    watch = Full(kiosk=settled, until_s=100, start_within_s=START_WITHIN_S)
    watch.at = {33.0: lambda: ask_now(settled.places.data), 35.0: full.clear}
    tried = watch.run()
    assert [outcome for _, outcome in tried] == [Outcome.DONE]
    assert 35 <= tried[0][0] <= 35 + LEAST_AFTER_CHANGE_S


@pytest.mark.parametrize(
    ("report", "least_s", "most_s"),
    [
        (DONE, LEAST_AFTER_CHANGE_S, LEAST_AFTER_CHANGE_S),
        (Report(outcome=Outcome.BUSY, backoff_s=300), 300, 360),
        (Report(outcome=Outcome.OFFLINE), 15, 30),
        (Report(outcome=Outcome.NOT_ENROLLED), LEAST_AFTER_CHANGE_S, LEAST_AFTER_CHANGE_S),
    ],
)
def test_how_long_what_waits_waits_after_a_sync(report: Report, least_s: float, most_s: float) -> None:
    times = Timetable.begun(Schedule(chance=random.Random(2)), 0.0)
    times.ended(1000.0, report)
    assert least_s <= times.next_s(has_waiting=True) - 1000 <= most_s
    assert times.next_s(has_waiting=False) >= times.next_s(has_waiting=True)


def test_a_database_that_fails_brings_no_turn_forward() -> None:
    times = Timetable.begun(Schedule(chance=random.Random(2)), 0.0)
    times.ended(0.0, Report(outcome=Outcome.BUSY, backoff_s=BACKOFF_S))
    before_s = times.next_s(has_waiting=True)
    times.put_off(100.0)
    assert times.next_s(has_waiting=True) == times.next_s(has_waiting=False) == before_s
    times.ended(1000.0, DONE)
    times.put_off(1000.0)
    assert times.next_s(has_waiting=False) == 1000 + LEAST_AFTER_CHANGE_S < 1000 + EVERY_S


def _whose(central, one: Kiosk) -> tuple[str, str]:
    station = one.station.station
    return station.region[:6], station.id
