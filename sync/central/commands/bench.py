"""`yizhan-central bench`: how much one process of central bears on this machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED
from sync.central.commands.numbers import seconds

if TYPE_CHECKING:
    from sync.measure.figures import Figure

HELP = "measure how many polls, syncs and operations a second this machine bears"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How long, and how it is told. It works on databases of its own, which go again."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--seconds", type=seconds, default=5.0, metavar="S", help="how long for each figure (default 5)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure on PostgreSQL where it is at hand, and on SQLite; 1 where a figure misses its bar."""
    from sync.measure import central_bench
    from sync.measure.figures import told

    figures: dict[str, Figure] = {}
    for database in ("postgresql", "sqlite"):
        print(f"Measuring on {database}, three figures of {arguments.seconds:g} s each ...", file=sys.stderr)
        figures = {**central_bench.measure(seconds=arguments.seconds, database=database), **figures}
    print(told(figures, as_json=arguments.json))
    return exit_code_of(figures)


def exit_code_of(figures: Mapping[str, Figure]) -> int:
    """Return what the command ends with: figures that were not measured miss nothing."""
    from sync.measure.figures import LEAST, MOST

    measured = {key: value for key, value in figures.items() if isinstance(value, (int, float))}
    missed = any(value > MOST.get(key, value) or value < LEAST.get(key, value) for key, value in measured.items())
    return EXIT_REFUSED if missed else EXIT_OK
