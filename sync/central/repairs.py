"""What a kiosk asks when its records do not add up to central's: sums of parts, hashes in a part, and the rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from sync.central.feed import heads
from sync.central.ledger import EVERYBODY
from sync.central.store.database import Store
from sync.central.store.tables import records
from sync.protocol import digest
from sync.protocol.canonical import present
from sync.protocol.kinds import BY_NAME
from sync.protocol.page import Entry, Mode, grouped, pack
from sync.protocol.wire import Identifier, Message, Once

MOST_ROWS = 5000
MOST_KEPT = 2
ROWS_AT_ONCE = 2000


class RowsRequest(Message):
    """Rows that a kiosk wants again: pairs of kind and id. `once` as in `SyncRequest`."""

    v: int
    once: Once = ""
    rows: Annotated[list[Annotated[list[Identifier], Field(min_length=2, max_length=2)]], Field(max_length=MOST_ROWS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """All records of a kiosk's scopes at one moment, by bucket: a line each of kind, id and hash (hexadecimal)."""

    heads: tuple[tuple[int, int], ...]
    sums: bytes
    lines: Sequence[str]


class Repairs:
    """Reads the two scopes of a kiosk; changes nothing.

    A kiosk asks for the sums and then for one bucket after the other: all records are read once for that, and not
    again before something changes. The last readings stay in memory, some 80 bytes a record.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._last: dict[tuple[str, str], _Reading] = {}

    def sums(self, region: str, station: str) -> bytes:
        """Return the digests of all buckets, 16 bytes each, in their order."""
        return self._reading(region, station).sums

    def bucket(self, region: str, station: str, number: int) -> list[tuple[str, str, str]]:
        """Return kind, id and hash (hexadecimal) of each record in one bucket."""
        lines = self._reading(region, station).lines[number].splitlines()
        return [(kind, id_, hash_) for kind, id_, hash_ in (line.split(" ") for line in lines)]

    def _reading(self, region: str, station: str) -> _Reading:
        owners = [EVERYBODY, station]
        with self._store.look() as connection:
            now = tuple((head.position, head.digest) for head in heads(connection, region, owners))
            kept = self._last.get((region, station))
            if kept is not None and kept.heads == now:
                return kept
            found = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(
                select(records.c.kind, records.c.id, records.c.hash).where(
                    records.c.region == region, records.c.owner.in_(owners), ~records.c.is_gone
                )
            )
            sums = [0] * digest.BUCKETS
            lines: list[list[str]] = [[] for _ in sums]
            for row in found:
                bucket = digest.bucket_of(row.id)
                sums[bucket] = digest.added(sums[bucket], digest.from_bytes(row.hash))
                lines[bucket].append(f"{row.kind} {row.id} {row.hash.hex()}")
        reading = _Reading(
            heads=now, sums=b"".join(map(digest.to_bytes, sums)), lines=["\n".join(some) for some in lines]
        )
        with self._lock:
            self._last.pop((region, station), None)
            self._last[region, station] = reading
            while len(self._last) > MOST_KEPT:
                del self._last[next(iter(self._last))]
        return reading

    def rows(self, region: str, station: str, asked: Sequence[Sequence[str]]) -> bytes:
        """Return the records `asked` for as a packed page: whole, or gone where the kiosk may not have them."""
        entries: list[Entry] = []
        with self._store.look() as connection:
            for kind, id_ in dict.fromkeys(map(tuple, asked)):
                found = connection.execute(
                    select(records).where(
                        records.c.region == region,
                        records.c.owner.in_((EVERYBODY, station)),
                        records.c.kind == kind,
                        records.c.id == id_,
                        ~records.c.is_gone,
                    )
                ).first()
                if found is not None:
                    fields = present(json.loads(found.fields))
                    by = found.by if found.owner else 0
                    entries.append(Entry(kind=kind, id=id_, mode=Mode.WHOLE, fields=fields, by=by))
                elif kind in BY_NAME:
                    entries.append(Entry(kind=kind, id=id_, mode=Mode.GONE, fields={}))
        return pack(grouped(entries))
