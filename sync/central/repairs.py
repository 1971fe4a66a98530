"""What a kiosk asks when its records do not add up to central's: sums of parts, hashes in a part, and the rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from sync.central.ledger import EVERYBODY
from sync.central.store.database import Store
from sync.central.store.tables import records
from sync.protocol import digest
from sync.protocol.canonical import present
from sync.protocol.kinds import BY_NAME
from sync.protocol.page import Entry, Mode, grouped, pack
from sync.protocol.wire import Identifier, Message

MOST_ROWS = 5000


class RowsRequest(Message):
    """Rows that a kiosk wants again: pairs of kind and id."""

    v: int
    rows: Annotated[list[Annotated[list[Identifier], Field(min_length=2, max_length=2)]], Field(max_length=MOST_ROWS)]


class Repairs:
    """Reads the two scopes of a kiosk; changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sums(self, region: str, station: str) -> bytes:
        """Return the digests of all buckets, 16 bytes each, in their order."""
        with self._store.look() as connection:
            rows = connection.execute(
                select(records.c.id, records.c.hash).where(
                    records.c.region == region, records.c.owner.in_((EVERYBODY, station)), ~records.c.is_gone
                )
            )
            sums = digest.in_buckets((row.id, digest.from_bytes(row.hash)) for row in rows)
        return b"".join(map(digest.to_bytes, sums))

    def bucket(self, region: str, station: str, number: int) -> list[tuple[str, str, str]]:
        """Return kind, id and hash (hexadecimal) of each record in one bucket."""
        with self._store.look() as connection:
            rows = connection.execute(
                select(records.c.kind, records.c.id, records.c.hash).where(
                    records.c.region == region, records.c.owner.in_((EVERYBODY, station)), ~records.c.is_gone
                )
            )
            return [(row.kind, row.id, row.hash.hex()) for row in rows if digest.bucket_of(row.id) == number]

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
