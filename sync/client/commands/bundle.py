"""`yizhan-kiosk bundle export FOLDER|FILE`, `bundle import FILE`: to central and back where there is no network."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.places import places
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts
from sync.client.beside import engine_of
from sync.client.bundles import Stick
from sync.protocol.bundle import SUFFIX

HELP = "take to the central server on a stick what waits here, and bring its answer back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which way, and where the stick is."""
    parser.add_argument("way", choices=("export", "import"))
    parser.add_argument(
        "path",
        type=Path,
        metavar="FOLDER|FILE",
        help=f"export: a folder, or a file to write; import: the answer, a file that ends in {SUFFIX}",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write or take the file, and say what was in it."""
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        stick = Stick(station, engine_of(station))
        if arguments.way == "export":
            exported = stick.export(arguments.path)
            print(texts("stick-exported", file=str(exported.path), count=str(exported.operations)))
        else:
            report = stick.take(arguments.path)
            taken = report.written + report.gone
            print(texts("stick-taken", sent=str(report.sent), taken=str(taken)))
            if report.refused:
                print(texts("sync-refused", count=str(report.refused)))
    return 0
