"""`yizhan-kiosk import FILE`: postings from a station's own table."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from kiosk.care.clock import local_now
from kiosk.care.places import places
from kiosk.commands.at_the_desk import desk_of
from kiosk.desk.exchange.wire import draft_json, posting_json
from kiosk.desk.importing import EmptyShelf, ImportReport, RowReport, RowStatus, import_file
from kiosk.desk.problems import Problem
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
        _print_json(report, texts, sys.stdout)
    else:
        print("\n".join(_lines(report, texts, file=arguments.file.name, dry_run=arguments.dry_run)))
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


def _lines(report: ImportReport, texts: Texts, *, file: str, dry_run: bool) -> list[str]:
    counts = {str(status): report.count(status) for status in RowStatus}
    lines = [texts("import-dry-run" if dry_run else "import-done", file=file)]
    lines += [texts(f"import-count-{status}", count=str(count)) for status, count in counts.items() if count]
    if not report.rows:
        lines.append(texts("import-no-rows"))
    for row in report.rows:
        if row.status in (RowStatus.REFUSED, RowStatus.WARNED):
            lines.append(_row_line(row, texts))
    return lines


def _row_line(row: RowReport, texts: Texts) -> str:
    why = [found for found in row.problems if found.reason.refuses] or row.problems
    reasons = " ".join(found.sentence(texts) for found in why)
    where = (
        texts("import-row-of-sheet", sheet=row.sheet, row=str(row.row))
        if row.sheet
        else texts("import-row", row=str(row.row))
    )
    return texts(f"import-row-{row.status}", where=where, reasons=reasons)


def _print_json(report: ImportReport, texts: Texts, out: TextIO) -> None:
    """Row by row, so that a long report is never held a second time as one text."""
    counts = ", ".join(f'"{status}": {report.count(status)}' for status in RowStatus)
    out.write(f'{{{counts}, "rows": [')
    for index, row in enumerate(report.rows):
        out.write((",\n" if index else "\n") + json.dumps(_row_json(row, texts), ensure_ascii=False))
    out.write("\n]}\n")


def _row_json(row: RowReport, texts: Texts) -> dict[str, Any]:
    sheet = {"sheet": row.sheet} if row.sheet else {}
    return {
        "row": row.row,
        **sheet,
        "status": str(row.status),
        "problems": [_problem_json(found, texts) for found in row.problems],
        "posting": _told(row),
    }


def _told(row: RowReport) -> dict[str, Any] | None:
    if row.posting:
        return posting_json(row.posting)
    return draft_json(row.draft) if row.draft else None


def _problem_json(found: Problem, texts: Texts) -> dict[str, str]:
    return {"field": str(found.field), "code": str(found.reason), "reason": found.sentence(texts)}
