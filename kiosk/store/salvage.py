"""What can still be read of a damaged database goes into the copy that takes its place.

A backup is hours old. Without the slips of those hours, their slots would be given away a second time.
Each page carries a code under the key, so what can be read is what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.errors import DamagedDatabase
from kiosk.store.connection import IntegrityError, connect, told
from kiosk.store.keys import DatabaseKey

if TYPE_CHECKING:
    import sqlite3

TABLES = {
    "station_key": "only",
    "station": "only",
    "line": "only",
    "regions": "code",
    "staff": "id",
    "recordings": "id",
    "employers": "number",
    "postings": "id",
    "imported_rows": "fingerprint",
    "people": "number",
    "person_trades": "person, trade",
    "person_keys": "key, person",
    "forgotten": "person_id",
    "visits": "id",
    "arrival_days": "day",
    "arrival_moves": "seq",
    "calls": "seq",
    "dispatches": "id",
    "slips": "id",
    "outcomes": "slip_id",
    "waiting_list": "id",
    "complaints": "id",
    "complaint_steps": "seq",
    "classes": "id",
    "sign_ups": "id",
    "seat_wishes": "wish_id",
    "notices": "id",
    "work_wishes": "id",
    "drafts": "form, staff_id",
    "voices": "id",
    "introductions": "voice",
    "voice_pieces": "voice, number",
    "desk_log": "seq",
    "operations": "seq",
    "sync_kept": "kind, row_id",
    "conflicts": "id",
    "slot_wants": "posting_id",
}
"""Table -> its key, in an order in which every row finds what it refers to. `offer_counts` is kept by triggers.

`central`, `leases` and the positions in central's scopes are never carried over: what they promise is not true of rows
that went through damage. Central sends again what is missing.
"""
MOST_OPENINGS = 3_000
"""Some seconds; a torn page costs an opening for each of its rows, and a file of nothing but torn pages is given up."""
RECOUNTED = {"slots_taken", "seats_taken", "is_decided"}
"""Filled by triggers as the slips arrive."""
ONCE_CALLED = {"slots_here": "headcount"}
"""Column -> what it was before migration 3: a file may be older than the program that mends it."""


def carry_over(damaged: Path, restored: Path, key: DatabaseKey) -> int:
    """Add to `restored` what `damaged` still holds and `restored` lacks; return the number of rows.

    Of a row that both have, the one with the higher version stays. Whatever cannot be read, or does not fit, is left
    behind; that a posting ended was decided before, whatever is left of its slips. Raises `DiskFull`, and then
    `restored` is as it was.
    """
    with closing(_Torn(damaged, key)) as old, told(restored), closing(connect(restored, key)) as new:
        new.execute("begin immediate")
        new.execute("update sync_applying set is_applying = 1")
        carried = sum(_carry(old, new, table) for table in TABLES)
        new.execute("update sync_applying set is_applying = 0")
        new.execute("commit")
    return carried


def was_enrolled(damaged: Path, key: DatabaseKey) -> bool:
    """Tell whether it can be read in `damaged` that the station was enrolled with central."""
    with closing(_Torn(damaged, key)) as old:
        try:
            return bool(list(old.rows("pragma table_info(central)"))) and bool(
                list(old.rows("select only from central"))
            )
        except DamagedDatabase:
            return False


class _Torn:
    """A damaged database. SQLCipher reads nothing more on a connection that met a torn page, so the next is new."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        self._path = path
        self._key = key
        self._connection: sqlite3.Connection | None = None
        self._openings_left = MOST_OPENINGS

    def rows(self, question: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Return what can be read, row by row; raise `DamagedDatabase` where the next row cannot."""
        try:
            with told(self._path):
                yield from self._opened().execute(question, values)
        except DamagedDatabase:
            self.close()
            raise

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if not self._openings_left:
                raise DamagedDatabase
            self._openings_left -= 1
            self._connection = connect(self._path, self._key, torn=True)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _carry(old: _Torn, new: sqlite3.Connection, table: str) -> int:
    try:
        known = [row[1] for row in old.rows(f"pragma table_info({table})")]
    except DamagedDatabase:
        return 0
    columns = [row[1] for row in new.execute(f"pragma table_info({table})")]
    columns = [name for name in columns if {name, ONCE_CALLED.get(name)} & {*known} and name not in RECOUNTED]
    if not columns:
        return 0
    read = [name if name in known else ONCE_CALLED[name] for name in columns]
    statements = _statements(table, columns)
    carried = 0
    for row in _readable(old, table, read):
        with suppress(IntegrityError):
            carried += sum(new.execute(statement, row).rowcount for statement in statements)
    return carried


def _statements(table: str, columns: list[str]) -> tuple[str, ...]:
    """Return what puts a row in its place: a newer version over an older one, a new row where there is none.

    Not in one statement: triggers before an insert are asked about rows, too, that are only brought up to date then.
    """
    names, values = ", ".join(columns), ", ".join(f"?{place}" for place in range(1, len(columns) + 1))
    if "version" not in columns:
        return (f"insert or ignore into {table} ({names}) values ({values})",)
    at = {name: f"?{place}" for place, name in enumerate(columns, start=1)}
    same = " and ".join(f"{key} = {at[key]}" for key in TABLES[table].split(", "))
    return (
        f"update {table} set ({names}) = ({values}) where {same} and version < {at['version']}",
        f"insert into {table} ({names}) select {values} where not exists (select 1 from {table} where {same})",
    )


def _readable(old: _Torn, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Read from the first row up to the first torn page, then from the last row down to one; then what lies between."""
    order = _order(table)
    question = f"select {order}, {', '.join(columns)} from {table}"
    ends: list[Any] = []
    for direction in ("asc", "desc"):
        last = 0
        try:
            for last, *row in old.rows(f"{question} order by {order} {direction}"):  # noqa: B007  asked for below
                yield tuple(row)
        except DamagedDatabase:
            ends.append(last)
        else:
            return
    low, high = ends
    if isinstance(low, int) and isinstance(high, int):  # rows that are numbered
        yield from _between(old, f"{question} where {order} > ? and {order} <= ? order by {order}", low, high - 1)


def _between(old: _Torn, question: str, low: int, high: int) -> Iterator[tuple[Any, ...]]:
    """Read the rows after `low` up to `high`; where one is torn, each half of the rest for itself, down to one row."""
    reached = low
    try:
        for reached, *row in old.rows(question, (low, high)):  # noqa: B007  asked for below
            yield tuple(row)
    except DamagedDatabase:
        middle = (reached + high) // 2
        if reached < middle:
            yield from _between(old, question, reached, middle)
            yield from _between(old, question, middle, high)


def _order(table: str) -> str:
    """Tables are read along their rows, not along an index, which may be torn elsewhere."""
    key = TABLES[table].split(",")[0]
    return "rowid" if key in ("id", "slip_id") else key
