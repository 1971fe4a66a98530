"""The outbox: what this station did, in order, until central has said that it knows.

Every change of a row that belongs to the station is written together with one operation, in the same transaction.
Regions come from central, and the signing key stays here: these two have none.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kiosk.domain.ids import new_id
from kiosk.errors import UnknownThing
from kiosk.store.database import Database


class OperationKind(StrEnum):
    STATION_SAVED = "station-saved"
    EMPLOYER_SAVED = "employer-saved"
    POSTING_SAVED = "posting-saved"
    SLIP_SAVED = "slip-saved"
    PERSON_SAVED = "person-saved"
    PERSON_FORGOTTEN = "person-forgotten"
    VISIT_SAVED = "visit-saved"
    ARRIVAL_DAY_SAVED = "arrival-day-saved"
    ARRIVAL_MOVED = "arrival-moved"
    DISPATCH_SAVED = "dispatch-saved"
    OUTCOME_SAVED = "outcome-saved"
    WAITING_SAVED = "waiting-saved"
    COMPLAINT_SAVED = "complaint-saved"
    COMPLAINT_STEP_ADDED = "complaint-step-added"
    CLASS_SAVED = "class-saved"
    SIGN_UP_SAVED = "sign-up-saved"
    NOTICE_SAVED = "notice-saved"
    RECORDING_SAVED = "recording-saved"
    CONFLICT_SAVED = "conflict-saved"
    NOTHING = "nothing"


class OperationState(StrEnum):
    WAITING = "waiting"
    REFUSED = "refused"


Field = str | int | float | None
FieldT = TypeVar("FieldT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change: `fields` are the columns that changed, `base_version` the row's version before (0: it was new).

    `station_time_ms` is what the station's clock said, Unix time in milliseconds, right or wrong. `base_region` and
    `base_station` are the positions up to which the station knew central's scopes then; 0 for nothing.
    """

    seq: int
    id: str
    kind: OperationKind
    row_id: str
    fields: Mapping[str, Field]
    base_version: int
    station_time_ms: int
    state: OperationState
    reason: str = ""
    base_region: int = 0
    base_station: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a store did to one row, to be put into the outbox."""

    kind: OperationKind
    row_id: str
    fields: Mapping[str, Field]
    base_version: int


INSERT = (
    "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, base_region, base_station)"
    " values (?, ?, ?, ?, ?, ?, ifnull((select position from sync_scopes where scope = 'region'), 0),"
    " ifnull((select position from sync_scopes where scope = 'station'), 0))"
)
COLUMNS = "seq, id, kind, row_id, fields, base_version, station_time_ms, state, reason, base_region, base_station"


LATE_FIELDS = frozenset({"women_facilities", "men_facilities"})
"""Fields that an older central does not know: it refuses the operation that tells of them."""


def parted(fields: Mapping[str, FieldT], base_version: int) -> list[tuple[Mapping[str, FieldT], int]]:
    """Return the fields of a change as they are told: late ones in an operation of their own, behind all others.

    So an older central takes the rest, and staff may send again what it did not know when it is newer.
    """
    late = {name: value for name, value in fields.items() if name in LATE_FIELDS}
    if not late:
        return [(fields, base_version)]
    rest = {name: value for name, value in fields.items() if name not in LATE_FIELDS}
    return [(rest, base_version), (late, max(1, base_version))] if rest else [(late, base_version)]


class Outbox:
    """The operations of one database, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, changes: Iterable[Change], *, now_ms: int) -> None:
        """Add `changes`, within the transaction that made them."""
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self._database.execute_many(
            INSERT,
            (
                (
                    new_id(now_ms=now_ms),
                    change.kind.value,
                    change.row_id,
                    encode(fields),
                    base_version,
                    now_ms,
                )
                for change in changes
                for fields, base_version in parted(change.fields, change.base_version)
            ),
        )

    def waiting(self, *, limit: int = 1000) -> tuple[Operation, ...]:
        """Return the first `limit` operations that central has not answered yet."""
        return self._operations("state = 'waiting'", limit)

    def refused(self, *, limit: int = 1000) -> tuple[Operation, ...]:
        """Return operations that central refused, with its reasons, for staff to look at."""
        return self._operations("state = 'refused'", limit)

    def _operations(self, condition: str, limit: int) -> tuple[Operation, ...]:
        rows = self._database.rows(f"select {COLUMNS} from operations where {condition} order by seq limit ?", (limit,))
        return tuple(_operation(row) for row in rows)

    def count_waiting(self) -> int:
        """Return how many operations central has not answered yet."""
        return int(self._database.value("select count(*) from operations where state = 'waiting'"))

    def put_back(self, seq: int, *, now_ms: int | None = None) -> None:
        """Have a refused operation wait again, as a new one behind all others; what it says stays the same.

        Its positions are the present ones: whoever puts it back has seen what central says by now.
        Raises `UnknownThing` if no operation with this number is refused.
        """
        with self._database.transaction():
            row = self._database.row(
                "select kind, row_id, fields, base_version, station_time_ms from operations"
                " where seq = ? and state = 'refused'",
                (seq,),
            )
            if row is None:
                raise UnknownThing(what=str(seq))
            self._database.execute(INSERT, (new_id(now_ms=now_ms), *row))
            self.drop(seq)

    def drop(self, seq: int) -> None:
        """Give a refused operation up. Raises `UnknownThing` if no operation with this number is refused."""
        if not self._database.execute("delete from operations where seq = ? and state = 'refused'", (seq,)):
            raise UnknownThing(what=str(seq))

    def confirm(self, *, through: int, refused: Mapping[int, str] | None = None) -> None:
        """Forget the operations up to seq `through`, which central applied, and set aside the `refused` ones.

        `refused` maps a seq to the reason in words. Saying the same again changes nothing.
        """
        reasons = dict(refused or {})
        with self._database.transaction():
            self._database.execute_many(
                "update operations set state = 'refused', reason = ? where seq = ? and state = 'waiting'",
                [(reason, seq) for seq, reason in reasons.items()],
            )
            self._database.execute("delete from operations where state = 'waiting' and seq <= ?", (through,))


def _operation(row: Sequence[object]) -> Operation:
    seq, id_, kind, row_id, fields, base_version, time_ms, state, reason, base_region, base_station = row
    return Operation(
        seq=int(str(seq)),
        id=str(id_),
        kind=OperationKind(str(kind)),
        row_id=str(row_id),
        fields=json.loads(str(fields)),
        base_version=int(str(base_version)),
        station_time_ms=int(str(time_ms)),
        state=OperationState(str(state)),
        reason=str(reason),
        base_region=int(str(base_region)),
        base_station=int(str(base_station)),
    )


def wall_clock_ms() -> int:
    """Return Unix time in milliseconds by the system's clock."""
    return time.time_ns() // 1_000_000
