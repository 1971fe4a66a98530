"""Central's database: one engine, whole transactions, and what differs between PostgreSQL and SQLite."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.dialects import postgresql, sqlite

ENVIRONMENT = "YIZHAN_CENTRAL_DATABASE"
"""Names the database where no `--database` does."""
BUSY_WAIT_S = 30
POOL = 12
"""Connections of one process to PostgreSQL, beside the one for looks: its eight syncs, and four for all else."""
ROWS_AT_ONCE = 500
"""SQLite takes 32,766 values in one statement."""


def open_engine(url: str, *, pool: int = POOL) -> Engine:
    """Return an engine for `url` (`sqlite:///FILE` or `postgresql+psycopg://...`); nothing is connected yet.

    Its errors do not show the values of a statement: they may be somebody's name.
    """
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"timeout": BUSY_WAIT_S, "check_same_thread": False}, pool_size=pool, hide_parameters=True
        )
        _tame_sqlite(engine)
        return engine
    engine = create_engine(
        url, pool_size=pool, max_overflow=0, pool_pre_ping=False, hide_parameters=True, isolation_level="READ COMMITTED"
    )
    _spare_planning(engine)
    return engine


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


class Store:
    """Transactions on one engine. Any number of processes may have the same database open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._looks: Engine | None = None
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """One transaction that writes; all or nothing. SQLite gives the writers' turn at its beginning.

        Threads of this process queue for it here: SQLite only looks again from time to time, and who looks at the wrong
        moments waits until it gives up.
        """
        with self._turn, self.engine.connect() as connection:
            writing = connection.execution_options(yizhan_writes=True)
            with writing.begin():
                yield writing

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """One reading, all of the same moment."""
        with self.engine.connect() as connection:
            whole = connection if self.is_sqlite else connection.execution_options(isolation_level="REPEATABLE READ")
            with whole.begin():
                yield whole

    @contextmanager
    def together(self) -> Iterator[Store]:
        """Give a store whose changes are all part of one transaction, and done or undone with it."""
        with self.change() as connection:
            yield _Joined(self, connection)

    @property
    def looks(self) -> Engine:
        """The engine whose one connection is for idle polls alone: however many wait for a lock, one is free for them.

        SQLite has no such locks for who only reads, and no bound that syncs could reach: there it is the same engine.
        """
        if self.is_sqlite:
            return self.engine
        if self._looks is None:
            self._looks = open_engine(self.engine.url.render_as_string(hide_password=False), pool=1)
        return self._looks

    def close(self) -> None:
        self.engine.dispose()
        if self._looks is not None:
            self._looks.dispose()


class _Joined(Store):
    """A store within a transaction that is under way."""

    def __init__(self, store: Store, connection: Connection) -> None:
        super().__init__(store.engine)
        self._connection = connection

    @contextmanager
    def change(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        yield self._connection


def put(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, update: Iterable[str] | None = None
) -> None:
    """Insert `rows`; those whose key is there already get the columns `update` (None: all) of the new row instead."""
    if not rows:
        return
    keys = {column.name for column in table.primary_key.columns}
    names = [name for name in rows[0] if name not in keys] if update is None else list(update)
    connection.execute(_putting(connection.dialect.name, table, tuple(names)), _parameters(rows))


@lru_cache
def _putting(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    """Made once for each table and columns: SQLAlchemy then compiles it once, too."""
    keys = [column.name for column in table.primary_key.columns]
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    if not names:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_={name: statement.excluded[name] for name in names})


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, which must be new."""
    if rows:
        connection.execute(insert(table), _parameters(rows))


def _parameters(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A single row is not executed as one of many, which takes longer."""
    return rows[0] if len(rows) == 1 else list(rows)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def _spare_planning(engine: Engine) -> None:
    """Have PostgreSQL join tables in the order in which they are named.

    Of partitioned tables plans are made anew for each question, and looking for a better order takes a third of that.
    """

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set join_collapse_limit = 1")
        connection.commit()


def _keep_a_log(connection: Any) -> None:
    """Write to a log beside the file; where several processes begin with a new file at once, SQLite fails for all but
    one without waiting."""
    until = time.monotonic() + BUSY_WAIT_S
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _tame_sqlite(engine: Engine) -> None:
    """Begin transactions ourselves: the driver would begin them late, and fail where it should wait."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        _keep_a_log(connection)
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("yizhan_writes", False)
        connection.exec_driver_sql("begin immediate" if writes else "begin")


def check_connection(store: Store) -> None:
    """Raise SQLAlchemy's `OperationalError` where the database does not answer."""
    with store.engine.connect() as connection:
        connection.execute(text("select 1"))
