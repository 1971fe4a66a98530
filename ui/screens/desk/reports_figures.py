"""The main figures of a report, large, under the names by which the provinces ask for them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kiosk.desk.report_tables import cell_text, main_trades
from kiosk.domain.report import Report
from kiosk.texts.catalogue import Texts
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

CARD_MM = 48.0
CARDS = 8
Figure = tuple[str, str, str]
"""What is counted, how many, and what else is to be said of it."""


class ReportFigures(QWidget):
    """A card a figure, as many side by side as there is room for, and the main trades in words."""

    def __init__(self, look: Look, parent: QWidget, *, width_px: int) -> None:
        super().__init__(parent)
        self.setObjectName("reports-figures")
        self._look = look
        size = look.sizes
        columns = max(2, min(4, width_px // look.px(CARD_MM)))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(size.gap)
        self._cards = [_Card(look, f"reports-figure-{number}", self) for number in range(CARDS)]
        self._trades = _Card(look, "reports-main-trades", self, figure_kind="strong")
        grid.addWidget(self._trades, 0, 0, 1, columns)
        for number, card in enumerate(self._cards):
            grid.addWidget(card, 1 + number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.hide()

    def show_report(self, report: Report) -> None:
        """Show the figures of `report`."""
        texts = self._look.texts
        self._trades.show_figure((texts("report-main-trades"), main_trades(report, texts) or NONE, ""))
        for card, figure in zip(self._cards, _figures(report, texts), strict=True):
            card.show_figure(figure)
        self.show()


NONE = "–"


def _figures(report: Report, texts: Texts) -> Iterator[Figure]:
    yield texts("report-job-seekers"), str(report.job_seekers), texts("reports-new", count=report.newly_registered)
    hires = texts("reports-hires", count=report.hires, days=report.open_days)
    yield texts("report-daily-hires"), _one_decimal(report.daily_hires), hires
    unnamed = texts("reports-unnamed", count=report.anonymous_arrivals)
    yield texts("report-arrivals"), str(report.arrivals), unnamed
    yield texts("report-postings"), str(report.postings), texts("reports-slots", count=report.slots)
    filled = texts("reports-filled", filled=report.slots_filled, slots=report.slots)
    yield texts("reports-fill-rate"), _percent(report.fill_rate), filled
    over = texts("reports-over", count=report.ages.over, unknown=report.ages.unknown)
    yield texts("reports-share-over"), _percent(report.ages.share_over), over
    yield texts("report-complaints-open"), str(report.complaints_still_open), _complaints(report, texts)
    yield texts("report-unpaid-wages"), str(report.unpaid_wages), texts("reports-unpaid-how")


def _complaints(report: Report, texts: Texts) -> str:
    return texts("reports-complaints", opened=report.complaints_opened, closed=report.complaints_closed)


def _one_decimal(figure: float | None) -> str:
    return NONE if figure is None else cell_text(round(figure, 1))


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{cell_text(round(share * 100, 1))}%"


class _Card(QFrame):
    def __init__(self, look: Look, name: str, parent: QWidget, *, figure_kind: str = "figure") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "card")
        self._title = Words(f"{name}-title", "", self, kind="small")
        self._figure = Words(f"{name}-value", "", self, kind=figure_kind)
        self._more = Words(f"{name}-more", "", self, kind="hint")
        column = QVBoxLayout(self)
        size = look.sizes
        column.setContentsMargins(size.padding * 2, size.padding, size.padding * 2, size.padding)
        column.setSpacing(0)
        for part in (self._title, self._figure, self._more):
            column.addWidget(part)
        column.addStretch(1)

    def show_figure(self, figure: Figure) -> None:
        title, value, more = figure
        self._title.say(title)
        self._figure.say(value)
        self._more.say(more)
        self.setAccessibleName(f"{title} {value}")
        self.setAccessibleDescription(more)
