"""The rows of a file that are people, and each of them as a walk-in, as far as it can be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from kiosk.desk.exchange.day_words import read_days
from kiosk.desk.exchange.folding import clean, fold
from kiosk.desk.exchange.person_headings import PersonColumn, columns_in
from kiosk.desk.exchange.phone_words import read_phones
from kiosk.desk.exchange.small_words import read_strength
from kiosk.desk.exchange.table import Limits, Row, Table
from kiosk.desk.exchange.tables import read_tables
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.walk_in import WalkIn
from kiosk.domain.identity import IdentityFault, read_identity
from kiosk.domain.person import Consent
from kiosk.domain.region import Region
from kiosk.errors import UnreadableFile

ROWS_ABOVE_HEADER = 30
LONGEST_VALUE = 200
_BETWEEN_TRADES = re.compile(r"[\s、,，;；/|+]+|和|及")
_SPACED_NAME = re.compile(r"([㐀-䶿一-鿿])\s+([㐀-䶿一-鿿])")
_FOOTER = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|total|(?:填表|制表|审核|负责|经办|填报)[^:：]{0,4}[:：]|注[:：]|备注[:：])",
    re.I,
)
MOST_CELLS_IN_FOOTER = 4
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_YEAR_MONTH = re.compile(r"(19\d\d|20\d\d)(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_AGE = re.compile(r"(\d{1,3})(?:\.0+)?(?:周?岁|歲)?")
_NOTHING = frozenset({"", "无", "-", "--", "—", "——", "/", "\\", "暂无", "没有", "none", "null", "n/a", "nan"})


class RowNote(StrEnum):
    """What was odd about a row that can be taken all the same; the sentence is the message `import-person-NOTE`."""

    BIRTH_UNREADABLE = "birth-unreadable"
    IDENTITY_LEFT_OUT = "identity-left-out"
    TRADE_UNKNOWN = "trade-unknown"
    PHONE_MORE = "phone-more"
    PLACE_UNKNOWN = "place-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A row as it was understood. `row` is the file's row number from 1; `sheet` is empty for a text file."""

    row: int
    sheet: str
    walk_in: WalkIn
    notes: tuple[RowNote, ...]


def person_rows(
    path: Path, *, consent: Consent, today: date, regions: Iterable[Region] = (), limits: Limits | None = None
) -> list[PersonRow]:
    """Read all people of a CSV or XLSX file; raise `UnreadableFile` for none, or where no sheet has a header."""
    reader = _PersonReader(consent=consent, today=today, regions=regions)
    found: list[PersonRow] = []
    headers = 0
    for table in read_tables(path, limits=limits):
        header = _header_of(table)
        if header is not None:
            headers += 1
            found += reader.rows(table, *header)
    if not headers:
        raise UnreadableFile("import-person-no-header", file=path.name)
    return found


def _header_of(table: Table) -> tuple[int, dict[PersonColumn, list[int]]] | None:
    for index, row in enumerate(table.rows[:ROWS_ABOVE_HEADER]):
        columns = columns_in(row.cells)
        if columns:
            return index, columns
    return None


