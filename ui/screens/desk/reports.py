"""Reports: some days by one touch, then figures, plots and tables of them, to be printed or taken away."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.report_desk import Counted
from kiosk.desk.report_plots import shows_days
from kiosk.desk.report_tables import Table
from kiosk.domain.report import Period
from kiosk.errors import YizhanError
from ui.screens.desk.reports_figures import ReportFigures
from ui.screens.desk.reports_foot import ReportsFoot
from ui.screens.desk.reports_period import PeriodPage, Span, period_of
from ui.screens.desk.reports_table import TitledTable
from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.desk.screen_width import screen_width
from ui.turns import Turns
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.folder_card import FolderCard
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.plot import PlotView
from ui.widgets.desk.words import Words

PLOTS, TABLES = 5, 7
OTHER = "other"
PLOT_MM = 120.0
"""The least width of a plot that stands beside another."""


class ReportsScreen(DeskScreen):
    """Counts when it is opened and when other days are chosen; the figures stand still while they are read."""

    place = Place.REPORTS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._turns = Turns(self)
        self._counted: Counted | None = None
        self._wanted: Period | None = None
        self._is_counting = False
        self._steps = QStackedWidget(self)
        self._main = QWidget(self._steps)
        self._period_page = PeriodPage(look, "reports-period", self._steps)
        self._period_page.chosen.connect(self._choose_period)
        self._period_page.closed.connect(self._leave_period)
        self._build_period()
        self._build_page()
        width = screen_width(look) - 2 * look.sizes.margin
        self._folders = FolderCard(look, "reports-folder", self._page.content, width_px=width)
        self._foot = ReportsFoot(self, self._folders, self._main)
        self._foot.drawing.connect(lambda: self._state.say(self.texts("reports-drawing")))
        self._foot.drawn.connect(self._say_when_counted)
        self._arrange()

    def _build_period(self) -> None:
        keys = (*Span, OTHER)
        options = [Option(str(key), self.texts(f"reports-{key}")) for key in keys]
        width = screen_width(self.look) - 2 * self.look.sizes.margin
        columns = columns_that_fit(self.look, [each.text for each in options], width_px=width, most=len(options))
        self._spans = Choice(self.look, "reports-span", options, self._main, columns=columns)
        self._spans.choose(Span.THIS_MONTH)
        self._spans.changed.connect(self._choose_span)

    def _build_page(self) -> None:
        look = self.look
        width = screen_width(look) - 2 * look.sizes.margin
        self._page = Page(look, "reports-page", self._main)
        inside = self._page.content
        self._title = Words("reports-title", "", inside, kind="title")
        self._state = Words("reports-state", "", inside, kind="hint")
        self._again = DeskButton(
            look, "reports-again", self.texts("reports-again"), inside, keys="Alt+R", pressed=self._count
        )
        self._figures = ReportFigures(look, inside, width_px=width)
        self._plots = [PlotView(look, f"reports-plot-{number}", inside, turns=self._turns) for number in range(PLOTS)]
        self._tables = [TitledTable(look, f"reports-table-{number}", inside) for number in range(TABLES)]
        self._plot_columns = 2 if width >= 2 * look.px(PLOT_MM) else 1

    def _arrange(self) -> None:
        size = self.look.sizes
        head = QVBoxLayout()
        head.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        head.addWidget(self._spans)
        column = self._page.column
        column.setContentsMargins(size.margin, 0, size.margin, size.margin)
        state = QHBoxLayout()
        state.setSpacing(size.gap)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        state.addLayout(words, 1)
        state.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._folders)
        column.addLayout(state)
        column.addWidget(self._figures)
        column.addLayout(self._plot_grid())
        for table in self._tables:
            column.addWidget(table)
        column.addStretch(1)
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._page, 1)
        whole.addWidget(self._foot)
        for step in (self._main, self._period_page):
            self._steps.addWidget(step)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._steps)

    def _plot_grid(self) -> QGridLayout:
        """The first plot as wide as the page, the others side by side where there is room."""
        grid = QGridLayout()
        grid.setSpacing(self.look.sizes.gap * 2)
        first, *others = self._plots
        columns = self._plot_columns
        grid.addWidget(first, 0, 0, 1, columns)
        for number, plot in enumerate(others):
            grid.addWidget(plot, 1 + number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid

    # what the shell asks

    def open(self, topic: object) -> None:
        """Count anew: what was counted before may be a day old."""
        self._steps.setCurrentWidget(self._main)
        self._count()

    def refresh(self) -> None:
        """Others change something every minute; the figures change when somebody asks for it."""
        if self._counted is None:
            self._count()

    def leave(self) -> None:
        self._folders.hide()

    def first_focus(self) -> QWidget:
        self._spans.focus_first()
        return self._spans.focusWidget() or self._spans

    # which days

    @property
    def _period(self) -> Period:
        usual = self._spans.one
        if usual == OTHER and self._wanted is not None:
            return self._wanted
        return period_of(Span(usual) if usual in list(Span) else Span.THIS_MONTH, self.look.today())

    def _choose_span(self) -> None:
        if self._spans.one == OTHER:
            shown = self._wanted or period_of(Span.THIS_MONTH, self.look.today())
            self._steps.setCurrentWidget(self._period_page)
            self._period_page.begin(shown)
            return
        if not self._spans.one:
            self._mark_span()
        self._count()

    def _choose_period(self, period: Period) -> None:
        self._wanted = period
        self._leave_period()
        self._count()

    def _leave_period(self) -> None:
        self._steps.setCurrentWidget(self._main)
        self._mark_span()
        self._spans.focus_first()

    def _mark_span(self) -> None:
        """Mark the button of the days that are shown or on their way."""
        today = self.look.today()
        shown = self._wanted
        span = next((str(span) for span in Span if period_of(span, today) == shown), OTHER)
        self._spans.choose(span if shown else Span.THIS_MONTH)

    # counting

    def _count(self) -> None:
        """Ask for the figures; while they are on their way, only the last wish is remembered."""
        self._wanted = wanted = self._period
        self._state.say(self.texts("reports-counting"))
        if self._is_counting:
            return
        self._is_counting = True
        texts = self.texts

        def ask(desk: Desk) -> Counted:
            return desk.report_desk.counted(wanted, texts)

        self.ask(ask, self._answered, failed=self._not_counted)

    def _answered(self, counted: Counted) -> None:
        self._is_counting = False
        if counted.report.period != self._wanted:
            self._count()
            return
        self._counted = counted
        self._turns.begin(self._show(counted), while_wanted=lambda: self._counted is counted)

    def _not_counted(self, _: YizhanError) -> bool:
        self._is_counting = False
        self._state.say("")
        return False

    def _show(self, counted: Counted) -> Generator[None, None, None]:
        """In pieces, from the top, so that the screen lives meanwhile."""
        self._title.say(counted.paper.title)
        self._figures.show_report(counted.report)
        self._foot.show_counted(counted)
        yield
        for view, plot in zip(self._plots, (*counted.plots, *[None] * PLOTS), strict=False):
            view.show_plot(plot)
            yield
        for shown, table in zip(self._tables, (*self._tables_of(counted), *[None] * TABLES), strict=False):
            shown.show_table(table)
            yield
        if counted.report.period == self._wanted:
            self._say_when_counted()

    def _tables_of(self, counted: Counted) -> tuple[Table, ...]:
        """Single days only as far as somebody would read them; the main trades stand above in words."""
        summary, *others = counted.tables
        days, main = self.texts("report-days"), self.texts("report-main-trades")
        rows = tuple(row for row in summary.rows if row[0] != main)
        shown = (table for table in others if table.title != days or shows_days(counted.report))
        return (replace(summary, title=self.texts("reports-summary"), rows=rows), *shown)

    def _say_when_counted(self) -> None:
        if self._counted is not None:
            self._state.say(self.texts("reports-counted", time=f"{self._counted.at:%H:%M}"))
