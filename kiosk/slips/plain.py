"""A slip as plain text, for a person at a terminal, a printer's own letters, or a program that reads aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kiosk.slips.compose import SlipContent

COLUMNS = {80: 48, 58: 32}
"""Paper in mm -> letters in a line: a printer's own (font A) are 12 of its 576 or 384 dots wide."""
WIDE = frozenset("WF")


def slip_text(content: SlipContent, *, columns: int = COLUMNS[80]) -> str:
    """Return the slip's lines in the order of the paper, unsigned and without the text of its QR code."""
    head = (content.station_name, content.number, content.party_line, content.worker_line)
    work = (content.trade_name, content.pay, content.paid_when, content.days, content.hours)
    where = (content.place, content.transport, content.contact, content.phone)
    help_lines = (content.station_phone, content.wage_line, content.issued_at)
    blocks = (head, work, where, help_lines)
    return "\n\n".join("\n".join(wrapped(line, columns=columns) for line in filter(None, block)) for block in blocks)


def wrapped(line: str, *, columns: int) -> str:
    """Return `line` broken where it is wider than `columns`: at a blank, or in a word that is wider than that."""
    return "\n".join(_pieces(line, columns))


def _pieces(line: str, columns: int) -> Iterator[str]:
    piece, room = "", columns
    for char in line:
        width = _columns_of(char)
        if width > room:
            whole, _, begun = piece.rpartition(" ")
            yield whole or begun
            piece = begun if whole else ""
            room = columns - sum(map(_columns_of, piece))
        piece += char
        room -= width
    yield piece


def _columns_of(char: str) -> int:
    """A Chinese character is two letters wide, an accent that stands on another letter none."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in WIDE else 1
