"""`yizhan-central init`: the database's tables."""

from __future__ import annotations

import argparse

from sync.central.commands.answers import EXIT_OK
from sync.central.commands.database import add_database, database_url
from sync.central.schema import bring_up_to_date, is_current
from sync.central.store.database import Store, open_engine

HELP = "set the database up, or bring it up to this program's version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date and say whether there was anything to do."""
    store = Store(open_engine(database_url(arguments), pool=1))
    try:
        was_current = is_current(store)
        bring_up_to_date(store)
    finally:
        store.close()
    print("The database was up to date." if was_current else "The database is set up.")
    return EXIT_OK
