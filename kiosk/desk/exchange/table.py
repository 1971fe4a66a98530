"""A table as a file holds it, before anybody knows what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.desk.exchange.day_words import EPOCH_1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may be at most. The row and cell limits are far above any county's list; they keep memory bounded."""

    file_bytes: int = 50 * 1024 * 1024
    part_bytes: int = 256 * 1024 * 1024
    rows: int = 200_000
    columns: int = 256
    cells: int = 5_000_000
    cell_characters: int = 32_767
    """The most that a spreadsheet's own cell holds."""


@dataclass(slots=True)
class Row:
    """`number` is what the spreadsheet shows beside the row, from 1. `own` counts its cells that were not filled from
    a merged neighbour. `struck` tells that all of these are struck out."""

    number: int
    cells: list[str]
    own: int = 0
    hidden: bool = False
    struck: bool = False


@dataclass(slots=True)
class Table:
    """One sheet, or a text file's only one, whose `sheet` is empty."""

    rows: list[Row] = field(default_factory=list)
    sheet: str = ""
    epoch: date = EPOCH_1900
