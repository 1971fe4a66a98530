"""`yizhan-kiosk import-people FILE`: workers from a station's own list."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kiosk.care.places import places
from kiosk.commands.at_the_desk import desk_of
from kiosk.desk.importing import RowStatus
from kiosk.desk.importing_people import PeopleReport, PersonRowReport
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts

HELP = "register the people of a CSV or XLSX file"
EXIT_OK, EXIT_REFUSED = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, whether its people agreed, and how to look at the result."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX, as the station has it")
    parser.add_argument(
        "--consent-kept",
        action="store_true",
        help="the station keeps everybody's consent; otherwise only names and trades are taken from the file",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen; store nothing")
    parser.add_argument("--json", action="store_true", help="print what became of each row as JSON; nobody is named")


def run(arguments: argparse.Namespace) -> int:
    """Import the file and print what became of it; 1 when a row was refused."""
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        report = desk_of(station).importing_people.bring_in(
            arguments.file, consent_kept=arguments.consent_kept, dry_run=arguments.dry_run
        )
    if arguments.json:
        print(json.dumps(_json(report, texts), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(report, texts, file=arguments.file.name, dry_run=arguments.dry_run)))
    return EXIT_REFUSED if report.any_refused else EXIT_OK


def _lines(report: PeopleReport, texts: Texts, *, file: str, dry_run: bool) -> list[str]:
    lines = [texts("import-dry-run" if dry_run else "import-done", file=file)]
    counts = {status: report.count(status) for status in RowStatus}
    lines += [texts(f"import-count-{status}", count=str(count)) for status, count in counts.items() if count]
    if not report.rows:
        lines.append(texts("import-person-no-rows"))
    told = (row for row in report.rows if row.status in (RowStatus.REFUSED, RowStatus.WARNED))
    return [*lines, *(_row_line(row, texts) for row in told)]


def _row_line(row: PersonRowReport, texts: Texts) -> str:
    where = (
        texts("import-row-of-sheet", sheet=row.sheet, row=str(row.row))
        if row.sheet
        else texts("import-row", row=str(row.row))
    )
    reasons = " ".join(remark.sentence(texts) for remark in row.remarks)
    return texts(f"import-row-{row.status}", where=where, reasons=reasons)


def _json(report: PeopleReport, texts: Texts) -> dict[str, Any]:
    rows = [
        {
            "row": row.row,
            **({"sheet": row.sheet} if row.sheet else {}),
            "status": str(row.status),
            "remarks": [{"code": remark.key, "reason": remark.sentence(texts)} for remark in row.remarks],
            "person": row.person_id or None,
        }
        for row in report.rows
    ]
    return {**{str(status): report.count(status) for status in RowStatus}, "rows": rows}
