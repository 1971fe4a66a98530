"""The station's database: opened, changed in whole transactions, and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kiosk.errors import DamagedDatabase, DiskFull, NewerSchema, StoreBusy, StoreError, WrongKey
from kiosk.store.connection import STATEMENTS_KEPT, IntegrityError, connect, is_cut_short, told, turn_to_wal
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey, mark_file, read_mark
from kiosk.store.migrations import SCHEMA_VERSION

if TYPE_CHECKING:
    import sqlite3

    import sqlite_utils
    from sqlite_utils.db import Table

OPEN_WAIT_S = 30.0
"""So long may another process take to put a damaged database aside and restore a backup."""
OWN_CHANGES_BITS = 40
ROWS_AT_ONCE = 200

Values = Sequence[Any] | Mapping[str, Any]
Told = Callable[["Database"], None]


def nothing(database: Database) -> None:
    """Do nothing: nobody wants to be told."""


def open_database(path: Path, key: DatabaseKey, *, first: Told = nothing, saved: Told = nothing) -> Database:
    """Open the database at `path`, make it when it is not there, and bring its schema up to date.

    `first` is called before anything else can be changed; where the disk takes nothing, as soon as it does again.
    `saved` is called after each change is on disk, before whoever made it goes on: it must not raise what is expected.
    Raises `WrongKey`, `NewerSchema`, `DamagedDatabase` (what the first pages show; see `integrity` for the rest),
    `DiskFull`, `StoreBusy`. What lies on a disk that takes nothing more opens for reading (`Database.only_reads`).
    """
    with files_told():
        if not path.exists():
            made_folder(path.parent)
        in_use = FileLock(lock_file(path), alone=False, wait_s=OPEN_WAIT_S)
    try:
        return Database(path, key, in_use=in_use, first=first, saved=saved)
    except BaseException:
        in_use.release()
        raise


class Database:
    """An open database. It is used on the thread that opened it; other threads and processes open their own."""

    def __init__(
        self, path: Path, key: DatabaseKey, *, in_use: FileLock, first: Told = nothing, saved: Told = nothing
    ) -> None:
        """See `open_database`; `in_use` is released by `close`."""
        self.path = path
        self.key = key
        self._in_use, self._first, self._saved = in_use, first, saved
        self._kept_from_writing: StoreError | None = None
        self._connection = self._opened()
        try:
            self._begin()
        except BaseException:
            self._connection.close()
            raise

    @property
    def only_reads(self) -> bool:
        """True after opening on a disk that takes nothing more, until a change finds that it does again."""
        return self._kept_from_writing is not None

    def _opened(self) -> sqlite3.Connection:
        try:
            return _open(self.path, self.key)
        except (WrongKey, NewerSchema, DamagedDatabase, StoreBusy):
            raise
        except StoreError as error:
            reading = _open_to_read(self.path, self.key)
            self._kept_from_writing = error
            return reading

    def _begin(self) -> None:
        if not self.only_reads:
            self._first(self)

    def _try_writing_again(self) -> None:
        """Open anew, in case that room was made on the disk meanwhile."""
        self._connection.close()
        self.__dict__.pop("_tables", None)
        self._kept_from_writing = None
        self._connection = self._opened()
        if self._kept_from_writing is not None:
            raise self._kept_from_writing
        self._begin()

    def table(self, name: str) -> Table:
        """Return a table as sqlite-utils knows it, for saves that are rare: its import takes 150 ms."""
        return self._tables.table(name)

    @cached_property
    def _tables(self) -> sqlite_utils.Database:
        import sqlite_utils

        return sqlite_utils.Database(self._connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens in the block one change, on disk when the block has ended, or nothing at all.

        It takes the writers' turn at once (`begin immediate`), so what is read inside stays true until the end.
        Within another transaction it is a part of that one: undone by itself when it fails, on disk when all has ended.
        Raises `DiskFull`, `StoreBusy`, `DamagedDatabase`.
        """
        if self._connection.in_transaction:
            with self._part():
                yield
            return
        if self.only_reads:
            self._try_writing_again()
        with told(self.path):
            self._connection.execute("begin immediate")
            try:
                yield
                self._connection.execute("commit")
            except BaseException:
                self._roll_back()
                raise
        self._saved(self)

    @contextmanager
    def _part(self) -> Iterator[None]:
        with told(self.path):
            self._connection.execute("savepoint part")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has undone the whole
                    self._connection.execute("rollback to part")
                    self._connection.execute("release part")
                raise
            self._connection.execute("release part")

    def _roll_back(self) -> None:
        """SQLite itself has rolled back already after a full disk; a broken file may refuse even that."""
        if self._connection.in_transaction:
            with suppress(StoreError), told(self.path):
                self._connection.execute("rollback")

    def execute(self, sql: str, values: Values = ()) -> int:
        """Run one statement and return the number of rows it changed."""
        with told(self.path):
            return self._connection.execute(sql, values).rowcount

    def execute_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each of `rows`."""
        with told(self.path):
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a question."""
        with told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a question one by one, however many there are; only a few are in memory at once."""
        with told(self.path):
            cursor = self._connection.execute(sql, values)
            while found := cursor.fetchmany(ROWS_AT_ONCE):
                yield from found

    def row(self, sql: str, values: Values = ()) -> tuple[Any, ...] | None:
        """Return the first row of a question, None if there is none."""
        with told(self.path):
            found: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row, None if there is none."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    def data_version(self) -> int:
        """Return a number that changes with every change by this or any other process; it costs microseconds."""
        return (int(self.value("pragma data_version")) << OWN_CHANGES_BITS) + self._connection.total_changes

    def let_go_of_pages(self) -> None:
        """Keep no page in memory that was decrypted, and no question with its words: somebody's own may stand there.

        Both come again when they are needed. The library keeps the last statements, each with its values, until others
        take their place.
        """
        for number in range(STATEMENTS_KEPT):
            self.value(f"select {number}")
        self.value("pragma shrink_memory")

    def close(self) -> None:
        """Close the connection; what was saved is saved."""
        self._connection.close()
        self._in_use.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(path: Path, key: DatabaseKey) -> sqlite3.Connection:
    if path.exists() and is_cut_short(path) and mark_file(path).exists():
        raise DamagedDatabase  # SQLite would take a file that lost its content for a new database
    with told(path):
        connection = _unlocked(path, key)
        try:
            turn_to_wal(connection)
            connection.execute("pragma synchronous = full")
            bring_up_to_date(connection)
            _leave_mark(path, key)
        except BaseException:
            connection.close()
            raise
    return connection


def _open_to_read(path: Path, key: DatabaseKey) -> sqlite3.Connection:
    """Open without the shared-memory file, for which a full disk has no room: in SQLite's exclusive mode."""
    with told(path):
        connection = _unlocked(path, key, alone=True)
        try:
            connection.execute("pragma query_only = on")
            if _version(connection) != SCHEMA_VERSION:
                raise DiskFull
        except BaseException:
            connection.close()
            raise
    return connection


