"""`yizhan-central import FILE`: postings of a county from a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from kiosk.desk.import_report import report_lines, write_json
from kiosk.desk.importing import ImportReport
from kiosk.desk.settings import DeskSettings, checked_settings
from kiosk.errors import YizhanError
from kiosk.texts.catalogue import Texts
from sync.central.commands.answers import EXIT_OK, EXIT_REFUSED, CommandFailed
from sync.central.commands.database import add_database, opened
from sync.central.commands.numbers import COUNTY_DIGITS, TOWN_DIGITS, place_code
from sync.central.commands.signing import central_signer
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
    texts: Texts = arguments.texts()
    report = _imported(arguments, texts)
    if arguments.json:
        write_json(report, texts, sys.stdout)
    else:
        print("\n".join(report_lines(report, texts, file=arguments.file.name, dry_run=arguments.dry_run)))
    return EXIT_REFUSED if report.any_refused else EXIT_OK


def _imported(arguments: argparse.Namespace, texts: Texts) -> ImportReport:
    if arguments.rules is not None and not arguments.rules.exists():
        raise CommandFailed(f"There is no file {arguments.rules}.")
    rules = _settings(arguments.rules, texts).rules if arguments.rules is not None else None
    with opened(arguments) as store:
        known = _known_regions(store)
        region = arguments.region or _only(known)
        if known and region[:COUNTY_DIGITS] not in known:
            print(f"County {region[:COUNTY_DIGITS]} is new here; known are {', '.join(known)}.", file=sys.stderr)
        try:
            return import_postings(
                store,
                central_signer(store),
                arguments.file,
                region=region[:COUNTY_DIGITS],
                town=region if len(region) == TOWN_DIGITS else "",
                today=datetime.now(CHINA).date(),
                rules=rules,
                dry_run=arguments.dry_run,
            )
        except UnfitRow as error:
            raise CommandFailed(f"Nothing was imported: {error}.") from error


def _settings(file: Path, texts: Texts) -> DeskSettings:
    """Return what the county set. Raises `CommandFailed`: an import does not go on with the usual rules instead."""
    try:
        return checked_settings(file)
    except YizhanError as error:
        raise CommandFailed(f"Nothing was imported. {file}: {_wrong_with(error, texts)}.") from error


def _wrong_with(error: YizhanError, texts: Texts) -> str:
    """Return what is wrong, without the word that a station gives with it: that the usual ones are in force."""
    said = error.details
    match error.key:
        case "settings-unreadable":
            return "the rules cannot be read"
        case "settings-not-toml":
            return f"a line of the rules is wrong ({said['where']})"
        case "settings-needs-number" | "settings-needs-whole-number":
            kind = "whole number" if error.key == "settings-needs-whole-number" else "number"
            return f"{said['setting']} has to be a {kind} from {said['least']} to {said['most']}"
    return texts(error.key, **said).rstrip(".。")


def _known_regions(store: Store) -> Sequence[str]:
    with store.look() as connection:
        return connection.execute(select(regions.c.region).order_by(regions.c.region)).scalars().all()


def _only(known: Sequence[str]) -> str:
    if len(known) != 1:
        raise CommandFailed("Say with --region for which county: " + (", ".join(known) or "none is known yet") + ".")
    return known[0]
