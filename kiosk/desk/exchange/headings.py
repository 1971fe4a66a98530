"""Headers: the row, or the two rows, that say which column of a table holds what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.desk.exchange.heading_words import Column, column_of, exact_column_of
from kiosk.desk.exchange.pay_words import unit_of_heading
from kiosk.desk.exchange.table import Row
from kiosk.domain.pay import PayUnit

FEWEST_COLUMNS = 3
"""A row with fewer known headings is a title, not a header."""
FEWEST_TO_BE_SURE = 5
"""No posting has so many cells that read like headings, whatever stands beside them."""
_TOTAL_OF_GROUP = frozenset({"合计", "小计", "共计", "总数", "总人数"})


def recognised_in(cells: Iterable[str]) -> int:
    """How many different columns a row of cells would name as a header; 0 unless most of its cells do."""
    filled = [cell for cell in cells if cell.strip()]
    if len(set(filled)) < FEWEST_COLUMNS:
        return 0
    exact = {column for cell in filled if (column := exact_column_of(cell))}
    columns = exact | {column for cell in filled if (column := column_of(cell))}
    known = sum(1 for cell in filled if column_of(cell))
    useful = columns - {Column.OTHER}
    if len(useful) < FEWEST_COLUMNS:
        return 0
    of_nothing_else = len(useful) >= FEWEST_TO_BE_SURE and known == len(filled)
    surely = len(exact - {Column.OTHER}) >= FEWEST_TO_BE_SURE
    likely = len(exact) >= 2 and known * 2 >= len(filled)
    return len(useful) if of_nothing_else or surely or likely else 0


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` holds the index of each known column, `headings` every cell's words, `rows` how many rows it takes.

    `more_notes` are further columns of remarks, which only the note can hold.
    """

    columns: dict[Column, int]
    headings: tuple[str, ...]
    rows: int = 1
    more_notes: tuple[int, ...] = ()

    @property
    def pay_unit(self) -> PayUnit | None:
        """The unit that the pay column's heading names."""
        index = self.columns.get(Column.PAY)
        return unit_of_heading(self.headings[index]) if index is not None else None


def header_at(rows: Sequence[Row], index: int) -> Header | None:
    """Return the header that begins at `rows[index]`, of one or two rows; None if there is none.

    Over two rows, a group's heading (`用工时间`) and its parts (`开始`, `结束`) are read together.
    """
    cells = [cell.strip() for cell in rows[index].cells]
    if not recognised_in(cells):
        return None
    if index + 1 < len(rows) and _is_second_row(cells, rows[index + 1]):
        below = [cell.strip() for cell in rows[index + 1].cells]
        width = max(len(cells), len(below))
        padded = [part + [""] * (width - len(part)) for part in (cells, below)]
        joined = [_joined(upper, lower) for upper, lower in zip(*padded, strict=True)]
        return _header(joined, rows=2)
    return _header(cells, rows=1)


def _header(cells: Sequence[str], *, rows: int) -> Header:
    columns = _columns(cells)
    used = set(columns.values())
    more = (index for index, cell in enumerate(cells) if cell and index not in used and column_of(cell) in _REMARKS)
    return Header(columns, tuple(cells), rows, tuple(more))


_REMARKS = frozenset({Column.NOTE, Column.DUTIES, Column.EXPERIENCE})


def _is_second_row(upper: list[str], row: Row) -> bool:
    """Below a group's heading stand its parts, each a heading in its own right, and nothing else."""
    below = [(index, cell.strip()) for index, cell in enumerate(row.cells) if cell.strip()]
    new = [cell for index, cell in below if index >= len(upper) or upper[index] != cell]
    if not new or not all(exact_column_of(cell) or cell in _TOTAL_OF_GROUP for cell in new):
        return False
    groups = [cell for index, cell in enumerate(upper) if cell and upper.count(cell) > 1]
    blanks = any(not upper[index] for index, _ in below if index < len(upper))
    return bool(groups) or blanks or any(index >= len(upper) for index, _ in below)


def _joined(upper: str, lower: str) -> str:
    """`每日` over `开始时间` is the daily start; `联系人` over `电话` is the phone; `合计` below `人数` is all."""
    if not lower or lower == upper or lower in _TOTAL_OF_GROUP:
        return upper
    return upper + lower if exact_column_of(upper + lower) else lower


def _columns(cells: Sequence[str]) -> dict[Column, int]:
    """Exact words go before words within; of two columns that say the same, the first counts, but phones may be two."""
    columns: dict[Column, int] = {}
    for find in (exact_column_of, column_of):
        taken = set(columns.values())
        for index, cell in enumerate(cells):
            column = find(cell) if cell and index not in taken else None
            if column is Column.EMPLOYER and cell == "单位" and columns.get(Column.PAY) == index - 1:
                column = Column.PAY_UNIT
            if column is Column.PHONE and column in columns and find is exact_column_of:
                column = Column.SECOND_PHONE
            if column and column is not Column.OTHER and column not in columns:
                columns[column] = index
    return _settled(columns)


_STAND_IN = (
    (Column.TRADE, (Column.TITLE, Column.DUTIES)),
    (Column.PHONE, (Column.CONTACT, Column.SECOND_PHONE)),
    (Column.PLACE, (Column.TOWN, Column.MEETING_PLACE)),
    (Column.TRANSPORT, (Column.MEETING_PLACE,)),
)
_WHEN = (Column.DAYS, Column.FIRST_DAY, Column.LAST_DAY)


def _settled(columns: dict[Column, int]) -> dict[Column, int]:
    """Give what a posting needs to the nearest column that can stand in for it; keep two of a pair apart."""
    for wanted, others in _STAND_IN:
        for other in others:
            if wanted not in columns and other in columns:
                columns[wanted] = columns[other]
    _settle_days(columns)
    if Column.HOURS not in columns and Column.FIRST_DAY not in columns and Column.DAYS not in columns:
        return columns
    if Column.HOURS in columns and Column.DAILY_END in columns and Column.DAILY_START not in columns:
        columns[Column.DAILY_START] = columns.pop(Column.HOURS)
    return columns


def _settle_days(columns: dict[Column, int]) -> None:
    """A number of days beside a date says when the work ends; a last day to apply stands in for what nobody named."""
    length, deadline = columns.get(Column.LENGTH), columns.get(Column.DEADLINE)
    if length is not None and Column.LAST_DAY not in columns:
        dated = any(column in columns for column in _WHEN)
        columns[Column.LAST_DAY if dated else Column.DAYS] = length
    if deadline is not None and not any(column in columns for column in _WHEN):
        columns[Column.LAST_DAY] = deadline
