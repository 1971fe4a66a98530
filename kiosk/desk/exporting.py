"""Export: reports and lists as files for office programs, CSV or XLSX by the file's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kiosk.desk.exchange.defused import Cell, Page, write_csv, write_xlsx
from kiosk.desk.report_tables import Table
from kiosk.desk.room import STAFF, UseCases, may
from kiosk.domain.posting import Posting
from kiosk.domain.report import Period
from kiosk.domain.staff import Role
from kiosk.errors import Refused
from kiosk.store import exports
from kiosk.store.postings import PostingStore
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import amount_text, clock_text, hours_line, pay_line, trade_name

Rows = Iterable[Sequence[Cell]]


class FileForm(StrEnum):
    """What a file of tables may be; the name of the form is the file name's end."""

    CSV = ".csv"
    XLSX = ".xlsx"


class Exporting(UseCases):
    """Files for the station's own office and the county's. An identity number is in none of them."""

    @may(*STAFF)
    def report(self, tables: Sequence[Table], path: Path) -> None:
        """Write a report's tables: below one another in a CSV file, each on its own sheet in a workbook."""
        save_tables(tables, path)

    @may(*STAFF)
    def postings(self, path: Path, texts: Texts) -> int:
        """Write every posting, of whatever state, in columns that an import reads again; return how many there are."""
        found = PostingStore(self.room.database).all()
        return self._save(path, texts, "postings", POSTING_HEADINGS, (_posting(each, texts) for each in found))

    @may(Role.HEAD)
    def people(self, path: Path, texts: Texts) -> int:
        """Write everybody whom the station knows; return how many. That it was done stands in the log."""
        found = exports.people(self.room.database)
        return self._save(path, texts, "people", PERSON_HEADINGS, (_person(row, texts) for row in found))

    @may(*STAFF)
    def arrivals(self, period: Period, path: Path, texts: Texts) -> int:
        """Write who came, and when; return how many arrivals there were."""
        found = exports.arrivals(self.room.database, first=period.first_day, last=period.last_day)
        return self._save(path, texts, "arrivals", ARRIVAL_HEADINGS, (_arrival(row, texts) for row in found))

    @may(*STAFF)
    def outcomes(self, period: Period, path: Path, texts: Texts) -> int:
        """Write what became of the period's slips; return how many have an outcome."""
        found = exports.outcomes(self.room.database, first=period.first_day, last=period.last_day)
        return self._save(path, texts, "outcomes", OUTCOME_HEADINGS, (_outcome(row, texts) for row in found))

    def _save(self, path: Path, texts: Texts, what: str, headings: Sequence[str], rows: Rows) -> int:
        """The log has it before the file: a list of people that left the station must not be without a line there."""
        form, written = form_of(path), list(rows)
        title = texts(f"export-title-{what}")
        names = [texts(heading) for heading in headings]
        with self.room.change():
            self.room.note("exported", what, rows=len(written))
        if form is FileForm.CSV:
            write_csv(path, [names, *written])
        else:
            write_xlsx(path, [Page(title=title, headings=names, rows=written)])
        return len(written)


def save_tables(tables: Sequence[Table], path: Path) -> None:
    """Write `tables` to `path`. Raises `Refused` for a name with another end, `DiskFull`, `StoreError`."""
    if form_of(path) is FileForm.CSV:
        write_csv(path, [row for table in tables for row in _below(table)])
        return
    write_xlsx(
        path,
        [
            Page(
                title=table.title, headings=table.headings, rows=table.rows, above=_above(table), widths=_widths(table)
            )
            for table in tables
        ],
    )


def form_of(path: Path) -> FileForm:
    """Return what kind of file the name asks for; `Refused` for any other."""
    try:
        return FileForm(path.suffix.lower())
    except ValueError:
        raise Refused("refused-file-form", file=path.name) from None


def _below(table: Table) -> Iterable[Sequence[Cell]]:
    yield (table.title,)
    if table.note:
        yield (table.note,)
    yield table.headings
    yield from table.rows
    yield ()


def _above(table: Table) -> tuple[str, ...]:
    return (table.title, table.note) if table.note else (table.title,)


WIDEST, NARROWEST = 48, 9


