"""`yizhan-central init`: the database's tables."""

from __future__ import annotations

import argparse

from sync.central.commands.answers import EXIT_OK
from sync.central.commands.database import add_database, brought_up_to_date
from sync.central.store.database import Store
from sync.central.unknown_slips import hold_back_free

HELP = "set the database up, or bring it up to this program's version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)
    parser.add_argument("--restored", action="store_true", help="the database was restored from a backup")


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date and say whether there was anything to do.

    Of one that was restored, hold back the slots that were free: kiosks may have got them since the backup.
    """
    with brought_up_to_date(arguments) as (store, was_current):
        held_back = _hold_back(store) if arguments.restored else None
    print("The database was up to date." if was_current else "The database is set up.")
    if held_back is not None:
        print(f"Held back the free slots of {held_back} postings.")
    return EXIT_OK


def _hold_back(store: Store) -> int:
    with store.change() as connection:
        return hold_back_free(connection)
