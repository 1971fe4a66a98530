"""`yizhan-central bundle ...`: stations without a network, whose records travel on a stick."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import YizhanError
from sync.central.bundles import Answered, Bundles, NoSealKey
from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED, CommandFailed
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import at_least
from sync.central.commands.signing import central_signer
from sync.central.commands.which_station import found_station, living_kiosks
from sync.protocol.faults import ProtocolFault

HELP = "take what a station wrote on a stick, and write the answer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which way, and where the files are."""
    actions = parser.add_subparsers(metavar="ACTION", required=True, parser_class=type(parser))
    take = actions.add_parser("import", help="take a station's file, and write the answer beside it")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--out", type=Path, metavar="FOLDER", help="where the answer is to be written instead")
    take.set_defaults(act=_import)
    export = actions.add_parser("export", help="write all that a station needs, though its stick has not come")
    export.add_argument("station", metavar="NAME|ID")
    export.add_argument("--kiosk", type=at_least(1), metavar="N", help="for this kiosk of it only")
    export.add_argument("--out", type=Path, metavar="FOLDER", default=Path(), help="where to (default: here)")
    export.set_defaults(act=_export)
    for action in (take, export):
        add_database(action)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for; a file that is not taken changes nothing, and one sentence says why."""
    try:
        code: int = arguments.act(arguments)
    except ProtocolFault as fault:
        raise YizhanError(f"error-stick-{fault.key}") from fault
    return code


def _import(arguments: argparse.Namespace) -> int:
    folder = _folder(arguments.out if arguments.out is not None else arguments.file.parent)
    with opened(arguments) as store, _said_of(folder, but=arguments.file):
        answered = Bundles(store, central_signer(store)).take(arguments.file, folder=folder)
    print(f"Took {answered.applied} changes of {answered.prefix}, refused {answered.refused}.")
    _print_answer(answered)
    return EXIT_REFUSED if answered.refused or answered.is_forked else EXIT_OK


def _export(arguments: argparse.Namespace) -> int:
    """Write one file a kiosk. One that could not read its file keeps none of the others from theirs."""
    folder, without = _folder(arguments.out), []
    with opened(arguments) as store:
        line = found_station(store, arguments.station)
        bundles = Bundles(store, central_signer(store))
        for number in _chosen(living_kiosks(store, line), line.name, only=arguments.kiosk):
            try:
                with _said_of(folder):
                    _print_answer(bundles.answer(line.region, number, folder))
            except NoSealKey:
                without.append(number)
    for number in without:
        what = "cannot read sticks yet: enrol it anew, with a code of `station replace`."
        print(f"Kiosk {number} {what}", file=sys.stderr)
    return EXIT_REFUSED if without else EXIT_OK


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise CommandFailed(f"There is no folder {folder}.")
    return folder


@contextmanager
def _said_of(folder: Path, *, but: Path | None = None) -> Iterator[None]:
    """Name the folder that was given, not the draft in it, where the system will not write there."""
    try:
        yield
    except OSError as error:
        written = Path(error.filename) if isinstance(error.filename, str | Path) else folder / "answer"
        if written.parent != folder or written == but:
            raise
        raise CommandFailed(
            f"The answer cannot be written to {folder}: {error.strerror or error}. The same can be asked for again."
        ) from error


def _print_answer(answered: Answered) -> None:
    if answered.is_forked:
        print("Another machine goes on with this kiosk's identity; the kiosk has to be connected to the network once.")
    print(f"Wrote {answered.path}")


def _chosen(living: Sequence[int], name: str, *, only: int | None) -> list[int]:
    chosen = [number for number in living if only in (None, number)]
    if not chosen:
        raise CommandFailed(f"{name} has no such kiosk that is in use.")
    return chosen
