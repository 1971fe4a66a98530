"""`yizhan-central serve`: answers stations."""

from __future__ import annotations

import argparse

from sync.central.commands.answers import EXIT_OK
from sync.central.commands.database import add_database, database_url
from sync.central.commands.numbers import at_least
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine

HELP = "answer stations until it is told to stop"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, and how much it takes on."""
    add_database(parser)
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default 127.0.0.1)")
    parser.add_argument("--port", type=at_least(1, most=65535), default=8080, metavar="N", help="default 8080")
    parser.add_argument("--processes", type=at_least(1, most=256), default=1, metavar="N", help="default 1")
    parser.add_argument(
        "--syncs-per-second",
        type=at_least(1),
        default=0,
        metavar="N",
        help="syncs with work in them that one process takes on; others are asked to come back later (default 150)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date, then serve."""
    url = database_url(arguments)
    store = Store(open_engine(url, pool=1))
    try:
        bring_up_to_date(store)
    finally:
        store.close()
    from sync.central.server import serve

    serve(
        url,
        host=arguments.host,
        port=arguments.port,
        processes=arguments.processes,
        syncs_per_second=arguments.syncs_per_second,
    )
    return EXIT_OK
