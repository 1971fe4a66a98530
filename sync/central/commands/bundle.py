"""`yizhan-central bundle ...`: stations without a network, whose records travel on a stick."""

from __future__ import annotations

import argparse
from pathlib import Path

from sqlalchemy import select

from kiosk.errors import YizhanError
from sync.central.bundles import Answered, Bundles
from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED, CommandFailed
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import at_least
from sync.central.enrolment import Enrolment
from sync.central.store.database import Store
from sync.central.store.tables import kiosks
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
    with opened(arguments) as store:
        answered = _bundles(store).take(arguments.file, folder=arguments.out)
    print(f"Took {answered.applied} changes of {answered.prefix}, refused {answered.refused}.")
    _print_answer(answered)
    return EXIT_REFUSED if answered.refused or answered.is_forked else EXIT_OK


def _export(arguments: argparse.Namespace) -> int:
    with opened(arguments) as store:
        region, numbers = _kiosks(store, arguments.station, arguments.kiosk)
        bundles = _bundles(store)
        for number in numbers:
            _print_answer(bundles.answer(region, number, arguments.out))
    return EXIT_OK


def _print_answer(answered: Answered) -> None:
    if answered.is_forked:
        print("Another machine goes on with this kiosk's identity; the kiosk has to be connected to the network once.")
    print(f"Wrote {answered.path}")


def _bundles(store: Store) -> Bundles:
    from sync.central.server import signer_of

    return Bundles(store, signer_of(store))


def _kiosks(store: Store, words: str, only: int | None) -> tuple[str, list[int]]:
    """Return county and living kiosks of the station with this id or name. Raises `CommandFailed`."""
    lines = Enrolment(store, b"").stations()
    found = [line for line in lines if line.station == words] or [line for line in lines if line.name == words]
    if len(found) != 1:
        raise CommandFailed(f"There {'are several stations' if found else 'is no station'} {words}.")
    line = found[0]
    mine = (kiosks.c.region == line.region) & (kiosks.c.station == line.station)
    alive = mine & (kiosks.c.revoked_ms == 0) & ~kiosks.c.is_dead
    with store.look() as connection:
        numbers = sorted(connection.execute(select(kiosks.c.kiosk).where(alive)).scalars())
    chosen = [number for number in numbers if only in (None, number)]
    if not chosen:
        raise CommandFailed(f"{line.name} has no such kiosk that is in use.")
    return line.region, chosen