class _PersonReader:
    def __init__(self, *, consent: Consent, today: date, regions: Iterable[Region]) -> None:
        self._consent, self._today = consent, today
        self._trades = TradeFinder()
        self._regions = sorted(
            ((fold(region.name), region.code) for region in regions), key=lambda one: (-len(one[1]), -len(one[0]))
        )

    def rows(self, table: Table, header: int, columns: dict[PersonColumn, list[int]]) -> Iterator[PersonRow]:
        for row in table.rows[header + 1 :]:
            if self._is_person(row, columns):
                walk_in, notes = self._understood(_Cells(row.cells, columns), table.epoch)
                yield PersonRow(row=row.number, sheet=table.sheet, walk_in=walk_in, notes=notes)

    @staticmethod
    def _is_person(row: Row, columns: dict[PersonColumn, list[int]]) -> bool:
        """Neither blank, nor a total, nor a footer, nor the header again."""
        filled = [cell.strip() for cell in row.cells if cell.strip()]
        if not filled or (_FOOTER.match(filled[0]) and len(filled) <= MOST_CELLS_IN_FOOTER):
            return False
        told = _Cells(row.cells, columns)
        useful = any(told.all(column) for column in columns if column is not PersonColumn.OTHER)
        return useful and columns_in(row.cells) != columns

    def _understood(self, told: _Cells, epoch: date) -> tuple[WalkIn, tuple[RowNote, ...]]:
        notes: list[RowNote] = []
        kept: list[str] = []
        walk_in = WalkIn(
            name=_SPACED_NAME.sub(r"\1\2", told.first(PersonColumn.NAME)),
            consent=self._consent,
            phone=self._phone(told, notes, kept),
            trades=self._can_do(told, notes, kept),
            birth_year=self._birth_year(told, notes, epoch),
            region=self._region(told, notes, kept),
            strength=read_strength(told.first(PersonColumn.STRENGTH)),
            identity_number=self._identity(told, notes),
        )
        said = "；".join(dict.fromkeys((*told.all(PersonColumn.NOTE), *kept)))
        return replace(walk_in, note=said), tuple(dict.fromkeys(notes))

    def _phone(self, told: _Cells, notes: list[RowNote], kept: list[str]) -> str:
        """The first number; what cannot be read goes on as it is, to be refused with a reason."""
        phones = [read_phones(text[:LONGEST_VALUE]).value for text in told.all(PersonColumn.PHONE)]
        numbers = [one.first for one in phones if one.first]
        more = [*(one.extra for one in phones if one.extra), *dict.fromkeys(numbers[1:])]
        more = [one for one in more if one != numbers[0]] if numbers else []
        if more:
            notes.append(RowNote.PHONE_MORE)
            kept += more
        return numbers[0] if numbers else told.first(PersonColumn.PHONE)

    def _can_do(self, told: _Cells, notes: list[RowNote], kept: list[str]) -> tuple[str, ...]:
        trades, unknown = list[str](), list[str]()
        for cell in told.all(PersonColumn.TRADES):
            whole = self._trades.find(cell) if not _BETWEEN_TRADES.search(cell) else None
            for word in [cell] if whole else filter(None, _BETWEEN_TRADES.split(cell[:LONGEST_VALUE])):
                trade = self._trades.find(word)
                (trades if trade else unknown).append(trade or word)
        if unknown:
            notes.append(RowNote.TRADE_UNKNOWN)
            kept += unknown
        return tuple(dict.fromkeys(trades))

    def _birth_year(self, told: _Cells, notes: list[RowNote], epoch: date) -> int | None:
        birth, age = told.first(PersonColumn.BIRTH), told.first(PersonColumn.AGE)
        year = self._year_in(birth, epoch) if birth else None
        if year is None and (found := _AGE.fullmatch(fold(age))):
            year = self._today.year - int(found[1])
        elif year is None and age:
            year = self._year_in(age, epoch)
        if year is None and (birth or age):
            notes.append(RowNote.BIRTH_UNREADABLE)
        return year

    def _year_in(self, text: str, epoch: date) -> int | None:
        """`1965年3月`, `196503`, `1965.3.2`, `65-03-02` or a spreadsheet's serial number of a day."""
        folded = fold(text)
        found = _YEAR_MONTH.fullmatch(folded) or _YEAR.search(folded)
        if found:
            return int(found[1])
        short = re.fullmatch(r"(\d\d)[-./年]\d{1,2}(?:[-./月]\d{0,2}日?)?", folded)
        if short:
            return (1900 if int(short[1]) > self._today.year % 100 else 2000) + int(short[1])
        if re.fullmatch(r"\d{4,5}(?:\.\d+)?", folded):
            days = read_days(folded, today=self._today, epoch=epoch)
            return days.first.year if days and days.first else _of_serial(folded, epoch)
        return None

    def _region(self, told: _Cells, notes: list[RowNote], kept: list[str]) -> str:
        """The smallest place of the list that the words name; what they say beyond it is kept in the note."""
        words = "".join(dict.fromkeys(told.all(PersonColumn.PLACE)))
        if not words:
            return ""
        folded = fold(words)
        found = next(((name, code) for name, code in self._regions if name in folded), None)
        if found is None:
            notes.append(RowNote.PLACE_UNKNOWN)
            kept.append(words)
            return ""
        if not folded.endswith(found[0]):
            kept.append(words)
        return found[1]

    def _identity(self, told: _Cells, notes: list[RowNote]) -> str:
        text = told.first(PersonColumn.IDENTITY)
        if text and isinstance(read_identity(text[:LONGEST_VALUE], today=self._today), IdentityFault):
            notes.append(RowNote.IDENTITY_LEFT_OUT)
            return ""
        return text


def _of_serial(text: str, epoch: date) -> int | None:
    """Birth years lie further back than the days of work that `read_days` knows."""
    try:
        return date.fromordinal(epoch.toordinal() + int(float(text))).year
    except (ValueError, OverflowError):
        return None


class _Cells:
    """The cells of a row by what they hold; a dash or 无 says nothing."""

    def __init__(self, cells: Sequence[str], columns: dict[PersonColumn, list[int]]) -> None:
        self._cells, self._columns = cells, columns

    def all(self, column: PersonColumn) -> list[str]:
        texts = (clean(self._cells[index]) for index in self._columns.get(column, ()) if index < len(self._cells))
        return [text for text in texts if text.lower() not in _NOTHING]

    def first(self, column: PersonColumn) -> str:
        return next(iter(self.all(column)), "")
