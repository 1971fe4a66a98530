"""`yizhan-central bench`: how much one process of central bears on this machine."""

from __future__ import annotations

import argparse

from sync.central.commands.answers import EXIT_OK

HELP = "measure how many polls, syncs and operations a second this machine bears"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, and how it is told. It works on databases of its own, which go again."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seconds", type=float, default=5.0, metavar="S", help="how long for each figure (default 5)")


def run(arguments: argparse.Namespace) -> int:
    """Measure on PostgreSQL where it is at hand, and on SQLite."""
    from sync.measure import central_bench
    from sync.measure.figures import told

    print(told(central_bench.measure(seconds=arguments.seconds), as_json=arguments.json))
    return EXIT_OK
