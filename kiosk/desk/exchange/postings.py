"""The rows of a file that are postings, told from titles, headings, blanks, section lines and totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.desk.exchange.folding import loose
from kiosk.desk.exchange.heading_words import Column, exact_column_of
from kiosk.desk.exchange.headings import Header, header_at
from kiosk.desk.exchange.table import Limits, Row, Table
from kiosk.desk.exchange.tables import read_tables
from kiosk.errors import UnreadableFile

_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总人数|(?:sub)?total|sum)(?!\w{3})")
_FOOTNOTE = re.compile(
    r"(?:\*|※)|(?:注|备注|说明|附注|填报|填表|制表|审核|负责人|经办|联系电话|咨询电话|监督电话|单位盖章|盖章|日期|截止|数据来源|来源|"
    r"温馨提示|提示|note|notes|remarks?|source|prepared by|contact)[^,，]{0,10}[:：]|以上(?:岗位|信息|均)"
)
MOST_CELLS_IN_FOOTER = 4
LONGEST_FOOTER = 80
LONGEST_CELL = Limits().cell_characters
FEWEST_HEADINGS_AGAIN = 2
_TELLING = (Column.PHONE, Column.PAY, Column.HEADCOUNT, Column.PLACE, Column.EMPLOYER, Column.TRADE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of postings below one header."""

    table: Table
    header: Header
    rows: list[Row]


def posting_sections(path: Path, *, limits: Limits | None = None) -> list[Section]:
    """Return all rows of postings by their headers; raise `UnreadableFile` if no sheet has a header."""
    sections = [section for table in read_tables(path, limits=limits) for section in _sections(table)]
    if not sections:
        raise UnreadableFile("import-file-no-header", file=path.name)
    return sections


def _sections(table: Table) -> list[Section]:
    """A header in the middle takes over from the one before."""
    sections: list[Section] = []
    is_posting: Callable[[Row], bool] = _never
    skip = 0
    for index, row in enumerate(table.rows):
        if skip:
            skip -= 1
            continue
        may_be = not sections or _may_be_header(row, sections[-1].header)
        header = header_at(table.rows, index) if may_be else None
        if header:
            sections.append(Section(table, header, []))
            skip, is_posting = header.rows - 1, _posting_test(header)
        elif is_posting(row):
            sections[-1].rows.append(row)
    return sections


def _never(_: Row) -> bool:
    return False


def _may_be_header(row: Row, header: Header) -> bool:
    """A quick no for nearly every row: where phones or pay stand, a heading has no digits."""
    headings = 0
    for column in _TELLING:
        text = _cell(row.cells, header.columns.get(column, -1))
        if _DIGIT.search(text):
            return False
        headings += bool(text and exact_column_of(text))
    return headings >= FEWEST_HEADINGS_AGAIN


def _posting_test(header: Header) -> Callable[[Row], bool]:
    useful = sorted(set(header.columns.values()))
    phone, place = (header.columns.get(column, -1) for column in (Column.PHONE, Column.PLACE))
    trade = header.columns.get(Column.TRADE, -1)

    def is_posting(row: Row) -> bool:
        cells = row.cells
        filled = [text for index in useful if index < len(cells) and (text := cells[index]) and not text.isspace()]
        if len(set(filled)) < 2 and max(map(len, cells), default=0) > LONGEST_CELL:
            return True  # longer than any title: it is refused, and said so
        if not filled:
            return False
        if len(set(filled)) == 1:
            return row.own == 1 and len(filled) == 1 and _cell(cells, trade) == filled[0] and _is_short(filled[0])
        first = loose(next(text for text in cells if text.strip()).strip()[:LONGEST_FOOTER])
        if _TOTAL.match(first):
            return bool(_cell(cells, phone).strip() and _cell(cells, place).strip())
        return not (_FOOTNOTE.match(first) and len(filled) <= MOST_CELLS_IN_FOOTER)

    return is_posting


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _is_short(text: str) -> bool:
    """A lone short word in the trade's column is a posting with everything missing; a sentence is a section's title."""
    from kiosk.desk.exchange.trade_words import TradeFinder

    return (
        len(text) <= 8
        and not text.endswith(("类", "岗位", "专区", "工种"))
        and TradeFinder(names=()).find(text) is not None
    )
