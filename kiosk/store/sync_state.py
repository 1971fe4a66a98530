"""Which slots this kiosk may give out: a copy of the database starts with none.

The other tables of `sync_tables` are written by whoever speaks with central.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from kiosk.store.outbox import OperationKind, wall_clock_ms
from kiosk.store.stations import drawn_prefix

SUSPEND = (
    "update postings set slots_here = 0, owned = 0 where slots_here > 0 or owned",
    "update slips set is_ours = 0 where is_ours",
    "update visits set is_ours = 0 where is_ours",
    "update complaints set is_ours = 0 where is_ours",
    "delete from leases",
    "update central set fork = 'restored', next_secret = x'',"
    " fork_seq = ifnull((select seq from sqlite_sequence where name = 'operations'), 0) where fork = ''",
    "update station set prefix = case when prefix = :prefix then :other_prefix else :prefix end, version = version + 1",
    "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, base_region, base_station)"
    " select :operation, :kind, id, json_object('prefix', prefix), version - 1, :now_ms,"
    " ifnull((select position from sync_scopes where scope = 'region'), 0),"
    " ifnull((select position from sync_scopes where scope = 'station'), 0) from station",
)
"""Slips hold no slots any more once they are no longer ours, so `slots_taken` ends at 0, as `slots_here` began."""

Execute = Callable[[str, Mapping[str, str | int]], object]


def suspend_slots(database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
    """Start anew as another kiosk of the same station, in one transaction: for a database that is a copy of one.

    What was issued since the copy was made is unknown, so no slot that was here may be given out; central leases them
    again. Numbers begin again at 1 under a new prefix, and central is asked for an identity of its own. Postings that
    are made afterwards have their slots as usual.
    """
    with database.transaction():
        suspend(database.execute, now_ms=clock_ms())


def suspend(execute: Execute, *, now_ms: int) -> None:
    """Do as `suspend_slots` within the transaction that `execute` (a statement, its values) works in."""
    prefix = drawn_prefix()
    values: dict[str, str | int] = {
        "prefix": prefix,
        "other_prefix": drawn_prefix(but=prefix),
        "operation": new_id(now_ms=now_ms),
        "kind": OperationKind.STATION_SAVED.value,
        "now_ms": now_ms,
    }
    for statement in SUSPEND:
        execute(statement, values)


def want_slot(database: Database, posting_id: str) -> None:
    """Count a wish that found no slot here; central is told and may lease more."""
    database.execute(
        "insert into slot_wants (posting_id, wanted) values (?, 1) on conflict do update set wanted = wanted + 1",
        (posting_id,),
    )