def _widths(table: Table) -> tuple[float, ...]:
    """A Chinese character takes the room of two digits."""
    columns = zip(table.headings, *table.rows, strict=True)
    return tuple(float(min(WIDEST, max(NARROWEST, *(2 * len(str(cell)) + 1 for cell in cells)))) for cells in columns)


POSTING_HEADINGS = (
    "export-trade", "export-title", "export-employer", "export-headcount", "export-pay", "export-paid-when",
    "export-first-day", "export-last-day", "export-hours", "export-place", "export-contact", "export-phone",
    "export-age-from", "export-age-to", "export-strength", "export-meals", "export-lodging", "export-women-rooms",
    "export-men-rooms", "export-transport", "export-tools", "export-experience", "export-note", "export-state",
    "export-slots-left",
)  # fmt: skip
PERSON_HEADINGS = (
    "export-name", "export-phone", "export-birth-year", "export-trades", "export-village", "export-strength",
    "export-note", "export-card", "export-registered", "export-consent",
)  # fmt: skip
ARRIVAL_HEADINGS = ("export-day", "export-running", "export-came-at", "export-way", "export-name", "export-card")
OUTCOME_HEADINGS = (
    "export-day", "export-slip", "export-trade", "export-title", "export-employer", "export-name", "export-result",
    "export-days-worked", "export-pay-agreed", "export-paid", "export-paid-amount", "export-reason",
)  # fmt: skip


def _posting(posting: Posting, texts: Texts) -> Sequence[Cell]:
    pay = posting.pay
    return (
        trade_name(posting, texts), posting.title, posting.employer_name, posting.headcount, pay_line(pay, texts),
        texts(f"paid-{pay.paid_when}") if pay.paid_when else "", posting.first_day, posting.last_day,
        hours_line(posting, texts) if posting.daily_start else "", posting.place, posting.contact_name,
        posting.contact_phone, posting.age_from, posting.age_to,
        texts(f"strength-{posting.strength}") if posting.strength else "", _yes(posting.meals, texts),
        _yes(posting.lodging, texts), _yes(posting.women_facilities, texts), _yes(posting.men_facilities, texts),
        posting.transport, _yes(posting.tools_provided, texts), posting.experience,
        posting.note, texts(f"export-state-{posting.state}"), posting.slots_left,
    )  # fmt: skip


def _yes(answer: bool | None, texts: Texts) -> str:
    if answer is None:
        return ""
    return texts("export-yes") if answer else texts("export-no")


def _person(row: Sequence[Cell], texts: Texts) -> Sequence[Cell]:
    name, phone, birth_year, trades, village, strength, note, card, registered_at_ms, consent = row
    return (
        name, phone, birth_year, _named(str(trades or ""), texts), village,
        texts(f"strength-{strength}") if strength else "", note, card, _moment(registered_at_ms).date(),
        texts(f"export-consent-{consent}"),
    )  # fmt: skip


def _named(trades: str, texts: Texts) -> str:
    keys = [f"trade-{trade}" for trade in trades.split()]
    return " ".join(texts(key) if texts.has(key) else key.removeprefix("trade-") for key in keys)


def _arrival(row: Sequence[Cell], texts: Texts) -> Sequence[Cell]:
    day, running, at_ms, way, name, card = row
    return day, running, clock_text(_moment(at_ms).time()), texts(f"export-way-{way}"), name, card


def _outcome(row: Sequence[Cell], texts: Texts) -> Sequence[Cell]:
    day, slip, trade, title, employer, name, result, half_days, agreed, unit, paid, paid_minor, reason = row
    return (
        day, slip, _named(str(trade), texts), title, employer, name, texts(f"export-result-{result}"),
        None if half_days is None else _number(half_days) / 2,
        "" if agreed is None else texts(f"pay-per-{unit}", amount=amount_text(int(_number(agreed)))),
        texts(f"export-paid-{paid}") if paid else "", None if paid_minor is None else _number(paid_minor) / 100, reason,
    )  # fmt: skip


def _moment(ms: Cell) -> datetime:
    return datetime.fromtimestamp(_number(ms) / 1000).astimezone()


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float | str) else 0.0
