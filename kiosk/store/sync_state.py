"""Which slots this kiosk may give out: a copy of the database starts with none.

The other tables of `sync_tables` are written by whoever speaks with central.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_hex

from kiosk.domain.ids import new_id
from kiosk.store.database import Database
from kiosk.store.outbox import OperationKind, wall_clock_ms
from kiosk.store.stations import drawn_prefix

KNOWS_CENTRAL = "select 1 from central union all select 1 from postings where not owned limit 1"
"""A station that was never enrolled has all its slots itself: nobody else can have given any of them out meanwhile."""

SEQ = "ifnull((select seq from sqlite_sequence where name = 'operations'), 0)"
GIVE_SLOTS_UP = (
    "update postings set slots_here = 0, owned = 0 where slots_here > 0 or owned",
    "update slips set is_ours = 0 where is_ours",
    "update visits set is_ours = 0 where is_ours",
    "update complaints set is_ours = 0 where is_ours",
    "delete from leases",
    "delete from slot_wants where told = wishes",
    "update slot_wants set wishes = wishes - told, told = 0",
    f"update central set fork = 'restored', fork_seq = {SEQ},"
    f" reached = case when :reached > 0 then max({SEQ}, :reached) else 0 end where fork = ''",
    "update central set next_secret = x''",
)
"""Slips hold no slots any more once they are no longer ours, so `slots_taken` ends at 0, as `slots_here` began.

A secret that an identity was asked with already may be somebody else's by now, who goes on with this line."""
BEGIN_LINE = (
    "insert or replace into line (only, id) values (1, :line)",
    "update station set prefix = case when prefix = :prefix then :other_prefix else :prefix end, version = version + 1",
    "insert into operations (id, kind, row_id, fields, base_version, station_time_ms, base_region, base_station)"
    " select :operation, :kind, id, json_object('prefix', prefix), version - 1, :now_ms,"
    " ifnull((select position from sync_scopes where scope = 'region'), 0),"
    " ifnull((select position from sync_scopes where scope = 'station'), 0) from station",
)
LINE_BYTES = 8

Execute = Callable[[str, Mapping[str, str | int]], object]


def suspend_slots(database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
    """Start anew as another kiosk of the same station, in one transaction: for a database that is a copy of one.

    What was issued since the copy was made is unknown, so no slot that was here may be given out; central leases them
    again. Numbers begin again at 1 under a new prefix, and central is asked for an identity of its own. Postings that
    are made afterwards have their slots as usual.
    """
    with database.transaction():
        suspend(database.execute, now_ms=clock_ms())


def suspend(execute: Execute, *, now_ms: int, reached: int = 0) -> None:
    """Do as `suspend_slots` within the transaction that `execute` (a statement, its values) works in.

    `reached` is the number of the last operation that was written before this database was left behind, 0 where nobody
    knows: a central that has heard all up to there knows every slip that was given out.
    """
    _execute(execute, (*GIVE_SLOTS_UP, *BEGIN_LINE), now_ms=now_ms, reached=reached)


def number_anew(execute: Execute, *, now_ms: int) -> None:
    """Number slips, complaints and cards under another prefix from now on, and keep the slots; as `suspend` else.

    For a copy of a station that is alone: nobody could ever lease its slots again.
    """
    _execute(execute, BEGIN_LINE, now_ms=now_ms)


def _execute(execute: Execute, statements: tuple[str, ...], *, now_ms: int, reached: int = 0) -> None:
    prefix = drawn_prefix()
    values: dict[str, str | int] = {
        "prefix": prefix,
        "other_prefix": drawn_prefix(but=prefix),
        "operation": new_id(now_ms=now_ms),
        "kind": OperationKind.STATION_SAVED.value,
        "now_ms": now_ms,
        "line": new_line(),
        "reached": reached,
    }
    for statement in statements:
        execute(statement, values)


def new_line() -> str:
    """Return what tells the operations that are numbered from here on from those of any copy: 16 hexadecimal digits."""
    return token_hex(LINE_BYTES)


def is_enrolled(database: Database) -> bool:
    """Tell whether this kiosk is one of central's, as far as is known here."""
    return database.row("select 1 from central where fork = ''") is not None


def want_slot(database: Database, posting_id: str, wish_id: str, *, slots: int = 1) -> None:
    """Count the `slots` that a wish missed here, once however often it is repeated; central is told and may lease more.

    A party counts as so many wishes.
    """
    database.execute(
        "insert into slot_wants (posting_id, wishes, last_wish) values (?1, ?3, ?2)"
        " on conflict do update set wishes = wishes + ?3, last_wish = excluded.last_wish"
        " where last_wish <> excluded.last_wish",
        (posting_id, wish_id, slots),
    )
