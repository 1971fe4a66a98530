"""The database that a command works on: which one, and opened."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from sync.central.commands.answers import CommandFailed
from sync.central.commands.tables_found import check_build, tables_found
from sync.central.schema import bring_up_to_date, is_current
from sync.central.store.database import ENVIRONMENT, Store, open_engine, sqlite_url

FILE = "central.db"
SQLITE = ("sqlite", "sqlite+pysqlite")
NOT_SET_UP = "The database is not set up for this program yet: run `yizhan-central init` first."


def add_database(parser: argparse.ArgumentParser) -> None:
    """`--database`; the environment or the file in the usual folder where it is not given."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql://... or sqlite:///FILE (default: {ENVIRONMENT}, else {FILE} in the user's data folder)",
    )


def database_url(arguments: argparse.Namespace, *, makes: bool = False) -> str:
    """Return the address of the database, ready for `open_engine`.

    `makes`: an SQLite file that is not there is made, and can be read by its owner only. Raises `CommandFailed` for an
    address that is none, for an empty one, and for a file that is not there and not to be made.
    """
    said = _said(arguments)
    if said is None:
        file = _usual_file(makes=makes)
        _look_for(file, makes=makes)
        return sqlite_url(file)
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):  # the latter is SQLAlchemy's word for a port that is no number
        raise CommandFailed("The database's address is not a URL like postgresql://... or sqlite:///FILE.") from None
    match url.get_backend_name():
        case "sqlite" if url.drivername in SQLITE and url.database and url.database != ":memory:" and not url.query:
            _look_for(Path(url.database), makes=makes)
            return said
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise CommandFailed("Central keeps its data in PostgreSQL (postgresql://...) or in a file (sqlite:///FILE).")


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Store]:
    """The store, whose tables are this program's; nothing is made here.

    Raises `CommandFailed` where they are not there yet, or are another program's or build's, and `NewerDatabase`.
    """
    url = database_url(arguments)
    found = tables_found(url)
    if not found:
        raise CommandFailed(NOT_SET_UP)
    store = Store(open_engine(url, pool=2))
    try:
        if not is_current(store):
            raise CommandFailed(NOT_SET_UP)
        check_build(found)
        yield store
    finally:
        store.close()


@contextmanager
def brought_up_to_date(arguments: argparse.Namespace) -> Iterator[tuple[Store, bool]]:
    """The store, made or changed into what this program needs, and whether it was so already. Raises as `opened`."""
    url = database_url(arguments, makes=True)
    tables_found(url)
    store = Store(open_engine(url, pool=1))
    try:
        was_current = is_current(store)
        bring_up_to_date(store)
        check_build(tables_found(url))
        yield store, was_current
    finally:
        store.close()


def _said(arguments: argparse.Namespace) -> str | None:
    """Return the address that was given. An empty one is a variable that was not set, and no choice of anything."""
    said: str | None = arguments.database
    if said is not None and not said.strip():
        raise CommandFailed("The address after --database is empty.")
    if said is None:
        said = os.environ.get(ENVIRONMENT)
        if said is not None and not said.strip():
            raise CommandFailed(f"{ENVIRONMENT} is empty: say in it which database is meant, or take it away.")
    return said


def _usual_file(*, makes: bool) -> Path:
    from platformdirs import user_data_path

    folder = user_data_path("yizhan-central")
    if makes:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    return folder / FILE


def _look_for(file: Path, *, makes: bool) -> None:
    """What is in it signs for the whole county, and names people: of what is made, only its owner reads it."""
    if makes:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    elif not file.exists():
        raise CommandFailed(f"There is no database {file} yet: run `yizhan-central init` first.")
