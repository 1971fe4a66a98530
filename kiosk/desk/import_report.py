"""What became of an imported file, told to people and to programs."""

from __future__ import annotations

import json
from typing import Any, TextIO

from kiosk.desk.exchange.wire import draft_json, posting_json
from kiosk.desk.importing import ImportReport, RowReport, RowStatus
from kiosk.desk.problems import Problem
from kiosk.texts.catalogue import Texts


def report_lines(report: ImportReport, texts: Texts, *, file: str, dry_run: bool) -> list[str]:
    """Return the counts, then a line for each row that was refused or that a person should look at."""
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


def write_json(report: ImportReport, texts: Texts, out: TextIO) -> None:
    """Write the whole report, row by row, so that a long report is never held a second time as one text."""
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
