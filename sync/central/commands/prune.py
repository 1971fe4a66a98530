"""`yizhan-central prune`: what nobody needs any more."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from sync.central.commands.answers import EXIT_OK
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import at_least
from sync.central.upkeep import prune

HELP = "delete history and ended postings that are older than some days"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How old."""
    parser.add_argument(
        "--days",
        type=at_least(1, most=36_500),
        required=True,
        metavar="N",
        help="a kiosk that was away for longer starts anew; slips on postings that are removed are taken no more",
    )
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prune, and print how many of what went."""
    with opened(arguments) as store:
        pruned = prune(store, days=arguments.days)
    for name, count in asdict(pruned).items():
        print(f"{name}: {count}")
    return EXIT_OK
