"""Who did what, when and on which device: written with each change, read by staff, edited by nobody.

It names rows by their ids and never holds a name, a phone or any other word about a person: so a worker can be
forgotten while the log stays whole. Triggers keep a row from being changed; each row's digest covers the one before,
so that a row that was changed or cut out by another program is found (`first_broken`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.domain.log_entry import Detail, LogEntry
from kiosk.domain.staff import Actor, Role
from kiosk.store.database import Database

COLUMNS = "seq, at_ms, staff_id, role, device, action, subject, details, digest"


class DeskLog:
    """The log of one station."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, actor: Actor, action: str, subject: str, details: Mapping[str, Detail], *, at_ms: int) -> None:
        """Add a line, within the transaction of the change that it tells of."""
        last = self._database.value("select digest from desk_log order by seq desc limit 1") or ""
        written = json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
        line = (at_ms, actor.staff_id, actor.role.value, actor.device, action, subject, written)
        self._database.execute(
            "insert into desk_log (at_ms, staff_id, role, device, action, subject, details, digest)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (*line, _digest(last, line)),
        )

    def latest(self, *, limit: int = 200) -> tuple[LogEntry, ...]:
        """Return the last `limit` lines, newest first."""
        return self._entries("seq > ?1", 0, limit)

    def of_subject(self, subject: str, *, limit: int = 200) -> tuple[LogEntry, ...]:
        """Return what happened to the row `subject`, newest first."""
        return self._entries("subject = ?1", subject, limit)

    def first_broken(self) -> int | None:
        """Return the seq of the first line that does not follow from the ones before; None when all is whole."""
        last, expected = "", 1
        for row in self._database.rows(f"select {COLUMNS} from desk_log order by seq"):
            seq, *line, digest = row
            if seq != expected or digest != _digest(last, tuple(line)):
                return int(seq)
            last, expected = digest, seq + 1
        return None

    def _entries(self, condition: str, value: str | int, limit: int) -> tuple[LogEntry, ...]:
        rows = self._database.rows(
            f"select {COLUMNS} from desk_log where {condition} order by seq desc limit ?2", (value, limit)
        )
        return tuple(_entry(row) for row in rows)


def _digest(last: str, line: tuple[object, ...]) -> str:
    whole = json.dumps([last, *line], ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _entry(row: Sequence[Any]) -> LogEntry:
    seq, at_ms, staff_id, role, device, action, subject, details, _ = row
    return LogEntry(
        seq=seq,
        at_ms=at_ms,
        staff_id=staff_id,
        role=Role(role),
        device=device,
        action=action,
        subject=subject,
        details=json.loads(details),
    )
