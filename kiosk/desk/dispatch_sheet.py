"""The dispatch sheet: for the employer, who comes, with slip number, phone, trade and room to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from kiosk.desk.exchange.defused import Page, write_xlsx
from kiosk.domain.posting import Posting
from kiosk.domain.station import Station
from kiosk.slips.compose import grouped_phone
from kiosk.slips.lines import one_line, shortened
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text, days_line, hours_line, pay_line, readable, trade_name

NAME_BYTES, LINE_BYTES = 60, 150
"""On paper; about 20 and 50 Chinese characters."""
WIDTHS = (6, 18, 16, 16, 16, 18)
ROW_HEIGHT_POINTS = 26.0
"""Room for a signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One slip. `name` and `phone` are empty for somebody unknown, whose number of the day is `running` if any.

    An identity number never stands here.
    """

    slip_number: str
    name: str
    phone: str
    posting: Posting
    running: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What goes to one employer: all `postings` are theirs, and there is at least one."""

    station: Station
    day: date
    postings: tuple[Posting, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """A sheet in words; a row is place, slip number, name, phone, trade and an empty cell to sign in."""

    title: str
    facts: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheet_text(sheet: Sheet, texts: Texts) -> SheetText:
    """Return the sheet as it is printed, every text fit for one line."""
    whole = _in_words(sheet, texts)
    return SheetText(
        title=shortened(whole.title, most=LINE_BYTES),
        facts=tuple(shortened(fact, most=LINE_BYTES) for fact in whole.facts),
        headings=whole.headings,
        rows=tuple(tuple(shortened(cell, most=NAME_BYTES) for cell in row) for row in whole.rows),
    )


def write_sheet(target: Path | IO[bytes], sheet: Sheet, texts: Texts) -> None:
    """Write the sheet as a workbook (XLSX), names as they were registered. Raises `DiskFull`, `StoreError`."""
    whole = _in_words(sheet, texts)
    page = Page(
        title=texts("dispatch-sheet-name"),
        above=(whole.title, *whole.facts),
        headings=whole.headings,
        rows=whole.rows,
        widths=WIDTHS,
        row_height_points=ROW_HEIGHT_POINTS,
        grid=True,
    )
    write_xlsx(target, [page])


def _in_words(sheet: Sheet, texts: Texts) -> SheetText:
    return SheetText(
        title=texts("dispatch-sheet-title", employer=sheet.postings[0].employer_name),
        facts=_facts(sheet, texts),
        headings=(
            texts("dispatch-sheet-place"),
            texts("dispatch-sheet-slip"),
            texts("dispatch-sheet-worker"),
            texts("dispatch-sheet-phone"),
            texts("dispatch-sheet-trade"),
            texts("dispatch-sheet-signature"),
        ),
        rows=tuple(_row(place, row, texts) for place, row in enumerate(sheet.rows, start=1)),
    )


def _facts(sheet: Sheet, texts: Texts) -> tuple[str, ...]:
    day, phone = day_text(sheet.day, texts, today=date.min), sheet.station.phone
    return (
        texts("dispatch-sheet-from", station=sheet.station.name, day=day),
        *((texts("slip-station-phone", phone=phone),) if phone else ()),
        *(_posting_line(posting, texts) for posting in sheet.postings),
        texts("dispatch-sheet-count", count=len(sheet.rows)),
    )


def _posting_line(posting: Posting, texts: Texts) -> str:
    return texts(
        "dispatch-sheet-posting",
        trade=trade_name(posting, texts),
        days=days_line(posting, texts, today=date.min),
        hours=hours_line(posting, texts),
        pay=pay_line(posting.pay, texts),
        place=one_line(readable(posting.place)),
    )


def _row(place: int, row: SheetRow, texts: Texts) -> tuple[str, ...]:
    known = row.name or (
        texts("dispatch-sheet-unknown")
        if row.running is None
        else texts("dispatch-sheet-arrival", number=str(row.running))
    )
    return (str(place), row.slip_number, known, grouped_phone(row.phone), trade_name(row.posting, texts), "")
