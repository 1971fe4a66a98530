"""The ledger of one transaction: records as they stand, what is changed in them, and the positions that this gets.

A position is given while the scope's row is locked in the same transaction, so positions are committed in their order
and a reader who has seen one has seen all before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from sync.central.store.database import ROWS_AT_ONCE, add, put
from sync.central.store.tables import changes, records, scopes
from sync.protocol import digest
from sync.protocol.canonical import Fields, Value, encode, present
from sync.protocol.kinds import BY_NAME, POSTING, POSTING_DRAFT
from sync.protocol.page import Mode

MODES = (Mode.WHOLE, Mode.CHANGED, Mode.GONE)
EVERYBODY = ""
"""The owner of what the whole region may see."""
ALL_FIELDS = "*"

Key = tuple[str, str, str]
"""Owner, kind, id."""


class Said(NamedTuple):
    """With which operation a change was told, and the number that it had at its kiosk."""

    operation: str
    seq: int


BY_CENTRAL = Said("", 0)

# Questions of every sync are put together once: SQLAlchemy takes longer for that than the database for the answer.
LOCKED = (
    select(scopes)
    .where(scopes.c.region == bindparam("here"), scopes.c.owner.in_(bindparam("owners", expanding=True)))
    .order_by(scopes.c.owner)
    .with_for_update()
)
ASKED = select(records).where(
    records.c.region == bindparam("here"),
    records.c.owner.in_(bindparam("owners", expanding=True)),
    records.c.kind.in_(bindparam("kinds", expanding=True)),
    records.c.id.in_(bindparam("ids", expanding=True)),
)
REACHED = (
    update(scopes)
    .where(scopes.c.region == bindparam("here"), scopes.c.owner == bindparam("whose"))
    .values(position=bindparam("position"), digest=bindparam("digest"), live=bindparam("live"))
)


@dataclass(slots=True, kw_only=True)
class Record:
    """A row as central has it. `meta`: field -> [position, kiosk] of its last writing; `*` stands for the rest."""

    fields: dict[str, Value]
    meta: dict[str, list[int]]
    maker: str
    by: int
    is_gone: bool = False
    counted: int = 0
    """The hash that the scope's digest holds of it; 0 for a record that it does not count."""

    def written(self, name: str) -> tuple[int, int]:
        """Return the position and the kiosk of the last writing of a field."""
        position, kiosk = self.meta.get(name) or self.meta[ALL_FIELDS]
        return position, kiosk


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A scope as one reading found it."""

    owner: str
    position: int
    digest: int
    horizon: int
    live: int
    snapshot: int


@dataclass(slots=True)
class _Locked:
    position: int
    digest: int
    live: int
    horizon: int
    snapshot: int
    changed: list[dict[str, object]] = field(default_factory=list)


class Ledger:
    """Records and positions of one region, for one transaction of `connection`."""

    def __init__(self, connection: Connection, region: str, owners: Iterable[str], *, now_ms: int) -> None:
        """Lock the scopes of `owners`, always in the same order, so that two transactions never wait for each other."""
        self.connection, self.region, self.now_ms = connection, region, now_ms
        self._records: dict[Key, Record | None] = {}
        self._touched: dict[Key, Record] = {}
        self._scopes = {
            row.owner: _Locked(row.position, digest.from_bytes(row.digest), row.live, row.horizon, row.snapshot)
            for row in connection.execute(LOCKED, {"here": region, "owners": sorted(set(owners))})
        }

    def position(self, owner: str) -> int:
        return self._scopes[owner].position

    def horizon(self, owner: str) -> int:
        return self._scopes[owner].horizon

    def head(self, owner: str) -> Head | None:
        """Return how a scope stands after `write`; None of one that is not locked, which others may change."""
        scope = self._scopes.get(owner)
        if scope is None:
            return None
        return Head(
            owner=owner,
            position=scope.position,
            digest=scope.digest,
            horizon=scope.horizon,
            live=scope.live,
            snapshot=scope.snapshot,
        )

    def load(self, keys: Iterable[Key]) -> None:
        """Read records that will be asked for, many at once."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._records]
        for start in range(0, len(missing), ROWS_AT_ONCE):
            part = missing[start : start + ROWS_AT_ONCE]
            self._records.update(dict.fromkeys(part))
            owners, kinds, ids = (sorted(set(names)) for names in zip(*part, strict=True))
            asked = {"here": self.region, "owners": owners, "kinds": kinds, "ids": ids}
            for row in self.connection.execute(ASKED, asked):
                self._records[row.owner, row.kind, row.id] = Record(
                    fields=json.loads(row.fields),
                    meta=json.loads(row.meta),
                    maker=row.maker,
                    by=row.by,
                    is_gone=row.is_gone,
                    counted=0 if row.is_gone else digest.from_bytes(row.hash),
                )

    def find(self, owner: str, kind: str, id_: str) -> Record | None:
        """Return a record, one that is gone too; None where there never was one."""
        key = (owner, kind, id_)
        if key not in self._records:
            self.load([key])
        return self._records[key]

    def has_postings_of(self, employer: str) -> bool:
        """Tell whether a posting names that employer, shown or not; a look at all of the region's."""
        self.write()
        question = (
            select(records.c.id)
            .where(records.c.region == self.region, records.c.kind.in_((POSTING.name, POSTING_DRAFT.name)))
            .where(
                ~records.c.is_gone, records.c.fields.contains(encode({"employer_id": employer})[1:-1], autoescape=True)
            )
            .limit(1)
        )
        return self.connection.execute(question).first() is not None

    def seq_at(self, owner: str, position: int) -> int | None:
        """Return the number, at its kiosk, of the operation that made a change; None of one that was pruned."""
        at = (changes.c.region == self.region) & (changes.c.owner == owner) & (changes.c.position == position)
        return self.connection.execute(select(changes.c.seq).where(at)).scalar()

    def create(
        self, owner: str, kind: str, id_: str, fields: Fields, *, maker: str, by: int, said: Said = BY_CENTRAL
    ) -> Record:
        """Put a record where there is none, or none any more."""
        before = self.find(owner, kind, id_)
        position = self._next(owner)
        record = Record(
            fields=present(fields),
            meta={ALL_FIELDS: [position, by]},
            maker=maker,
            by=by,
            counted=before.counted if before else 0,
        )
        self._records[owner, kind, id_] = self._touched[owner, kind, id_] = record
        self._note(owner, position, kind, id_, Mode.WHOLE, record.fields, by=by, said=said)
        return record

    def change(self, owner: str, kind: str, id_: str, fields: Fields, *, by: int, said: Said = BY_CENTRAL) -> None:
        """Set some fields of a record that is there. What is so already is neither written nor told."""
        record = self.find(owner, kind, id_)
        assert record is not None
        changed = {name: value for name, value in fields.items() if not is_same(record.fields.get(name), value)}
        if not changed:
            return
        position = self._next(owner)
        for name, value in changed.items():
            record.meta[name] = [position, by]
            if value is None or value == "":
                record.fields.pop(name, None)
            else:
                record.fields[name] = value
        self._touched[owner, kind, id_] = record
        self._note(owner, position, kind, id_, Mode.CHANGED, changed, by=by, said=said)

    def remove(self, owner: str, kind: str, id_: str, *, by: int, said: Said = BY_CENTRAL) -> None:
        """Leave of a record only that it was there."""
        record = self.find(owner, kind, id_)
        assert record is not None
        position = self._next(owner)
        record.is_gone, record.fields, record.meta = True, {}, {ALL_FIELDS: [position, by]}
        self._touched[owner, kind, id_] = record
        self._note(owner, position, kind, id_, Mode.GONE, {}, by=by, said=said)

    def write(self) -> None:
        """Write down what was changed; once, at the end of the transaction."""
        rows = []
        for (owner, kind, id_), record in self._touched.items():
            scope = self._scopes[owner]
            counted = 0 if record.is_gone else digest.hash_of(BY_NAME[kind], id_, record.fields)
            scope.digest = digest.added(scope.digest, counted, -record.counted)
            scope.live += bool(counted) - bool(record.counted)
            record.counted = counted
            rows.append(
                {
                    "region": self.region,
                    "owner": owner,
                    "kind": kind,
                    "id": id_,
                    "fields": encode(record.fields),
                    "meta": encode(record.meta),
                    "hash": digest.to_bytes(counted),
                    "maker": record.maker,
                    "by": record.by,
                    "position": max(position for position, _ in record.meta.values()),
                    "is_gone": record.is_gone,
                }
            )
        put(self.connection, records, rows)
        for owner, scope in self._scopes.items():
            if scope.changed:
                add(self.connection, changes, scope.changed)
                reached = {"position": scope.position, "digest": digest.to_bytes(scope.digest), "live": scope.live}
                self.connection.execute(REACHED, {"here": self.region, "whose": owner, **reached})
                scope.changed = []
        self._touched = {}

    def _next(self, owner: str) -> int:
        scope = self._scopes[owner]
        scope.position += 1
        return scope.position

    def _note(
        self, owner: str, position: int, kind: str, id_: str, mode: Mode, fields: Fields, *, by: int, said: Said
    ) -> None:
        self._scopes[owner].changed.append(
            {
                "region": self.region,
                "owner": owner,
                "position": position,
                "kind": kind,
                "id": id_,
                "mode": MODES.index(mode),
                "fields": encode(dict(fields)),
                "by": by,
                "operation": said.operation,
                "seq": said.seq,
                "at_ms": self.now_ms,
            }
        )


def is_same(before: Value, after: Value) -> bool:
    """Null and the empty text mean the same; 1 and 1.0 do not, as they are written otherwise."""
    empty = (None, "")
    return (before in empty and after in empty) or (before == after and type(before) is type(after))
