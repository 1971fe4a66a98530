"""Asking back before something that cannot be undone, where somebody sits there to answer."""

from __future__ import annotations

import argparse
import sys

from sync.central.commands.answers import Declined

YES = frozenset({"y", "yes", "是"})


def add_yes(parser: argparse.ArgumentParser) -> None:
    """`--yes`, for those who know."""
    parser.add_argument("--yes", action="store_true", help="do not ask back")


def confirm(question: str, arguments: argparse.Namespace) -> None:
    """Raise `Declined` where somebody at a terminal does not say yes; a script is not asked."""
    if arguments.yes or not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return
    print(f"{question} [yes/no] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() not in YES:
        raise Declined("Nothing was changed.")
