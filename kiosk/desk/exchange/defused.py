"""Tables written for office programs, CSV and XLSX, in which no text can become a formula (OWASP "CSV injection")."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

from kiosk.store.durable import files_told, written_whole

Cell = str | int | float | date | None

FORMULA_SIGNS = "=+-@＝＋－＠"
"""Office programs take a cell that begins with one of these for a formula, some the full-width ones too."""
GUARD = "'"
_RISKY = re.compile(
    rf"[\s\x00-\x20\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[{re.escape(FORMULA_SIGNS)}]|[\t\r\n]"
)
_GUARDED = re.compile(rf"{GUARD}+(?:{_RISKY.pattern})")

LONGEST_CELL = 32_767
"""UTF-16 units of text that a cell of a workbook can hold (Excel specifications and limits)."""
LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_HALF_PAIRS = re.compile("[\ud800-\udfff]")
ISO_DAY = "yyyy-mm-dd"
A4 = 9
"""ECMA-376 part 1, 18.3.1.63."""


def csv_cell(text: str) -> str:
    """Return `text` with an apostrophe before it where an office program might take it for a formula.

    `plain_cell` takes the apostrophe away again: no two texts become one.
    """
    return GUARD + text if _RISKY.match(text) or _GUARDED.match(text) else text


def plain_cell(written: str) -> str:
    """Return the text of which `csv_cell` made `written`."""
    return written[1:] if written.startswith(GUARD) and csv_cell(written[1:]) == written else written


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as CSV as office programs write it (RFC 4180), every text in quotes and defused."""
    text = io.StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in rows:
        table.writerow([_csv_value(cell) for cell in row])
    return text.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Write the rows to `path`, whole or not at all: UTF-8 with a BOM, which office programs need to know it by.

    Raises `DiskFull`, `StoreError`.
    """
    with files_told(), written_whole(path) as draft:
        draft.write_bytes(csv_text(rows).encode("utf-8-sig"))


def _csv_value(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case bool():
            return int(cell)
        case date():
            return cell.isoformat()
        case str():
            return csv_cell(_HALF_PAIRS.sub("\ufffd", cell))
        case _:
            return cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet of a workbook: `above` are lines of text over the table, `widths` are columns in characters.

    On paper (A4) the headings stand on every page.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()
    widths: Sequence[float] = ()
    landscape: bool = False
    row_height_points: float | None = None
    grid: bool = False


def write_xlsx(target: Path | IO[bytes], pages: Sequence[Page]) -> None:
    """Write `pages` as a workbook to a stream, or to a path, whole or not at all. Raises `DiskFull`, `StoreError`.

    A text is always a text there, whatever it looks like: it is neither reckoned nor followed as a link.
    """
    whole = [replace(page, rows=list(page.rows)) for page in pages]  # before openpyxl has its temporary files open
    with files_told():
        stream = io.BytesIO()
        _workbook(whole).save(stream)
        if not isinstance(target, Path):
            target.write(stream.getbuffer())
            return
        with written_whole(target) as draft:
            draft.write_bytes(stream.getbuffer())


def _workbook(pages: Sequence[Page]) -> Any:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    taken: set[str] = set()
    for page in pages:
        title = _free_title(page.title, taken)
        taken.add(title.lower())
        _fill(workbook.create_sheet(title), page)
    return workbook


def _free_title(wished: str, taken: set[str]) -> str:
    """A title that a workbook takes: short, without the signs of addresses, and there only once."""
    plain = _HALF_PAIRS.sub("\ufffd", _NOT_IN_TITLES.sub(" ", wished)).strip().strip("'")[:LONGEST_TITLE] or "1"
    title, number = plain, 1
    while title.lower() in taken:
        number += 1
        title = f"{plain[: LONGEST_TITLE - 1 - len(str(number))]} {number}"
    return title


def _fill(sheet: Any, page: Page) -> None:
    from openpyxl.utils import get_column_letter

    heading_row = len(page.above) + 1
    for column, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{heading_row + 1}"
    _set_up_paper(sheet, page, heading_row)
    styles = _Styles(page)
    for line in page.above:
        sheet.append([styles.text(sheet, line)])
    sheet.append([styles.heading(sheet, heading) for heading in page.headings])
    for place, row in enumerate(page.rows, start=heading_row + 1):
        if page.row_height_points is not None:
            sheet.row_dimensions[place].height = page.row_height_points
        sheet.append([styles.cell(sheet, cell) for cell in row])


def _set_up_paper(sheet: Any, page: Page, heading_row: int) -> None:
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.oddFooter.center.text = "&P / &N"


class _Styles:
    """Makes the cells of one page."""

    def __init__(self, page: Page) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, Side

        self._new = WriteOnlyCell
        self._bold = Font(bold=True)
        self._wrapped = Alignment(wrap_text=True, vertical="center")
        line = Side(style="thin")
        self._border = Border(left=line, right=line, top=line, bottom=line) if page.grid else None

    def text(self, sheet: Any, text: str) -> Any:
        """A cell that is a text; `quotePrefix` keeps it one when somebody edits it."""
        cell = self._new(sheet, value=_xml_text(text) or None)
        if text:
            cell.data_type = "s"
        cell.hyperlink = None
        cell.quotePrefix = bool(_RISKY.match(text))
        return cell

    def heading(self, sheet: Any, text: str) -> Any:
        cell = self.text(sheet, text)
        cell.font, cell.alignment = self._bold, self._wrapped
        return self._framed(cell)

    def cell(self, sheet: Any, value: Cell) -> Any:
        if isinstance(value, str):
            cell = self.text(sheet, value)
            cell.alignment = self._wrapped
            return self._framed(cell)
        cell = self._new(sheet, value=value)
        if isinstance(value, date):
            cell.number_format = ISO_DAY
        return self._framed(cell)

    def _framed(self, cell: Any) -> Any:
        if self._border is not None:
            cell.border = self._border
        return cell


def _xml_text(text: str) -> str:
    """What XML cannot hold is spelled `_x0007_`, as workbooks do (ECMA-376 part 1, 22.9.2.19)."""
    text = _NOT_IN_XML.sub(_spelled, _HALF_PAIRS.sub("\ufffd", text))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _spelled(found: re.Match[str]) -> str:
    whole = found[0]
    return f"_x{ord(whole):04X}_" if len(whole) == 1 else f"_x005F{whole}"
