"""Which station a command is about, and which kiosks it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from sync.central.commands.answers import CommandFailed
from sync.central.enrolment import Enrolment, StationLine
from sync.central.store.database import Store
from sync.central.store.tables import kiosks


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskNumbers:
    """The kiosks of a station by number. `gone` are replaced, or gave their number up for another one."""

    living: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()


def found_station(store: Store, words: str) -> StationLine:
    """Return the station with this id or name. Raises `CommandFailed` for none and for several."""
    lines = Enrolment(store, b"").stations()
    found = [line for line in lines if line.station == words] or [line for line in lines if line.name == words]
    if not found:
        raise CommandFailed(f"There is no station {words}.")
    if len(found) > 1:
        ids = ", ".join(f"{line.station} ({line.town})" for line in found)
        raise CommandFailed(f"There are {len(found)} stations {words}; say the id of the one that is meant: {ids}.")
    return found[0]


def kiosk_numbers(store: Store) -> Mapping[tuple[str, str], KioskNumbers]:
    """Return the kiosks of all stations that ever had one, by county and id of the station."""
    is_gone = kiosks.c.is_dead | (kiosks.c.revoked_ms > 0)
    question = select(kiosks.c.region, kiosks.c.station, kiosks.c.kiosk, is_gone.label("is_gone"))
    living: dict[tuple[str, str], list[int]] = {}
    gone: dict[tuple[str, str], list[int]] = {}
    with store.look() as connection:
        for row in connection.execute(question.order_by(kiosks.c.kiosk)):
            (gone if row.is_gone else living).setdefault((row.region, row.station), []).append(row.kiosk)
    return {
        station: KioskNumbers(living=tuple(living.get(station, ())), gone=tuple(gone.get(station, ())))
        for station in living.keys() | gone.keys()
    }


def living_kiosks(store: Store, line: StationLine) -> tuple[int, ...]:
    """Return the numbers of the station's kiosks that may speak, while the station may."""
    return kiosk_numbers(store).get((line.region, line.station), KioskNumbers()).living
