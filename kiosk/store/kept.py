"""Rows that belong to the station: each change is counted in the row's version and goes to the outbox."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.database import Database
from kiosk.store.outbox import Change, Field, OperationKind, Outbox, wall_clock_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table with the columns `key` (text) and `version`; `unsent` are its columns that never leave the station."""

    table: str
    kind: OperationKind
    key: str = "id"
    unsent: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of one row, as it can be taken back: `before` is None for a row that was added."""

    row_id: str
    before: Mapping[str, Field] | None
    version: int


class KeptRows:
    """The rows of one table. Column and table names come from our own code, values are always bound.

    Every method must be called within a transaction, together with what else belongs to the change.
    """

    def __init__(self, database: Database, kept: Kept, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._kept, self._clock_ms = database, kept, clock_ms
        self._outbox = Outbox(database)

    def add(self, fields: Mapping[str, Field | bytes], *, also: Mapping[str, Field] | None = None) -> Step:
        """Insert a row of `fields`, the key among them.

        `also` is told with them: the id of a row that a column, itself unsent, names by a number of this database.
        """
        names = (*fields, "version")
        self._database.execute(
            f"insert into {self._kept.table} ({', '.join(names)}) values ({', '.join('?' * len(names))})",
            (*fields.values(), 1),
        )
        row_id = str(fields[self._kept.key])
        self._tell(row_id, {**fields, **(also or {})}, base=0)
        return Step(row_id=row_id, before=None, version=1)

    def change(self, row_id: str, fields: Mapping[str, Field], *, also: Mapping[str, Field] | None = None) -> Step:
        """Set `fields` of a row; what stays the same is neither written nor told. Raises `UnknownThing`.

        `also` is told with them, as by `add`.
        """
        found = self._database.row(
            f"select version, {', '.join(fields)} from {self._kept.table} where {self._kept.key} = ?", (row_id,)
        )
        if found is None:
            raise UnknownThing(what=row_id)
        base, *values = found
        before = {name: value for name, value in zip(fields, values, strict=True) if value != fields[name]}
        if not before:
            return Step(row_id=row_id, before={}, version=base)
        after = {name: fields[name] for name in before}
        self._database.execute(
            f"update {self._kept.table} set {', '.join(f'{name} = ?' for name in after)}, version = version + 1"
            f" where {self._kept.key} = ?",
            (*after.values(), row_id),
        )
        self._tell(row_id, {**after, **(also or {})}, base=base)
        return Step(row_id=row_id, before=before, version=base + 1)

    def take_back(self, step: Step) -> None:
        """Undo `step`; raise `ChangedMeanwhile` if the row was changed since."""
        if self.version(step.row_id) != step.version:
            raise ChangedMeanwhile
        if step.before is None:
            self._database.execute(f"delete from {self._kept.table} where {self._kept.key} = ?", (step.row_id,))
            self._tell(step.row_id, {"deleted": 1}, base=step.version)
        elif step.before:
            self.change(step.row_id, step.before)

    def version(self, row_id: str) -> int:
        """Return the row's version; 0 if there is none."""
        row = self._database.row(f"select version from {self._kept.table} where {self._kept.key} = ?", (row_id,))
        return 0 if row is None else int(row[0])

    def _tell(self, row_id: str, fields: Mapping[str, Field | bytes], *, base: int) -> None:
        told = {
            name: value
            for name, value in fields.items()
            if name not in self._kept.unsent and not isinstance(value, bytes) and (base or value is not None)
        }
        change = Change(kind=self._kept.kind, row_id=row_id, fields=told, base_version=base)
        self._outbox.add([change], now_ms=self._clock_ms())
