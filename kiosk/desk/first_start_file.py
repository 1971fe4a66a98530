"""How far a machine's first start has come, kept so that a power cut at any step goes on there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kiosk.care.places import Places
from kiosk.desk.first_start import FirstStart, Step
from kiosk.domain.station import Station
from kiosk.store.database import Database
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.staff import StaffStore

LARGEST_BYTES = 10_000


def file_in(places: Places) -> Path:
    """Return where it is kept; there need be nothing yet."""
    return places.data / "first-start.json"


def kept_first_start(places: Places) -> FirstStart | None:
    """Return how far it came; None where it has not begun. What cannot be understood begins anew."""
    try:
        with file_in(places).open("rb") as file:
            written = file.read(LARGEST_BYTES)
    except FileNotFoundError:
        return None
    except OSError:
        return FirstStart()
    try:
        return _understood(json.loads(written))
    except (ValueError, KeyError, TypeError, RecursionError):
        return FirstStart()


def keep_first_start(places: Places, first: FirstStart) -> None:
    """Keep how far it came. Raises `DiskFull`, `StoreError`."""
    written = {
        "at": first.at,
        "done": sorted(first.done),
        "is_put_off": first.is_put_off,
        "is_prepared": first.is_prepared,
    }
    with files_told():
        made_folder(places.data)
        with written_whole(file_in(places)) as draft:
            draft.touch(mode=0o600)
            draft.write_text(json.dumps(written), "ascii")


def is_due(database: Database, places: Places, station: Station) -> bool:
    """Tell whether this machine is to be set up: it has no head, and neither demo data nor a file said what it is."""
    if not StaffStore(database).is_empty():
        return False
    first = kept_first_start(places)
    return not station.region if first is None else not first.is_prepared


def opens_by_itself(database: Database, places: Places, station: Station) -> bool:
    """Tell whether a kiosk is to lead whoever stands before it there: it is due, and nobody has put it off."""
    first = kept_first_start(places)
    return not (first is not None and first.is_put_off) and is_due(database, places, station)


def _understood(said: Any) -> FirstStart:
    flags = said["is_put_off"], said["is_prepared"]
    if not all(isinstance(flag, bool) for flag in flags):
        raise TypeError
    is_put_off, is_prepared = flags
    done = frozenset(Step(step) for step in said["done"])
    return FirstStart(at=Step(said["at"]), done=done, is_put_off=is_put_off, is_prepared=is_prepared)
