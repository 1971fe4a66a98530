"""Rings of stations: which version of the program each may have, so that a few try what all get later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from packaging.version import Version
from sqlalchemy import Connection, delete, func, select, update

from sync.central.store.database import Store, put
from sync.central.store.tables import rings, stations
from sync.protocol.updates import LAST_RING, UpdateOffer

EVERYWHERE = ""
"""In place of a county: what is said for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RingLine:
    """One ring of one county, or of all (`EVERYWHERE`), and what it may have."""

    region: str
    ring: int
    version: str


class Rings:
    """The rings of all counties."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def offer(self, region: str, station: str) -> UpdateOffer:
        """Return what a station may have: the newest of what its own ring and all later ones have.

        What is said for its county counts before what is said for all.
        """
        with self._store.look() as connection:
            ring = connection.execute(
                select(stations.c.ring).where(stations.c.region == region, stations.c.station == station)
            ).scalar()
            ring = LAST_RING if ring is None else int(ring)
            had = _versions(connection, region)
        versions = [version for other, version in had.items() if other >= ring and version]
        return UpdateOffer(ring=ring, version=max(versions, key=Version, default=""))

    def allow(self, ring: int, version: str, *, region: str) -> None:
        """Let a ring have `version`; empty: nothing of its own."""
        with self._store.change() as connection:
            if version:
                put(connection, rings, [{"region": region, "ring": ring, "version": version}])
            else:
                connection.execute(delete(rings).where(rings.c.region == region, rings.c.ring == ring))

    def move(self, region: str, station: str, *, ring: int) -> None:
        """Put a station into a ring."""
        with self._store.change() as connection:
            here = (stations.c.region == region) & (stations.c.station == station)
            connection.execute(update(stations).where(here).values(ring=ring))

    def lines(self) -> Sequence[RingLine]:
        """Return what was said for each ring, that for all counties first."""
        with self._store.look() as connection:
            rows = connection.execute(select(rings).order_by(rings.c.region, rings.c.ring)).all()
        return [RingLine(region=row.region, ring=row.ring, version=row.version) for row in rows]

    def sizes(self) -> Mapping[int, int]:
        """Return how many stations each ring has, but for those without any."""
        question = select(stations.c.ring, func.count().label("size")).group_by(stations.c.ring)
        with self._store.look() as connection:
            return {row.ring: row.size for row in connection.execute(question.order_by(stations.c.ring))}


def _versions(connection: Connection, region: str) -> Mapping[int, str]:
    """Return what each ring of a county has."""
    question = select(rings.c.ring, rings.c.version).where(rings.c.region.in_([EVERYWHERE, region]))
    return {row.ring: row.version for row in connection.execute(question.order_by(rings.c.region))}
