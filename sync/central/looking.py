"""The one look at the database that an idle poll costs, shared by all polls that wait for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, select
from sqlalchemy.exc import DBAPIError

from sync.central.ledger import EVERYBODY
from sync.central.store.database import Store
from sync.central.store.tables import kiosks, regions, scopes, stations
from sync.protocol import digest

AT_ONCE = 256
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A kiosk and its scopes at one moment."""

    region: str
    kiosk: int
    station: str
    town: str
    is_revoked: bool
    last_seq: int
    last_mark: str
    grant_no: int
    offer_seen: int
    offers: int
    region_position: int
    station_position: int
    sum: str


def seen_in(row: Row[*tuple[Any, ...]], *, is_revoked: bool = False, sum_: str = "") -> Seen:
    """Return the kiosk that `row` describes; what no column says is given beside it."""
    return Seen(
        region=row.region,
        kiosk=row.kiosk,
        station=row.station,
        town=row.town,
        is_revoked=is_revoked,
        last_seq=row.last_seq,
        last_mark=row.last_mark,
        grant_no=row.grant_no,
        offer_seen=row.offer_seen,
        offers=row.offers,
        region_position=row.region_position,
        station_position=row.station_position,
        sum=sum_,
    )


Key = tuple[str, bytes]
"""Region and hash of a token."""


class Looking:
    """Answers "who is this, and what is new for them?"; a look begins after it was asked for: it is never too old."""

    def __init__(self, store: Store, pool: Executor) -> None:
        self._store, self._pool = store, pool
        self._waiting: dict[Key, list[asyncio.Future[Seen | None]]] = {}
        self._running: asyncio.Task[None] | None = None

    async def look(self, region: str, token_hash: bytes) -> Seen | None:
        """Return what is known of the kiosk with this token, None if there is none."""
        future: asyncio.Future[Seen | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault((region, token_hash), []).append(future)
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            keys = list(self._waiting)[:AT_ONCE]
            asked = {key: self._waiting.pop(key) for key in keys}
            try:
                found = await loop.run_in_executor(self._pool, looked, partial(self._read, keys))
            except Exception as error:  # noqa: BLE001  whoever waits is told, whatever it was
                for future in (future for waiting in asked.values() for future in waiting if not future.done()):
                    future.set_exception(error)
                continue
            for key, waiting in asked.items():
                for future in waiting:
                    if not future.done():
                        future.set_result(found.get(key))

    def _read(self, keys: Sequence[Key]) -> dict[Key, Seen]:
        by_region: dict[str, list[bytes]] = {}
        for region, token_hash in keys:
            by_region.setdefault(region, []).append(token_hash)
        # Ended by a commit: after a rollback psycopg drops every plan that the connection holds.
        with self._store.engine.connect() as connection, connection.begin():
            rows = [
                row
                for region, hashes in by_region.items()
                for row in connection.execute(OF_TOKENS, {"here": region, "hashes": _filled(hashes)})
            ]
        return {
            (row.region, bytes(row.token_hash)): seen_in(
                row,
                is_revoked=bool(row.revoked_ms or row.station_revoked_ms),
                sum_=digest.to_text(
                    digest.added(digest.from_bytes(row.region_digest), digest.from_bytes(row.station_digest))
                ),
            )
            for row in rows
        }


def looked(look: Callable[[], Found]) -> Found:
    """Look at the database, once more where the connection was one from before it was started anew.

    One such connection throws away all others of its pool.
    """
    try:
        return look()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return look()


EVERYBODYS, OWN = scopes.alias("everybodys"), scopes.alias("own")
QUESTION = (
    select(
        kiosks.c.region,
        kiosks.c.token_hash,
        kiosks.c.kiosk,
        kiosks.c.station,
        kiosks.c.revoked_ms,
        kiosks.c.last_seq,
        kiosks.c.last_mark,
        kiosks.c.grant_no,
        kiosks.c.offer_seen,
        stations.c.town,
        stations.c.revoked_ms.label("station_revoked_ms"),
        regions.c.offers,
        EVERYBODYS.c.position.label("region_position"),
        EVERYBODYS.c.digest.label("region_digest"),
        OWN.c.position.label("station_position"),
        OWN.c.digest.label("station_digest"),
    )
    .join(stations, (stations.c.region == kiosks.c.region) & (stations.c.station == kiosks.c.station))
    .join(regions, regions.c.region == kiosks.c.region)
    .join(EVERYBODYS, (EVERYBODYS.c.region == kiosks.c.region) & (EVERYBODYS.c.owner == EVERYBODY))
    .join(OWN, (OWN.c.region == kiosks.c.region) & (OWN.c.owner == kiosks.c.station))
)
OF_TOKENS = QUESTION.where(
    kiosks.c.region == bindparam("here"), kiosks.c.token_hash.in_(bindparam("hashes", expanding=True))
)
"""Asked for each region by itself: PostgreSQL then opens only the one partition of each table that holds it."""


def _filled(hashes: list[bytes]) -> list[bytes]:
    """Repeat the last one up to a power of two: PostgreSQL keeps the plan of each length that it has met often."""
    return hashes + hashes[-1:] * ((1 << (len(hashes) - 1).bit_length()) - len(hashes))
