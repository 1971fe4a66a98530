"""The process that syncs beside the screen: now and then, when something waits, and at once when somebody asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.care.places import Places
from kiosk.errors import StoreError, YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.store.filelock import FileLock
from kiosk.store.outbox import Outbox
from sync.client.engine import Engine
from sync.client.health import Health
from sync.client.machine import machine_mark
from sync.client.report import Outcome, Report
from sync.client.schedule import LEAST_AFTER_CHANGE_S, Schedule
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
    """Syncs one station for ever. `clock` and `wait` are seconds of a clock that only goes forward."""

    places: Places
    schedule: Schedule
    is_stopped: Callable[[], bool]
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    told: Callable[[Report], None] = lambda report: None

    def run(self) -> None:
        """Sync until `is_stopped`. What is wrong with the database is tried again later: the screen mends it."""
        due = self.clock() + self.schedule.first_s()
        while not self.is_stopped():
            try:
                with open_station(self.places) as station:
                    due = self._with(station, due)
            except (StoreError, YizhanError):
                due = self.clock() + LEAST_AFTER_CHANGE_S
                self._sleep_until(due)

    def _with(self, station: OpenStation, due: float) -> float:
        engine = engine_of(station)
        engine.look_who_we_are()
        asked, tried = asked_at(self.places.data), -LEAST_AFTER_CHANGE_S
        version, has_waiting = -1, False
        while not self.is_stopped():
            now = self.clock()
            if version != station.database.data_version():
                version, has_waiting = station.database.data_version(), _says_something(station)
            wish = asked_at(self.places.data)
            is_wanted = wish != asked
            is_pending = has_waiting and self.schedule.failures == 0 and now - tried >= LEAST_AFTER_CHANGE_S
            if not (is_wanted or is_pending or now >= due):
                self.wait(LOOK_EVERY_S)
                continue
            asked = wish
            report, _ = sync_once(station, engine)
            self.told(report)
            tried = self.clock()
            due = tried + self.schedule.after_s(report)
            if report.outcome is Outcome.NOT_ENROLLED:
                due = tried + LEAST_AFTER_CHANGE_S
            version = -1
        return due

    def _sleep_until(self, due: float) -> None:
        while not self.is_stopped() and self.clock() < due:
            self.wait(LOOK_EVERY_S)


def _says_something(station: OpenStation) -> bool:
    if SyncState(station.database).central() is None:
        return False
    unsaid = "select 1 from leases where not is_told union all select 1 from slot_wants limit 1"
    return Outbox(station.database).count_waiting() > 0 or station.database.row(unsaid) is not None
