"""A county of the tests: one central, several kiosks, each with its own database and folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.care.places import Places
from kiosk.services import OpenStation, open_station
from sync.central.api.application import build
from sync.central.enrolment import AddedStation, Enrolment
from sync.central.server import signer_of
from sync.central.store.database import Store
from sync.central.throttle import Throttle
from sync.client.engine import Engine, Report
from sync.client.enrolling import enrol
from sync.client.state import Central
from sync.client.status import sync_folder
from sync.protocol.signing import Signer
from tests.faults.wire import Application, Line, WireTransport


class CountyCentral:
    """A central on a database, without a network of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.signer: Signer = signer_of(store)
        self.enrolment = Enrolment(store, self.signer.public_key)
        self.application = Application(build(store, self.signer, throttle=Throttle(per_second=1e9, burst=1e9)))

    def add(self, name: str, town: str = "511902100") -> AddedStation:
        return self.enrolment.add_station(name, town=town)

    def restart(self) -> None:
        """A new process on the same database: nothing is left of what the old one had in memory."""
        self.application.close()
        self.application = Application(build(self.store, self.signer, throttle=Throttle(per_second=1e9, burst=1e9)))

    def close(self) -> None:
        self.application.close()
        self.store.close()


class Kiosk:
    """One kiosk: a data folder, an open station, an engine, and its line to central."""

    def __init__(
        self,
        folder: Path,
        central: CountyCentral,
        code: str,
        *,
        machine: str = "",
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.folder, self.central, self.line = folder, central, Line()
        self.machine = machine or folder.name
        self.now = now
        self.places = Places(data=folder / "data", keys=folder / "keys")
        self.open()
        if code:
            enrol(self.station, "http://central", code, transport=self._transport(b""), machine=self.machine)

    def open(self) -> None:
        """Open the station, as after a start of the program."""
        self.station: OpenStation = open_station(self.places, now=self.now) if self.now else open_station(self.places)
        self.engine = Engine(
            self.station.database,
            folder=sync_folder(self.places.data) / "pages",
            machine=lambda: self.machine,
            connect=lambda central: self._connect(central),
            signing_seed=self.station.stations.signing_seed,
        )

    def _connect(self, central: Central) -> WireTransport:
        return self._transport(central.token)

    def _transport(self, token: bytes) -> WireTransport:
        return WireTransport(self.central.application, self.line, token=token)

    def sync(self) -> Report:
        return self.engine.sync()

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.station.database.rows(sql, values)]

    def close(self) -> None:
        self.station.close()

    def fields_waiting(self) -> list[dict[str, object]]:
        return [json.loads(str(fields)) for (fields,) in self.rows("select fields from operations order by seq")]
