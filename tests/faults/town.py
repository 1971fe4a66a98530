"""A county of the tests: one central, several kiosks, each with its own database and folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.errors import StoreError
from kiosk.services import OpenStation, open_station
from kiosk.store.database import Database, Values
from sync.central.api.application import build
from sync.central.enrolment import AddedStation, Enrolment
from sync.central.repairs import Repairs
from sync.central.server import signer_of
from sync.central.store.database import Store
from sync.central.throttle import Throttle
from sync.client import counting
from sync.client.engine import Engine
from sync.client.enrolling import enrol
from sync.client.opening import open_here
from sync.client.report import Report
from sync.client.state import Central
from sync.client.status import sync_folder
from sync.protocol.digest import BUCKETS
from sync.protocol.signing import Signer
from tests.faults.wire import Application, CentralDied, Line, WireTransport


def posting_of(words: str, *, headcount: int = 3) -> Posting:
    """Return a posting that anybody may see on any day."""
    return Posting(
        id=new_id(),
        trade="mason",
        title=words,
        employer_id="",
        employer_name=f"老板{words}",
        pay=Pay(amount_minor=18_000, unit=PayUnit.DAY),
        headcount=headcount,
        first_day=date(1969, 1, 1),
        last_day=date(2099, 12, 31),
        place=words,
        contact_phone="13800001234",
        verified_by="staff",
    )


class CountyCentral:
    """A central on a database, without a network of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.signer: Signer = signer_of(store)
        self.enrolment = Enrolment(store, self.signer.public_key)
        self.application = Application(build(store, self.signer, throttle=Throttle(per_second=1e9, burst=1e9)))
        self.dies_in: int | None = None
        """So many statements from now the process ends, in the middle of what it does."""
        self.deaths = 0
        event.listen(store.engine, "before_cursor_execute", self._step)
        event.listen(store.engine, "commit", self._step)

    def _step(self, *_: object) -> None:
        if self.dies_in is None:
            return
        self.dies_in -= 1
        if self.dies_in < 0:
            self.dies_in = None
            self.deaths += 1
            raise CentralDied

    def add(self, name: str, town: str = "511902100") -> AddedStation:
        return self.enrolment.add_station(name, town=town)

    def restart(self) -> None:
        """A new process on the same database: nothing is left of what the old one had in memory."""
        self.application.close()
        self.application = Application(build(self.store, self.signer, throttle=Throttle(per_second=1e9, burst=1e9)))

    def close(self) -> None:
        self.application.close()
        self.store.close()


class Watched(Database):
    """A kiosk's open database, for the engine: tells the line's `step` of each statement and of each commit."""

    def __init__(self, database: Database, line: Line) -> None:
        self.__dict__.update(database.__dict__)
        self._line = line

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._line.step()
        with super().transaction():
            yield
        self._line.step()

    def execute(self, sql: str, values: Values = ()) -> int:
        self._line.step()
        return super().execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Values]) -> None:
        self._line.step()
        super().execute_many(sql, rows)

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        self._line.step()
        return super().rows(sql, values)

    def row(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        self._line.step()
        return super().row(sql, values)


class Kiosk:
    """One kiosk: a data folder, an open station, an engine, and its line to central.

    `template`: the folder of a station that was never opened since it was made, to begin with a copy of it.
    """

    def __init__(
        self,
        folder: Path,
        central: CountyCentral,
        code: str,
        *,
        template: Path | None = None,
        machine: str = "",
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.folder, self.central, self.line = folder, central, Line()
        self.machine = machine or folder.name
        self.now = now
        self.lives = 0
        self.places = Places(data=folder / "data", keys=folder / "keys")
        if template is not None:
            shutil.copytree(template, folder)
        self.open()
        if code:
            enrol(self.station, "http://central", code, transport=self._transport(b""), machine=self.machine)

    def open(self) -> None:
        """Open the station, as after a start of a program that gives slips out."""
        self.station: OpenStation = open_here(self.places, now=self.now or local_now, machine=lambda: self.machine)
        self.engine = Engine(
            Watched(self.station.database, self.line),
            folder=sync_folder(self.places.data) / "pages",
            machine=lambda: self.machine,
            connect=self._connect,
            signing_seed=self.station.stations.signing_seed,
        )

    def _connect(self, central: Central) -> WireTransport:
        return self._transport(central.token)

    def _transport(self, token: bytes) -> WireTransport:
        return WireTransport(self.central.application, self.line, token=token)

    def sync(self) -> Report:
        return self.engine.sync()

    def holds_what_central_has(self) -> bool:
        """Tell whether all rows are alike, but for those that cannot be: refused ones, and those that others need."""
        repairs = Repairs(self.central.store)
        ((region, station),) = self.rows("select c.region, s.id from central c, station s")
        theirs = {bucket: repairs.bucket(str(region), str(station), bucket) for bucket in range(BUCKETS)}
        return not counting.wrong_in(self.station.database, theirs)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.station.database.rows(sql, values)]

    def close(self) -> None:
        self.station.close()

    def killed(self, *, has_power: bool = True) -> None:
        """Go on as after a SIGKILL at this moment; without power, nothing is left that was not made sure to be on disk.

        SQLite makes sure of its pages at each commit; what follows the last one in the write-ahead log may be torn.
        """
        self.lives += 1
        life = self.folder / f"life-{self.lives}"
        copied(self.places.data, life, has_power=has_power)
        self.become(life)

    def become(self, data: Path) -> None:
        """Go on from the data folder `data`, which is used up; what was here is lost."""
        with suppress(StoreError):
            self.close()
        shutil.rmtree(self.places.data)
        data.rename(self.places.data)
        self.open()

    def fields_waiting(self) -> list[dict[str, object]]:
        return [json.loads(str(fields)) for (fields,) in self.rows("select fields from operations order by seq")]


def copied(data: Path, to: Path, *, has_power: bool = True) -> None:
    """Copy the data folder of a kiosk as it lies on the disk."""
    shutil.copytree(data, to, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    if not has_power:
        for log in to.glob("*-wal"):
            with log.open("ab") as torn:
                torn.write(b"\xff" * 5000)
        for page in to.glob("sync/pages/*"):
            page.write_bytes(b"\x00" * page.stat().st_size)


def new_station(folder: Path) -> Path:
    """Make the folder of an empty station, to copy kiosks from: to make one anew takes ten times as long."""
    places = Places(data=folder / "data", keys=folder / "keys")
    with open_station(places) as station:
        database = station.database
        database.execute("delete from station")
        database.execute("delete from operations")
        database.execute("delete from sqlite_sequence where name = 'operations'")
        database.execute("delete from line")
        database.rows("pragma wal_checkpoint(truncate)")
    shutil.rmtree(places.reached)
    return folder