def _unlocked(path: Path, key: DatabaseKey, *, alone: bool = False) -> sqlite3.Connection:
    """Read the first page and the schema; tell a wrong key from a damaged file by the key's mark."""
    try:
        connection = connect(path, key, alone=alone)
        try:
            with told(path):
                connection.execute("select count(*) from sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    except DamagedDatabase as error:
        if read_mark(path) == key.mark():
            raise
        raise WrongKey from error
    return connection


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply the migrations that the database lacks, all or none; raise `NewerSchema` if it knows more than these.

    Tables that others refer to are made anew on the way, so references are checked at the end and not at each step.
    """
    if _version(connection) == SCHEMA_VERSION:
        return
    if _version(connection) > SCHEMA_VERSION:
        raise NewerSchema
    from kiosk.store.migrations import apply_migrations

    connection.execute("pragma foreign_keys = off")  # means nothing within a transaction
    try:
        connection.execute("begin immediate")
        if _version(connection) < SCHEMA_VERSION:
            before = _references_astray(connection)
            apply_migrations(connection)
            if _references_astray(connection) > before:
                raise IntegrityError("a migration left references that lead nowhere")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    finally:
        connection.execute("pragma foreign_keys = on")


def _references_astray(connection: sqlite3.Connection) -> int:
    return len(connection.execute("pragma foreign_key_check").fetchall())


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _leave_mark(path: Path, key: DatabaseKey) -> None:
    if read_mark(path) == key.mark():
        return
    with (
        suppress(OSError),
        written_whole(mark_file(path)) as draft,
    ):  # a full disk must not keep the station shut
        draft.write_text(key.mark(), "ascii")


def lock_file(path: Path) -> Path:
    """Whoever has the database open holds this lock shared; who moves the file away holds it alone."""
    return path.with_name(f"{path.name}.lock")
