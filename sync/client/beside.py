"""The process that syncs beside the screen: now and then, when something waits, and at once when somebody asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from kiosk.care.places import Places
from kiosk.errors import StoreError, YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import Outbox
from sync.client.engine import Engine
from sync.client.health import Health
from sync.client.machine import machine_mark
from sync.client.report import Outcome, Report
from sync.client.schedule import LEAST_AFTER_CHANGE_S, Schedule, Timetable
from sync.client.state import Central, SyncState
from sync.client.status import Status, asked_at, read_status, sync_folder, write_status
from sync.client.transport import Transport

LOOK_EVERY_S = 0.5
TURN_WAIT_S = 60.0


def engine_of(station: OpenStation, *, machine: Callable[[], str] = machine_mark) -> Engine:
    """Return the engine of an open station, over the network."""
    return Engine(
        station.database,
        folder=sync_folder(station.places.data) / "pages",
        machine=machine,
        connect=connect,
        connect_any_time=lambda central: connect(central, check_time=False),
        health=Health(station.places.data),
        signing_seed=station.stations.signing_seed,
    )


def connect(central: Central, *, check_time: bool = True) -> Transport:
    """The line to central over the network."""
    return Transport(central.url, certificate=central.certificate, token=central.token, check_time=check_time)


def sync_once(station: OpenStation, engine: Engine) -> tuple[Report, Status]:
    """Sync in this process's turn; another one that syncs the same station ends first. Raises `StoreError`."""
    data = station.places.data
    sync_folder(data).mkdir(mode=0o700, parents=True, exist_ok=True)
    turn = FileLock(sync_folder(data) / "turn", alone=True, wait_s=TURN_WAIT_S)
    try:
        report = engine.sync()
        if report.outcome is Outcome.NOT_ENROLLED and (known := read_status(data)).outcome == report.outcome.value:
            return report, known  # nothing to say, all day long
        return report, write_status(data, station.places.central_time, report, **counts_of(station))
    finally:
        turn.release()


def counts_of(station: OpenStation) -> dict[str, int]:
    """Return how many operations wait, and how many central refused, as `write_status` wants them."""
    rows = dict(station.database.rows("select state, count(*) from operations group by state"))
    return {"waiting": int(rows.get("waiting", 0)), "refused": int(rows.get("refused", 0))}


@dataclass(slots=True, kw_only=True)
class Beside:
    """Syncs one station for ever. `clock` and `wait` are seconds of a clock that only goes forward.

    `also` is done each time that it looks whether something is to be said.
    """

    places: Places
    schedule: Schedule
    is_stopped: Callable[[], bool]
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    told: Callable[[Report], None] = lambda report: None
    also: Callable[[], None] = lambda: None
    engine: Callable[[OpenStation], Engine] = engine_of
    _asked: int = field(default=0, init=False)

    def run(self) -> None:
        """Sync until `is_stopped`. What is wrong with the database is tried again later: the screen mends it."""
        is_new = read_status(self.places.data).heard_ms == 0
        times = Timetable.begun(self.schedule, self.clock(), is_new=is_new)
        self._asked = asked_at(self.places.data)
        while not self.is_stopped():
            try:
                with open_station(self.places) as station:
                    self._with(station, times)
            except (StoreError, YizhanError):
                times.put_off(self.clock())
                self._sleep_until(self.clock() + LEAST_AFTER_CHANGE_S)

    def _with(self, station: OpenStation, times: Timetable) -> None:
        engine = self.engine(station)
        engine.look_who_we_are()
        version, has_waiting = -1, False
        if _has_company(station):  # when the program starts; later it is seen after each sync
            times.found_company(self.clock())
        while not self.is_stopped():
            self.also()
            if version != station.database.data_version():
                version, has_waiting = station.database.data_version(), _says_something(station)
            wish = asked_at(self.places.data)
            if wish == self._asked and self.clock() < times.next_s(has_waiting=has_waiting):
                self.wait(LOOK_EVERY_S)
                continue
            self._asked = wish
            report, _ = sync_once(station, engine)
            self.told(report)
            self.schedule.has_company = _has_company(station)
            times.ended(self.clock(), report)
            version = -1

    def _sleep_until(self, due: float) -> None:
        while not self.is_stopped() and self.clock() < due:
            self.wait(LOOK_EVERY_S)


def _has_company(station: OpenStation) -> bool:
    """Tell whether another kiosk of this station signed somebody in or gave out a slip since yesterday."""
    since = (station.now().date() - timedelta(days=1)).isoformat()
    question = (
        "select 1 from visits where day >= ?1 and not is_ours"
        " union all select 1 from slips where day >= ?1 and not is_ours limit 1"
    )
    return station.database.row(question, (since,)) is not None


def _says_something(station: OpenStation) -> bool:
    if SyncState(station.database).central() is None:
        return False
    unsaid = "select 1 from leases where not is_told union all select 1 from slot_wants where told < wishes limit 1"
    return Outbox(station.database).count_waiting() > 0 or station.database.row(unsaid) is not None
