"""A table in a text file: which encoding, which separator, where each record ends."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from kiosk.desk.exchange.headings import recognised_in
from kiosk.desk.exchange.table import Limits, Row, Table
from kiosk.errors import UnreadableFile

SEPARATORS = (",", "\t", ";", "，", "|", "、", "；")
LINES_TO_JUDGE = 60
LONGEST_LINE_TO_JUDGE = 20_000
BLANKS_PER_ROW = 10
MOST_CELLS = 512
LONGEST_RECORD = 4_000_000
LONGEST_RECORD_LINES = 40
"""A quotation mark that is still open after so many lines was never meant to quote."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
FEW_CONTROLS = 8
_CONTROLS = [chr(code) for code in range(0x20) if chr(code) not in "\t\r\n\x0b\x0c\x1a"]
_LINE_END = re.compile(r"\r\n|\r|\n")
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


def read_text_table(data: bytes, *, name: str, limits: Limits) -> Table:
    """Return the table; raise `UnreadableFile` if the bytes are no text or have too many rows."""
    text = _decoded(data, name=name)
    if text.count("\n") + text.count("\r") > BLANKS_PER_ROW * limits.rows:
        raise UnreadableFile("import-file-too-big", file=name)
    lines = _LINE_END.split(text)
    said = _SEPARATOR_LINE.match(lines[0])
    if said:
        lines[0] = ""
    separator = said.group(1) if said else _separator(lines)
    table = Table()
    for number, cells in enumerate(_records(lines, separator), 1):
        if number > limits.rows:
            raise UnreadableFile("import-file-too-big", file=name)
        own = sum(map(bool, map(str.strip, cells)))
        if own:
            table.rows.append(Row(number, cells[: limits.columns], own))
    return table


def _decoded(data: bytes, *, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(data[len(bom) :], encoding, name=name)
    if not _is_sound(data.count(0), len(data)):
        encoding = "utf-16-be" if data[:200:2].count(0) > data[1:200:2].count(0) else "utf-16-le"
        return _text(data, encoding, name=name)
    try:
        return _text(data, "utf-8", name=name)
    except UnreadableFile:
        if _is_torn_utf8(data):
            raise
        return _text(data, "gb18030", name=name)


def _text(data: bytes, encoding: str, *, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile("import-file-torn", file=name) from error
    if not _is_sound(sum(map(text.count, _CONTROLS)), len(text)):
        raise UnreadableFile("import-file-not-a-table", file=name)
    return text


def _is_sound(strange: int, length: int) -> bool:
    """Tell whether so few characters are none that people write that the rest of a text can be taken as it is.

    Of UTF-16 every other byte is a zero where digits and separators stand: of one row with a phone more than this.
    """
    return strange <= FEW_CONTROLS + length // 50


def _is_torn_utf8(data: bytes) -> bool:
    """Most of what is not ASCII reads as UTF-8 in three bytes a character, as Chinese does.

    Then it is not another encoding, but damaged or cut off: in GB18030 such triples come up by chance only.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    triples = sum(1 for char in text if char >= "\u0800") - broken
    return triples > 2 * broken


def _separator(lines: list[str]) -> str:
    """The separator under which some line reads as a heading: it recognises the most columns, wherever that line is."""
    head = [line[:LONGEST_LINE_TO_JUDGE] for line in lines[:LINES_TO_JUDGE]]

    def columns_known(separator: str) -> int:
        return max((recognised_in(cells) for cells in _records(head, separator)), default=0)

    return max(SEPARATORS, key=columns_known)


def _records(lines: list[str], separator: str) -> Iterator[list[str]]:
    opening = re.compile(rf'(?:^|{re.escape(separator)})\s*"')
    index, total = 0, len(lines)
    while index < total:
        line = lines[index]
        end = index + 1
        if line.count('"') % 2 and opening.search(line):
            end = _closing(lines, index)
        if end:
            yield _cells("\n".join(lines[index:end]) if end > index + 1 else line, separator)
        else:
            end = index + 1
            yield [cell.strip().strip('"') for cell in line.split(separator, MOST_CELLS)]
        index = end


def _closing(lines: list[str], start: int) -> int:
    """The line after the one that closes the quotation; 0 if none does within reason."""
    marks = 0
    for index in range(start, min(start + LONGEST_RECORD_LINES, len(lines))):
        marks += lines[index].count('"')
        if marks % 2 == 0:
            return index + 1
    return 0


def _cells(record: str, separator: str) -> list[str]:
    if '"' not in record or len(record) > LONGEST_RECORD:
        return record.split(separator, MOST_CELLS)
    try:
        return next(csv.reader([record], delimiter=separator, skipinitialspace=True), [])
    except (csv.Error, StopIteration):
        return record.split(separator, MOST_CELLS)
