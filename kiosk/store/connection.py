"""One encrypted SQLite connection as this program uses it, and what its errors mean."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlcipher3 import dbapi2

from kiosk.errors import DamagedDatabase, DiskFull, StoreBusy, StoreError
from kiosk.store.keys import DatabaseKey

if TYPE_CHECKING:
    import sqlite3

BUSY_TIMEOUT_S = 5.0
CACHE_KIB = 4_000
STATEMENTS_KEPT = 128
"""So many statements a connection keeps made ready, the last used ones: the library's own number."""
CHECKPOINT_PAGES = 4_000
"""16 MB of write-ahead log: an import that touches the same pages in each of its transactions copies them once."""
PAGE_BYTES = 4096
"""SQLCipher's page size."""
ROOM_BYTES = 256 * 1024
"""Less free space than this counts as a full disk: SQLite's shared-memory file alone takes 32 KiB."""

PRAGMAS = (
    f"pragma cache_size = -{CACHE_KIB}",
    "pragma foreign_keys = on",
    "pragma recursive_triggers = on",
    "pragma secure_delete = on",
    "pragma temp_store = memory",
    "pragma trusted_schema = off",
    f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}",
)
"""`temp_store = memory` keeps sorted rows off the disk, where they would lie in plain text."""

ALONE = ("pragma locking_mode = exclusive",)
TORN = "pragma writable_schema = on"
"""SQLite then goes on with the part of the schema that it could read, and with fewer pages than the first one says."""

DatabaseError = cast("type[Exception]", dbapi2.DatabaseError)
IntegrityError = cast("type[Exception]", dbapi2.IntegrityError)

# The driver looks for a way to adapt whatever is no number and no text: a null took twelve times as long to save as a
# text, and takes two times as long now that one is there.
dbapi2.register_adapter(type(None), lambda value: value)


def connect(path: Path, key: DatabaseKey, *, alone: bool = False, torn: bool = False) -> sqlite3.Connection:
    """Return a connection in autocommit mode to the database at `path`, which is made when it is not there.

    The key goes in raw (no derivation, so opening costs no time); the first look into the file tests it, which
    may be in here: `DamagedDatabase` then. `alone` shuts out all other connections, and needs no shared memory.
    `torn` opens what is left of a damaged file, to read what can still be read of it.
    The connection belongs to the thread that made it.
    """
    connection = dbapi2.connect(
        str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None, cached_statements=STATEMENTS_KEPT
    )
    connection.execute("pragma cipher_log_level = none")  # it would write its own errors to stderr
    connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    try:
        with told(path):
            if torn:
                connection.execute(TORN)
                with suppress(DatabaseError):  # it tells of the tear once, here
                    connection.execute("select 1 from sqlite_schema").fetchone()
            for pragma in (*(ALONE if alone else ()), *PRAGMAS):
                connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return cast("sqlite3.Connection", connection)


def turn_to_wal(connection: sqlite3.Connection) -> None:
    """Use the write-ahead log. While others open a new database too, SQLite refuses without waiting: so wait here."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("pragma journal_mode = wal").fetchone()
        except DatabaseError as error:
            if not isinstance(_meaning(error, Path()), StoreBusy) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the surroundings into `StoreError`s; mistakes of ours pass unchanged."""
    try:
        yield
    except DatabaseError as error:
        meaning = _meaning(error, path)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: Exception, path: Path) -> StoreError | None:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case dbapi2.SQLITE_FULL:
            return DiskFull()
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
            return StoreBusy()
        case dbapi2.SQLITE_CORRUPT | dbapi2.SQLITE_NOTADB:
            return DamagedDatabase()
        case dbapi2.SQLITE_IOERR | dbapi2.SQLITE_CANTOPEN:
            return DiskFull() if is_full(path) else StoreError()
        case dbapi2.SQLITE_READONLY:
            return StoreError()
    return None


def is_cut_short(path: Path) -> bool:
    """Tell whether the file at `path` is too short to be a database; SQLite would begin a new one in it."""
    return path.stat().st_size < PAGE_BYTES


def is_full(path: Path) -> bool:
    """Tell whether the disk that holds `path` has no room left to work in."""
    return shutil.disk_usage(path.parent).free < ROOM_BYTES


def was_interrupted(error: Exception) -> bool:
    """Tell whether SQLite broke off because a progress handler said so."""
    return bool(getattr(error, "sqlite_errorcode", 0) == dbapi2.SQLITE_INTERRUPT)
