"""A station opened where slips are given out: first of all it is seen whether this is still its computer."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.services import Clock, OpenStation, open_station
from kiosk.store.database import Database
from kiosk.store.stations import StationStore
from sync.client.machine import machine_mark, shares_parts


def open_here(places: Places, *, now: Clock = local_now, machine: Callable[[], str] = machine_mark) -> OpenStation:
    """Open the station as `open_station` does; a copy that woke up in another computer holds no slot to give out."""
    return open_station(places, now=now, first=lambda database: look_where_we_are(database, machine=machine))


def look_where_we_are(database: Database, *, machine: Callable[[], str] = machine_mark) -> None:
    """See whether this disk woke up in another computer, once, whichever process is first; needs no network.

    Costs little where all is as it was: what speaks with central is loaded only where it is not.
    """
    kept = database.row("select machine from central where fork = ''")
    if kept is None or shares_parts(kept[0], here := machine()) or not here:
        return
    from sync.client.identity import Identity
    from sync.client.state import SyncState

    with database.transaction():  # what another process found meanwhile is seen in here
        central = SyncState(database).central()
        if central is not None:
            seed = StationStore(database).signing_seed
            Identity(database, machine=lambda: here, signing_seed=seed).checked(central)
