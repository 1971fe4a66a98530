"""`yizhan-central verify`: whether what is kept adds up."""

from __future__ import annotations

import argparse
from itertools import chain

from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED
from sync.central.commands.database import add_database, opened
from sync.central.commands.signing import key_fault
from sync.central.upkeep import faults

HELP = "recompute hashes, sums, positions and slots, and say what is wrong"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each fault; 1 where there is one."""
    count = 0
    with opened(arguments) as store:
        lost = key_fault(store)
        for fault in chain([lost] if lost else [], faults(store)):
            print(fault)
            count += 1
    print((f"{count} faults." if count > 1 else "1 fault.") if count else "All is well.")
    return EXIT_REFUSED if count else EXIT_OK
