"""One sheet of a workbook: its rows of texts, with merged cells filled in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from xml.parsers import expat

from kiosk.desk.exchange.number_formats import NumberFormat, shown
from kiosk.desk.exchange.table import Limits, Row

_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
MOST_MERGED_AREAS = 50_000


class TooMuch(ValueError):
    """More rows, cells or bytes than the limits allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetParts:
    """What a sheet's cells refer to, and the limits that it is read within."""

    shared: list[str]
    formats: list[NumberFormat | None]
    struck: frozenset[int]
    """The cell styles whose words are struck out."""
    epoch: date
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Area:
    """A merged area, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def read_sheet(parse: Callable[[Callable[[expat.XMLParserType], None]], None], parts: SheetParts) -> list[Row]:
    """Return the sheet's rows that hold anything, in order; raise `TooMuch` beyond the limits."""
    sheet = _Sheet(parts=parts)
    parse(sheet.attach)
    rows = sorted(sheet.rows, key=lambda row: row.number)
    _fill_merged(rows, sheet.areas, parts.limits)
    return [row for row in rows if row.own]


@dataclass(slots=True, kw_only=True)
class _Sheet:
    parts: SheetParts
    rows: list[Row] = field(default_factory=list)
    areas: list[_Area] = field(default_factory=list)
    _cells: int = 0
    _row: Row | None = None
    _column: int = -1
    _type: str = ""
    _style: int = 0
    _pieces: list[str] = field(default_factory=list)
    _collecting: bool = False
    _in_reading: bool = False
    _length: int = 0
    _columns: dict[str, int] = field(default_factory=dict)

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "v":
                self._collecting = True
            case "c":
                self._start_cell(attributes)
            case "row":
                self._start_row(attributes)
            case "t":
                self._collecting = not self._in_reading
            case "rPh":
                self._in_reading = True
            case "mergeCell":
                self._add_area(attributes.get("ref", ""))

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" | "t":
                self._collecting = False
            case "c":
                self._end_cell()
            case "rPh":
                self._in_reading = False
            case "row":
                self._row = None

    def _characters(self, text: str) -> None:
        if self._collecting and self._length <= self.parts.limits.cell_characters:
            self._pieces.append(text)
            self._length += len(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        last = self.rows[-1].number if self.rows else 0
        number = int(attributes.get("r", last + 1))
        if len(self.rows) >= self.parts.limits.rows:
            raise TooMuch
        self._row = Row(number, [], hidden=attributes.get("hidden") in ("1", "true"))
        self.rows.append(self._row)
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._column + 1 if reference is None else self._column_of(reference)
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._pieces = []
        self._length = 0

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = column_number(letters)
        return known

    def _end_cell(self) -> None:
        row = self._row
        if row is None or not self._pieces or not 0 <= self._column < self.parts.limits.columns:
            return
        text = self._cell_text("".join(self._pieces))
        if not text or text.isspace():
            return
        self._cells += 1
        if self._cells > self.parts.limits.cells:
            raise TooMuch
        missing = self._column + 1 - len(row.cells)
        if missing > 0:
            row.cells.extend([""] * missing)
        row.cells[self._column] = text
        row.struck = (row.struck or not row.own) and self._style in self.parts.struck
        row.own += 1

    def _cell_text(self, raw: str) -> str:
        match self._type:
            case "s":
                index = int(raw)
                return self.parts.shared[index] if 0 <= index < len(self.parts.shared) else ""
            case "n":
                formats = self.parts.formats
                form = formats[self._style] if 0 <= self._style < len(formats) else None
                return _number(raw, form, self.parts.epoch)
            case "b":
                return "true" if raw in ("1", "true") else "false"
            case "d":
                return raw.replace("T00:00:00", "").replace("T", " ")
            case _:
                return raw

    def _add_area(self, reference: str) -> None:
        found = _AREA.fullmatch(reference.replace("$", ""))
        if found and len(self.areas) < MOST_MERGED_AREAS:
            left, top, right, bottom = found.groups()
            self.areas.append(_Area(int(top), column_number(left), int(bottom), column_number(right)))


def _number(raw: str, form: NumberFormat | None, epoch: date) -> str:
    """A number that is none (`NaN`, `1,5`) stays as it stands: it is one bad cell, not a torn file."""
    try:
        return shown(raw, form, epoch)
    except (ValueError, OverflowError):
        return raw


def column_number(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _fill_merged(rows: list[Row], areas: list[_Area], limits: Limits) -> None:
    """Copy the value of each merged area into all its cells, in the rows that have cells of their own."""
    numbers = [row.number for row in rows]
    left_to_fill = limits.cells
    for area in areas:
        first = bisect_left(numbers, area.top)
        if first == len(rows) or rows[first].number != area.top or area.left >= len(rows[first].cells):
            continue
        value = rows[first].cells[area.left]
        last_column = min(area.right, limits.columns - 1)
        for row in rows[first : bisect_left(numbers, area.bottom + 1)]:
            if value and row.own:
                left_to_fill -= last_column - area.left + 1
                _fill(row, area.left, last_column, value)
        if left_to_fill < 0:
            raise TooMuch


def _fill(row: Row, left: int, right: int, value: str) -> None:
    missing = right + 1 - len(row.cells)
    if missing > 0:
        row.cells.extend([""] * missing)
    for column in range(left, right + 1):
        row.cells[column] = row.cells[column] or value
