"""How a station and its county stand at this moment: by the station's database, and by what the last sync wrote."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from kiosk.care.places import Places
from kiosk.errors import YizhanError
from kiosk.services import OpenStation
from kiosk.store.durable import FULL
from kiosk.texts.catalogue import Texts
from sync.client.beside import counts_of
from sync.client.report import Outcome
from sync.client.sentences import status_sentences
from sync.client.state import Central, SyncState
from sync.client.status import Status, read_status, sync_folder

COMES_AND_GOES = frozenset({Outcome.DONE, Outcome.BUSY, Outcome.OFFLINE, Outcome.UNANSWERED, Outcome.CUT})
"""What mends itself: a station is without a network for half of the time, and loses nothing by it."""
PROBE_BYTES = 64 * 1024
"""Less than a sync writes down; where that finds no room, no sync ends well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`address`: central's, empty at a station that is not connected. `troubles`: rows that differ for good."""

    status: Status
    address: str
    name: str
    prefix: str
    troubles: int
    is_full: bool

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything. Without a network all is well, once the county was reached."""
        status = self.status
        return (
            bool(self.address)
            and Outcome(status.outcome) in COMES_AND_GOES
            and status.heard_ms > 0
            and not (status.refused or self._differs or self.is_full)
        )

    @property
    def _differs(self) -> bool:
        return self.status.agrees is False or self.troubles > 0

    def figures(self) -> dict[str, object]:
        """All of it, for programs."""
        about = {name: value for name, value in asdict(self).items() if name != "status"}
        return {**asdict(self.status), **about, "is_well": self.is_well}

    def sentences(self, texts: Texts) -> list[str]:
        """All of it, for people."""
        full = [texts("error-disk-full")] if self.is_full else []
        if not self.address:
            return [*status_sentences(self.status, texts), *full]
        lines = [texts("sync-with", url=self.address, name=self.name, prefix=self.prefix)]
        lines += status_sentences(self.status, texts)
        if self.status.heard_ms:
            lines.append(texts("sync-heard-at", when=_moment(self.status.heard_ms)))
        if self.status.at_ms:
            lines.append(texts("sync-tried-at", when=_moment(self.status.at_ms)))
        if self.troubles and self.status.agrees is not False:
            lines.append(texts("sync-differs"))
        return [*lines, *full]


def standing_of(station: OpenStation) -> Standing:
    """Look how it stands; what a lost status told is guessed from the database. Raises `StoreError`."""
    database, status, counts = station.database, read_status(station.places.data), counts_of(station)
    central = SyncState(database).central()
    if central is None:
        status = Status()
    elif status.outcome == Outcome.NOT_ENROLLED.value:  # lost, or of before somebody put this database here
        status = _without_status(station, central)
    return Standing(
        status=replace(status, waiting=counts["waiting"], refused=counts["refused"]),
        address="" if central is None else central.url,
        name=station.station.name,
        prefix=station.station.prefix,
        troubles=0 if central is None else int(database.value("select count(*) from sync_troubles") or 0),
        is_full=_is_full(station.places),
    )


def check_station(places: Places) -> None:
    """Raise `YizhanError` where there is no station: a folder that was mistyped is not to become one."""
    if not any(there.exists() for there in (places.database, places.backups, places.damaged)):
        raise YizhanError("error-no-station", folder=str(places.data))


def _without_status(station: OpenStation, central: Central) -> Status:
    """Return what is known where the status is lost: central was heard when its time was written down, or not yet."""
    if not (any(SyncState(station.database).positions()) or central.confirmed_seq):
        return Status(outcome=Outcome.ENROLLED.value)
    heard_ms = central.enrolled_at_ms
    with suppress(OSError):
        heard_ms = station.places.central_time.stat().st_mtime_ns // 1_000_000
    return Status(outcome=Outcome.DONE.value, heard_ms=heard_ms)


def _moment(unix_ms: int) -> str:
    """Return day and time of day, by this machine's clock."""
    try:
        return datetime.fromtimestamp(unix_ms / 1000).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError, ValueError):
        return "?"


def _is_full(places: Places) -> bool:
    """Tell whether a sync finds no room to write; the process that syncs can then write down nothing of it either."""
    probe = sync_folder(places.data) / f".room.{os.getpid()}.tmp"
    try:
        probe.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
    except OSError as error:
        return error.errno in FULL
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return False
