"""What can still be read of a damaged database goes into the copy that takes its place.

A backup is hours old. Without the slips of those hours, their slots would be given away a second time.
Each page carries a code under the key, so what can be read is what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.errors import DamagedDatabase
from kiosk.store.connection import DatabaseError, IntegrityError, connect, told
from kiosk.store.keys import DatabaseKey

if TYPE_CHECKING:
    import sqlite3

TABLES = {
    "station_key": "only",
    "station": "only",
    "regions": "code",
    "employers": "number",
    "postings": "id",
    "imported_rows": "fingerprint",
    "slips": "id",
    "operations": "seq",
}
"""Table -> its key, in an order in which every row finds what it refers to. `offer_counts` is kept by triggers."""
RECOUNTED = {"slots_taken"}
"""Filled by triggers as the slips arrive."""


def carry_over(damaged: Path, restored: Path, key: DatabaseKey) -> int:
    """Add to `restored` what `damaged` still holds and `restored` lacks; return the number of rows.

    Of a row that both have, the one with the higher version stays. Whatever cannot be read, or does not fit, is left
    behind. Raises `DiskFull`, and then `restored` is as it was.
    """
    try:
        with told(damaged):
            old = connect(damaged, key)
    except DamagedDatabase:
        return 0
    with closing(old), told(restored), closing(connect(restored, key)) as new:
        new.execute("begin immediate")
        carried = sum(_carry(old, new, table) for table in TABLES)
        new.execute("commit")
    return carried


def _carry(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    columns = [name for name in _columns(new, table) if name in _columns(old, table) and name not in RECOUNTED]
    if not columns:
        return 0
    insert = _insert(table, columns)
    carried = 0
    for row in _readable(old, table, columns):
        with suppress(IntegrityError):
            carried += new.execute(insert, row).rowcount
    return carried


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in connection.execute(f"pragma table_info({table})")]
    except DatabaseError:
        return []


def _insert(table: str, columns: list[str]) -> str:
    values = f"({', '.join(columns)}) values ({', '.join('?' * len(columns))})"
    if "version" not in columns:
        return f"insert or ignore into {table} {values}"
    newer = ", ".join(f"{name} = excluded.{name}" for name in columns)
    return (
        f"insert into {table} {values} on conflict ({TABLES[table]}) do update set {newer}"
        f" where excluded.version > {table}.version"
    )


def _readable(connection: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Read from the first row up to the first torn page, then from the last row down to it."""
    question = f"select {', '.join(columns)} from {table} order by {_order(table)}"
    try:
        yield from connection.execute(question)
    except DatabaseError:
        with suppress(DatabaseError):
            yield from connection.execute(f"{question} desc")


def _order(table: str) -> str:
    """Tables are read along their rows, not along an index, which may be torn elsewhere."""
    return "rowid" if TABLES[table] == "id" else TABLES[table]
