"""`yizhan-central serve`: answers stations."""

from __future__ import annotations

import argparse

from sync.central.commands.answers import EXIT_OK
from sync.central.commands.database import add_database, brought_up_to_date, database_url
from sync.central.commands.numbers import at_least
from sync.central.commands.signing import central_signer
from sync.central.commands.updates_folder import add_updates, updates_folder

HELP = "answer stations until it is told to stop"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens, and how much it takes on."""
    add_database(parser)
    add_updates(parser)
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
    """Bring the database up to date, then serve. Raises `CommandFailed` where its key is gone."""
    with brought_up_to_date(arguments) as (store, _):
        central_signer(store)
    from sync.central.server import serve

    serve(
        database_url(arguments),
        host=arguments.host,
        port=arguments.port,
        processes=arguments.processes,
        syncs_per_second=arguments.syncs_per_second,
        updates=updates_folder(arguments),
    )
    return EXIT_OK
