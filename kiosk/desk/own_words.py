"""The words that only this station types: its places, trades and employers, for the keyboard on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.desk.room import STAFF, Room
from kiosk.domain.trade import TRADES
from kiosk.store.employers import EmployerStore
from kiosk.store.regions import RegionStore

KINDS_OF_PLACE = ("街道", "县", "市", "区", "镇", "乡", "村")


def own_words(room: Room) -> tuple[str, ...]:
    """Return names of regions, with and without what kind of place they are, of trades and, for staff, of employers."""
    return tuple(dict.fromkeys(_own_words(room)))


def _own_words(room: Room) -> Iterator[str]:
    for region in RegionStore(room.database).all():
        yield region.name
        kind = next((kind for kind in KINDS_OF_PLACE if region.name.endswith(kind)), "")
        if len(region.name) - len(kind) > 1:
            yield region.name.removesuffix(kind)
    for trade in TRADES:
        yield from trade.aliases
    if room.actor.role in STAFF:
        for employer in EmployerStore(room.database).all():
            yield employer.name
