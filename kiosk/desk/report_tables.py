"""A report as tables: the same for the screen, for CSV, for XLSX and for PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.report import Report
from kiosk.texts.catalogue import Texts

MAIN_TRADES = 5
Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`note` is a sentence on how to read it, or empty. Money is in yuan; a share is a percentage."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def numeric(self) -> frozenset[int]:
        """The columns (from 0) of figures."""
        return frozenset(
            column for column, cells in enumerate(zip(*self.rows, strict=True)) if not all(map(_is_text, cells))
        )


def report_tables(report: Report, texts: Texts) -> tuple[Table, ...]:
    """Return the report in words, the summary first; a table that would have no row is left out."""
    tables = (
        _summary(report, texts),
        _trades(report, texts),
        _pay(report, texts),
        _unfilled(report, texts),
        _complaints(report, texts),
        _months(report, texts),
        _days(report, texts),
    )
    return tuple(table for table in tables if table.rows)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str)


def cell_text(cell: Cell) -> str:
    """A cell as it is shown: no digit is grouped, so that it can be copied as it stands."""
    return f"{cell:.2f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def _summary(report: Report, texts: Texts) -> Table:
    period = report.period
    return Table(
        title=texts("report-title", first=period.first_day.isoformat(), last=period.last_day.isoformat()),
        headings=(texts("report-item"), texts("report-figure"), texts("report-how-counted")),
        rows=tuple((*row, "") if len(row) == 2 else row for row in _figures(report, texts)),
    )


def _figures(report: Report, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    yield texts("report-job-seekers"), report.job_seekers, texts("report-job-seekers-how")
    yield texts("report-newly-registered"), report.newly_registered
    yield texts("report-main-trades"), main_trades(report, texts), texts("report-main-trades-how")
    yield texts("report-daily-hires"), _rounded(report.daily_hires), texts("report-daily-hires-how")
    yield texts("report-hires"), report.hires, texts("report-hires-how")
    yield texts("report-open-days"), report.open_days, texts("report-open-days-how")
    yield texts("report-arrivals"), report.arrivals
    yield texts("report-anonymous-arrivals"), report.anonymous_arrivals
    yield from _about_postings(report, texts)
    yield from _about_slips(report, texts)
    yield texts("report-share-over"), _percent(report.ages.share_over), texts("report-share-over-how")
    yield texts("report-over"), report.ages.over
    yield texts("report-age-unknown"), report.ages.unknown
    yield texts("report-unpaid-wages"), report.unpaid_wages
    yield texts("report-complaints-opened"), report.complaints_opened
    yield texts("report-complaints-closed"), report.complaints_closed
    yield texts("report-complaints-open"), report.complaints_still_open, texts("report-complaints-open-how")
    yield texts("report-classes"), report.classes
    yield texts("report-sign-ups"), report.sign_ups
    yield texts("report-came-to-class"), report.came_to_class


def _about_postings(report: Report, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    yield texts("report-postings"), report.postings, texts("report-postings-how")
    yield texts("report-slots"), report.slots
    yield texts("report-slots-filled"), report.slots_filled, texts("report-slots-filled-how")
    yield texts("report-fill-rate"), _percent(report.fill_rate)


def _about_slips(report: Report, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    yield texts("report-slips"), report.slips.issued
    yield texts("report-anonymous-slips"), report.slips.anonymous, texts("report-anonymous-slips-how")
    yield texts("report-cancelled"), report.slips.cancelled
    yield texts("report-not-hired"), report.slips.not_hired
    yield texts("report-no-shows"), report.slips.no_show
    yield texts("report-undecided"), report.slips.undecided


def main_trades(report: Report, texts: Texts) -> str:
    """The trades that most people can do, in words; empty for none."""
    names = [trade_called(trade.trade, texts) for trade in report.trades[:MAIN_TRADES] if trade.seekers or trade.slots]
    joined = names[0] if names else ""
    for name in names[1:]:
        joined = texts("report-listed", first=joined, second=name)
    return joined


def trade_called(trade: str, texts: Texts) -> str:
    """The trade as people call it; its id where a newer station's trade is unknown here."""
    key = f"trade-{trade}"
    return texts(key) if texts.has(key) else trade


def _trades(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-trades"),
        headings=(
            texts("report-trade"),
            texts("report-seekers"),
            texts("report-postings"),
            texts("report-slots"),
            texts("report-slots-filled"),
            texts("report-slots-unfilled"),
            texts("report-hires"),
        ),
        rows=tuple(
            (
                trade_called(one.trade, texts),
                one.seekers,
                one.postings,
                one.slots,
                one.slots_filled,
                one.slots_unfilled,
                one.hires,
            )
            for one in report.trades
        ),
        note=texts("report-trades-note"),
    )


def _pay(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-pay"),
        headings=(texts("report-trade"), texts("report-unit"), texts("report-median"), texts("report-postings")),
        rows=tuple(
            (trade_called(one.trade, texts), texts(f"report-per-{one.unit}"), one.median_minor / 100, one.postings)
            for one in report.pay
        ),
        note=texts("report-pay-note"),
    )


def _unfilled(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-unfilled"),
        headings=(texts("report-trade"), texts("report-slots"), texts("report-slots-unfilled")),
        rows=tuple((trade_called(one.trade, texts), one.slots, one.slots_unfilled) for one in report.unfilled_trades),
        note=texts("report-unfilled-note"),
    )


def _complaints(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-complaints"),
        headings=(
            texts("report-kind"),
            texts("report-complaints-opened"),
            texts("report-complaints-closed"),
            texts("report-complaints-open"),
        ),
        rows=tuple(
            (texts(f"report-complaint-{one.kind}"), one.opened, one.closed, one.still_open) for one in report.complaints
        ),
    )


def _months(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-months"),
        headings=(
            texts("report-month"),
            texts("report-open-days"),
            texts("report-arrivals"),
            texts("report-slips"),
            texts("report-hires"),
        ),
        rows=tuple((f"{one.begins:%Y-%m}", one.open_days, one.arrivals, one.slips, one.hires) for one in report.months),
    )


def _days(report: Report, texts: Texts) -> Table:
    return Table(
        title=texts("report-days"),
        headings=(
            texts("report-day"),
            texts("report-arrivals"),
            texts("report-slips"),
            texts("report-hires"),
        ),
        rows=tuple(
            (one.begins.isoformat(), one.arrivals, one.slips, one.hires) for one in report.days if one.open_days
        ),
        note=texts("report-days-note"),
    )


def _rounded(figure: float | None) -> Cell:
    return "" if figure is None else round(figure, 2)


def _percent(share: float | None) -> Cell:
    return "" if share is None else round(share * 100, 1)
