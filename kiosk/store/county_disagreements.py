"""What this station and its county do not agree on, until a person settles it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.domain.county import Attention, Value
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import OperationKind, wall_clock_ms

KEPT = Kept(table="conflicts", kind=OperationKind.CONFLICT_SAVED)
EMPTIED = "null"
"""What is written in place of a value when somebody is forgotten."""
SELECT = "select id, kind, row_id, field, kept, lost, at_ms, state from conflicts"


class ConflictState(StrEnum):
    """`RESTORED`: the value that lost was put back. `LEFT`: the one that was kept stays."""

    OPEN = "open"
    RESTORED = "restored"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenConflict:
    """A conflict as central told it: `kind` is the wire's word, the values are as they came.

    `at_ms` is Unix time in milliseconds by the county's clock.
    """

    id: str
    kind: str
    row_id: str
    field: str
    kept: Value
    lost: Value
    is_emptied: bool
    at_ms: int
    state: ConflictState


class Disagreements:
    """Refused changes themselves are the outbox's; here they are counted."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database = database
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)

    def attention(self) -> Attention:
        """Return how many refused changes and open conflicts there are."""
        count = self._database.value
        return Attention(
            refused=int(count("select count(*) from operations where state = 'refused'")),
            conflicts=int(count("select count(*) from conflicts where state = 'open'")),
        )

    def count_troubles(self) -> int:
        """Return how many rows from the county this database would not take."""
        return int(self._database.value("select count(*) from sync_troubles"))

    def open_conflicts(self, *, limit: int) -> tuple[WrittenConflict, ...]:
        """Return the first `limit` conflicts that nobody has settled, oldest first."""
        rows = self._database.rows(f"{SELECT} where state = 'open' order by at_ms, id limit ?", (limit,))
        return tuple(_conflict(*row) for row in rows)

    def conflict(self, conflict_id: str) -> WrittenConflict:
        """Return a conflict of whatever state. Raises `UnknownThing`."""
        row = self._database.row(f"{SELECT} where id = ?", (conflict_id,))
        if row is None:
            raise UnknownThing(what=conflict_id)
        return _conflict(*row)

    def settle(self, conflict_id: str, state: ConflictState) -> Step:
        """Say what became of a conflict, within a transaction; the county is told. Raises `UnknownThing`."""
        return self._rows.change(conflict_id, {"state": state.value})

    def take_back(self, step: Step) -> None:
        """Undo `settle`, within a transaction; raise `ChangedMeanwhile` if the conflict was changed since."""
        self._rows.take_back(step)


def _conflict(
    id_: str, kind: str, row_id: str, field: str, kept: str, lost: str, at_ms: int, state: str
) -> WrittenConflict:
    return WrittenConflict(
        id=id_,
        kind=kind,
        row_id=row_id,
        field=field,
        kept=_value(kept),
        lost=_value(lost),
        is_emptied=EMPTIED in (kept, lost),
        at_ms=at_ms,
        state=ConflictState(state),
    )


def _value(written: str) -> Value:
    """Return what a conflict holds as `{"value": ...}`."""
    said: Any = json.loads(written)
    value: Value = said.get("value") if isinstance(said, dict) else None
    return value
