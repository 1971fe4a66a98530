"""The bytes of ESC/POS as a printer takes them apart: one command after the other, and those that jump the queue.

Written from Epson's public command reference, not from the kiosk's code: both must agree with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD_BYTES = 72
"""576 dots: a picture that is wider is no picture, its command is passed over (GS v 0, "xL xH")."""
DLE_EOT, DROP = b"\x10\x04", b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
AT_ONCE = re.compile(rb"\x10\x04[\x01-\x04]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
"""Obeyed on arrival, wherever they stand, in the middle of a picture too."""
LONGEST_AT_ONCE = len(DROP)
SIZES = dict.fromkeys((b"\x1b@", b"\x1b2"), 2) | dict.fromkeys(
    (b"\x1bd", b"\x1bJ", b"\x1ba", b"\x1b!", b"\x1bt", b"\x1b3", b"\x1da", b"\x1dr"), 3
)
"""Commands of a fixed length that are known by their first two bytes."""
CUTS_THAT_FEED = b"ABab"


@dataclass(frozen=True, slots=True)
class Reset:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Paper goes on by so many rows of dots."""

    rows: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V; `rows` are fed before."""

    rows: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """GS v 0: the header of a picture, whose dots follow."""

    row_bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A byte that is printed as a letter: in this house always somebody's mistake."""

    code: int


@dataclass(frozen=True, slots=True)
class Ask:
    """GS r: answer when everything before has been printed."""

    what: int


@dataclass(frozen=True, slots=True)
class TellChanges:
    """GS a: say by yourself what changes, from now on or no more."""

    on: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """A byte or command that changes nothing on paper."""


Command = Reset | Feed | Cut | Picture | Letter | Ask | TellChanges | Nothing
DOTS_A_LINE = 30
"""A line of text, in rows of dots (ESC 2: a sixth of an inch)."""


def next_command(data: bytes) -> tuple[Command, int] | None:
    """Return the first command of `data` and how many bytes it takes; None where more bytes must come first."""
    if data[0] not in (0x10, 0x1B, 0x1D, 0x1C):
        return _letter(data[0]), 1
    if len(data) < 2:
        return None
    begun = data[:2]
    if begun == b"\x1dv":
        return _picture(data)
    if begun == b"\x1dV":
        return _cut(data)
    if begun == DLE_EOT:
        return (Nothing(), 3) if len(data) >= 3 else None
    if data[0] == 0x10:
        return _dropped(data)
    size = SIZES.get(begun, 2)
    return (_short(begun, data[size - 1]), size) if len(data) >= size else None


def _letter(code: int) -> Command:
    if code == 0x0A:
        return Feed(DOTS_A_LINE)
    return Letter(code) if code >= 0x20 else Nothing()


def _picture(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 8:
        return None
    row_bytes, rows = data[4] | data[5] << 8, data[6] | data[7] << 8
    if data[2] != 0x30 or not 0 < row_bytes <= HEAD_BYTES or not rows:
        return Nothing(), 8
    return Picture(row_bytes, rows), 8


def _cut(data: bytes) -> tuple[Command, int] | None:
    if len(data) < 3:
        return None
    if data[2] not in CUTS_THAT_FEED:
        return Cut(), 3
    return (Cut(rows=data[3]), 4) if len(data) >= 4 else None


def _dropped(data: bytes) -> tuple[Command, int] | None:
    """DLE DC4 8 was obeyed when it came, or is not known here; then its bytes say nothing to anybody."""
    if len(data) < LONGEST_AT_ONCE and DROP.startswith(data):
        return None
    return Nothing(), LONGEST_AT_ONCE if data.startswith(DROP) else 1


def _short(begun: bytes, last: int) -> Command:
    match begun:
        case b"\x1b@":
            return Reset()
        case b"\x1bd":
            return Feed(last * DOTS_A_LINE)
        case b"\x1bJ":
            return Feed(last)
        case b"\x1dr":
            return Ask(last)
        case b"\x1da":
            return TellChanges(bool(last))
    return Nothing()
