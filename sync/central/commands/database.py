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
from sync.central.schema import is_current
from sync.central.store.database import Store, open_engine, sqlite_url

ENVIRONMENT = "YIZHAN_CENTRAL_DATABASE"
FILE = "central.db"


def add_database(parser: argparse.ArgumentParser) -> None:
    """`--database`; the environment or the file in the usual folder where it is not given."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help=f"postgresql://... or sqlite:///FILE (default: {ENVIRONMENT}, else {FILE} in the user's data folder)",
    )


def database_url(arguments: argparse.Namespace) -> str:
    """Return the address of the database, ready for `open_engine`; a new SQLite file can be read by its owner only.

    Raises `CommandFailed` for an address that is none.
    """
    said = arguments.database or os.environ.get(ENVIRONMENT)
    if not said:
        return sqlite_url(_usual_file())
    try:
        url = make_url(said)
    except ArgumentError:
        raise CommandFailed("The database's address is not a URL like postgresql://... or sqlite:///FILE.") from None
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            _make_private(Path(url.database))
            return said
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise CommandFailed("Central keeps its data in PostgreSQL (postgresql://...) or in a file (sqlite:///FILE).")


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Store]:
    """The store, whose tables are this program's. Raises `CommandFailed` where they are not yet, `NewerDatabase`."""
    store = Store(open_engine(database_url(arguments), pool=2))
    try:
        if not is_current(store):
            raise CommandFailed("The database is not set up for this program yet: run `yizhan-central init` first.")
        yield store
    finally:
        store.close()


def _usual_file() -> Path:
    from platformdirs import user_data_path

    folder = user_data_path("yizhan-central")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    file = folder / FILE
    _make_private(file)
    return file


def _make_private(file: Path) -> None:
    """What is in it signs for the whole county, and names people."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
