"""`yizhan-central import FILE`: postings of a county from a table."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from kiosk.desk.import_report import report_lines, write_json
from kiosk.desk.importing import ImportReport
from kiosk.desk.settings import checked_settings
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED, CommandFailed
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, TOWN_DIGITS, place_code
from sync.central.importing import UnfitRow, import_postings
from sync.central.store.database import Store
from sync.central.store.tables import regions
from sync.central.upkeep import CHINA

HELP = "bring postings of a county in from a CSV or XLSX file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, whose postings they are, and how to look at the result."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX, as the county has it")
    parser.add_argument(
        "--region",
        type=place_code,
        metavar="CODE",
        help="the county (6 digits), or the town (9) of postings that name none; needed unless one county is known",
    )
    parser.add_argument("--rules", type=Path, metavar="FILE", help="the county's rules, as in a station's station.toml")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen; store nothing")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import the file and print what became of it; 1 when a row was refused."""
    texts = Texts(Language.EN)
    report = _imported(arguments)
    if arguments.json:
        write_json(report, texts, sys.stdout)
    else:
        print("\n".join(report_lines(report, texts, file=arguments.file.name, dry_run=arguments.dry_run)))
    return EXIT_REFUSED if report.any_refused else EXIT_OK


def _imported(arguments: argparse.Namespace) -> ImportReport:
    if arguments.rules is not None and not arguments.rules.exists():
        raise CommandFailed(f"There is no file {arguments.rules}.")
    rules = checked_settings(arguments.rules).rules if arguments.rules is not None else None
    with opened(arguments) as store:
        from sync.central.server import signer_of

        region = arguments.region or _only_region(store)
        try:
            return import_postings(
                store,
                signer_of(store),
                arguments.file,
                region=region[:COUNTY_DIGITS],
                town=region if len(region) == TOWN_DIGITS else "",
                today=datetime.now(CHINA).date(),
                rules=rules,
                dry_run=arguments.dry_run,
            )
        except UnfitRow as error:
            raise CommandFailed(f"Nothing was imported: {error}.") from error


def _only_region(store: Store) -> str:
    with store.look() as connection:
        known = connection.execute(select(regions.c.region).order_by(regions.c.region)).scalars().all()
    if len(known) != 1:
        raise CommandFailed("Say with --region for which county: " + (", ".join(known) or "none is known yet") + ".")
    return str(known[0])
