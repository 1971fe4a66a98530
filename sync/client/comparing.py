"""Whether this station holds the rows that central says it does, and getting again those that differ."""

from __future__ import annotations

import io
from collections.abc import Iterable

from kiosk.store.database import Database
from kiosk.store.outbox import wall_clock_ms
from sync.client import counting
from sync.client.applying import Applied, Applier, written
from sync.client.report import Report
from sync.client.state import Central, SyncState
from sync.client.transport import Transport
from sync.client.verdicts import signed
from sync.client.waiting import waiting_in
from sync.protocol import digest
from sync.protocol.canonical import decode, encode
from sync.protocol.page import unpack
from sync.protocol.signing import Verifier
from sync.protocol.version import PROTOCOL
from sync.protocol.wire import SyncReply, new_once

ROWS_REPLY_BYTES = 8 * 1024 * 1024
MOST_WRONG_ROWS = 2000
BUCKETS_AT_ONCE = 64
"""A quarter of all records are held in memory at most, and all rows here are read four times at most."""
DIFFERS = "differs"


class Comparing:
    """Compares one database with central, and remembers what it counted until something changes."""

    def __init__(self, database: Database) -> None:
        self._database, self._state = database, SyncState(database)
        self._counted: counting.Counted | None = None
        self._in_vain: int | None = None
        """The difference that a repair left; it is not tried again until something changes."""

    def compare(self, central: Central, transport: Transport, reply: SyncReply, report: Report) -> None:
        """See whether both ends hold the same rows, and fetch those that differ; not while something waits here."""
        difference = self._difference(reply)
        report.agrees = None if difference is None else difference == 0
        if not difference or difference == self._in_vain:
            return
        wrong, is_all = self._wrong_rows(central, transport)
        if wrong:
            self._fetch_rows(wrong, central, transport, report)
        report.repaired = len(wrong)
        self._counted = counting.counted(self._database)
        left = digest.added(digest.from_text(reply.sum), -self._counted.sum)
        report.agrees = left == 0
        self._in_vain = left if left and is_all else None
        if self._in_vain is not None:
            self._note(counting.still_wrong(self._database, wrong))

    def agreement(self, reply: SyncReply) -> bool | None:
        """Tell whether the rows are those that central had; None while that cannot be told."""
        difference = self._difference(reply)
        return None if difference is None else difference == 0

    def _difference(self, reply: SyncReply) -> int | None:
        if list(self._state.positions()) != reply.head[:2] or not waiting_in(self._database).is_empty:
            return None
        if self._counted is None or self._counted.version != self._database.data_version():
            self._counted = counting.counted(self._database)
        return digest.added(digest.from_text(reply.sum), -self._counted.sum)

    def _wrong_rows(self, central: Central, transport: Transport) -> tuple[dict[counting.Record, int], bool]:
        """Return the records that differ, with central's hash of each, and whether those are all."""
        verifier = Verifier(central.public_key)
        theirs = self._signed_get("/v1/sums", transport, verifier)
        size = digest.BYTES
        sums = [digest.from_bytes(theirs[start : start + size]) for start in range(0, len(theirs), size)]
        ours = counting.in_buckets(self._database)
        differ = [bucket for bucket, (their, our) in enumerate(zip(sums, ours, strict=True)) if their != our]
        wrong: dict[counting.Record, int] = {}
        for start in range(0, len(differ), BUCKETS_AT_ONCE):
            if len(wrong) >= MOST_WRONG_ROWS:
                return wrong, False
            rows = {
                bucket: [tuple(row) for row in decode(self._signed_get(f"/v1/sums/{bucket}", transport, verifier))]
                for bucket in differ[start : start + BUCKETS_AT_ONCE]
            }
            wrong |= counting.wrong_in(self._database, rows)
        return wrong, True

    def _note(self, records: Iterable[counting.Record]) -> None:
        """Let staff know of records that were fetched, and yet are not as central has them."""
        with self._database.transaction():
            self._database.execute_many(
                "insert or ignore into sync_troubles (kind, row_id, reason, fields, at_ms) values (?, ?, ?, '{}', ?)",
                [(kind, id_, DIFFERS, wall_clock_ms()) for kind, id_ in records],
            )

    def _fetch_rows(
        self, records: Iterable[counting.Record], central: Central, transport: Transport, report: Report
    ) -> None:
        asked = encode({"v": PROTOCOL, "once": new_once(), "rows": [list(record) for record in records]}).encode()
        answer = transport.post("/v1/rows", asked, most=ROWS_REPLY_BYTES)
        packed = signed(answer.body, answer.error, asked, Verifier(central.public_key))
        applier = Applier(self._database, kiosk=central.kiosk)

        def write(row_by_row: bool) -> list[Applied]:
            waiting = waiting_in(self._database)
            return [applier.apply(group, waiting, row_by_row=row_by_row) for group in unpack(io.BytesIO(packed))]

        report.bad += sum(done.bad for done in written(self._database, write))

    def _signed_get(self, path: str, transport: Transport, verifier: Verifier) -> bytes:
        asked = f"{path}?once={new_once()}"
        answer = transport.get(asked, most=ROWS_REPLY_BYTES)
        return signed(answer.body, answer.error, asked.encode(), verifier)
