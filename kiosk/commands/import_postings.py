"""`yizhan-kiosk import FILE`: postings from a station's own table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.care.clock import local_now
from kiosk.care.places import places
from kiosk.commands.at_the_desk import desk_of
from kiosk.desk.import_report import report_lines, write_json
from kiosk.desk.importing import EmptyShelf, ImportReport, RowStatus, import_file
from kiosk.desk.settings import read_settings
from kiosk.errors import YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import Texts
from kiosk.upkeep import upkeep_of

HELP = "bring postings in from a CSV or XLSX file"
EXIT_OK, EXIT_REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and how to look at the result."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX, as the station has it")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen; store nothing")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Import the file and print what became of it; 1 when a row was refused."""
    texts = Texts(arguments.lang)
    report = _imported(arguments)
    if arguments.json:
        write_json(report, texts, sys.stdout)
    else:
        print("\n".join(report_lines(report, texts, file=arguments.file.name, dry_run=arguments.dry_run)))
    return EXIT_REFUSED if report.any_refused else EXIT_OK


def _imported(arguments: argparse.Namespace) -> ImportReport:
    """A dry run on a station that does not exist yet must not make one."""
    where = places(arguments.data)
    if arguments.dry_run and not where.database.exists():
        rules = read_settings(where.settings).rules
        return import_file(arguments.file, store=EmptyShelf(), today=local_now().date(), rules=rules, dry_run=True)
    with open_station(where) as station:
        report = desk_of(station).importing_postings.bring_in(arguments.file, dry_run=arguments.dry_run)
        if not arguments.dry_run and (report.count(RowStatus.ACCEPTED) or report.count(RowStatus.WARNED)):
            _back_up(station, Texts(arguments.lang))
    return report


def _back_up(station: OpenStation, texts: Texts) -> None:
    """What was just brought in shall survive a broken disk; without room for a backup the import still counts."""
    try:
        upkeep_of(station).back_up_now()
    except YizhanError as error:
        print(texts("import-no-backup", why=texts(error.key, **error.details)), file=sys.stderr)
