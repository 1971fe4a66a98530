"""`yizhan-kiosk demo`: the demo county, with work for today."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.care.places import places
from kiosk.commands.at_the_desk import DEVICE
from kiosk.desk.demo import DemoCounty, demo_county, demo_file
from kiosk.desk.demo_history import make_history
from kiosk.desk.importing import ImportReport, RowStatus, import_file
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DiskFull, YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.store.durable import FULL
from kiosk.texts.catalogue import Texts

HELP = "make this the demo county's station, with its postings for today and, once, a past of thirty days"
EXIT_OK, EXIT_REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing more is needed."""


def run(arguments: argparse.Namespace) -> int:
    """Settle the station, import the county's postings, make its past; again on the same day it changes nothing."""
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        settle(station, demo_county())
        report = bring_in(station)
        people = make_history(station.desk(Actor(role=Role.HEAD, device=DEVICE)).room)
        print(texts("demo-ready", station=station.station.name))
    added = report.count(RowStatus.ACCEPTED) + report.count(RowStatus.WARNED)
    print(texts("demo-postings", added=str(added), known=str(report.count(RowStatus.UNCHANGED))))
    if people:
        print(texts("demo-people", count=str(people)))
    return EXIT_REFUSED if report.any_refused else EXIT_OK


def settle(station: OpenStation, county: DemoCounty) -> None:
    """Make a new station the demo county's; one that is the demo's already keeps what staff changed.

    Raises `YizhanError` for a station of another place, whose name and region must not be written over.
    """
    if station.station.region == "":
        station.settle(county.station_of(station.station), county.regions)
    elif station.station.region not in {region.code for region in county.regions}:
        raise YizhanError("demo-other-station", station=station.station.name)


def bring_in(station: OpenStation) -> ImportReport:
    """Import the county's postings as they stand today."""
    with TemporaryDirectory(prefix="yizhan-") as folder:
        return import_file(
            _written(station.today, Path(folder)),
            store=station.postings,
            today=station.today,
            regions=station.regions.all(),
        )


def _written(today: date, folder: Path) -> Path:
    try:
        return demo_file(today=today, into=folder)
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull from error
        raise
