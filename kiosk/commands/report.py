"""`yizhan-kiosk report --from DAY --to DAY`: what the station did in a period."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.care.places import places
from kiosk.commands.at_the_desk import add_period, desk_of, period_of
from kiosk.desk.exporting import FileForm
from kiosk.desk.report_tables import Table, cell_text, report_tables
from kiosk.domain.report import Report
from kiosk.errors import Refused
from kiosk.services import open_station
from kiosk.texts.catalogue import Texts

HELP = "report what the station did from one day to another"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The days, and in what form."""
    add_days(parser)
    add_forms(parser.add_mutually_exclusive_group())


def add_days(parser: argparse.ArgumentParser) -> None:
    """The days."""
    add_period(parser, required=True)


def add_forms(form: argparse._ActionsContainer) -> None:
    """The forms that nobody has to draw."""
    form.add_argument("--json", action="store_true", help="print the figures as JSON")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write them to a CSV file")
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="write them to a workbook")


def run(arguments: argparse.Namespace) -> int:
    """Print the report or write it to a file."""
    texts = Texts(arguments.lang)
    with open_station(places(arguments.data)) as station:
        desk = desk_of(station)
        report = desk.reports.of(period_of(arguments, today=station.today))
        tables = report_tables(report, texts)
        if target := _target(arguments):
            desk.exporting.report(tables, target)
    if target:
        print(texts("export-report-done", file=str(target)))
    elif arguments.json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(_shown, tables)))
    return 0


def _target(arguments: argparse.Namespace) -> Path | None:
    for path, form in ((arguments.csv, FileForm.CSV), (arguments.xlsx, FileForm.XLSX)):
        if path is not None and path.suffix.lower() != form:
            raise Refused("refused-file-form", file=path.name)
    target: Path | None = arguments.csv or arguments.xlsx
    return target


def report_json(report: Report) -> dict[str, Any]:
    """The figures for other programs: days in ISO 8601, money in fen, shares from 0 to 1, what is not known null."""
    counted = {
        name: getattr(report, name)
        for name in (
            "open_days", "hires", "daily_hires", "postings", "slots", "slots_filled", "fill_rate", "unpaid_wages",
            "complaints_opened", "complaints_closed", "complaints_still_open",
        )
    }  # fmt: skip
    whole = {**asdict(report), **counted, "share_over_55": report.ages.share_over}
    whole["unfilled_trades"] = [one.trade for one in report.unfilled_trades]
    return {name: _plain(value) for name, value in whole.items()}


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return value


def _shown(table: Table) -> str:
    head = [table.title, *([table.note] if table.note else []), "  ".join(table.headings)]
    return "\n".join([*head, *("  ".join(map(cell_text, row)).rstrip() for row in table.rows)])
