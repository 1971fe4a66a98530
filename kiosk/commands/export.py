"""`yizhan-kiosk export WHAT --out FILE`: a list of the station's as a CSV file or a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.care.places import places
from kiosk.commands.at_the_desk import add_period, desk_of, period_of
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts

HELP = "write postings, people, arrivals or outcomes to a CSV or XLSX file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which list, and where to; arrivals and outcomes are those of the last thirty days unless others are asked for."""
    parser.add_argument("what", choices=("postings", "people", "arrivals", "outcomes"))
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="a name that ends in .csv or .xlsx")
    add_period(parser, required=False)


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say how many rows it has."""
    texts, path = Texts(arguments.lang), arguments.out
    with open_station(places(arguments.data)) as station:
        exporting, period = desk_of(station).exporting, period_of(arguments, today=station.today)
        match arguments.what:
            case "postings":
                count = exporting.postings(path, texts)
            case "people":
                count = exporting.people(path, texts)
            case "arrivals":
                count = exporting.arrivals(period, path, texts)
            case _:
                count = exporting.outcomes(period, path, texts)
    print(texts("export-done", file=str(path), count=str(count)))
    return 0
