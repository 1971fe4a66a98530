"""Reports: some days by one touch, then figures, plots and tables of them, to be printed or taken away."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.desk import Desk
from kiosk.desk.exporting import FileForm
from kiosk.desk.report_desk import Counted
from kiosk.desk.report_plots import shows_days
from kiosk.desk.report_tables import Table, cell_text
from kiosk.domain.report import Period
from kiosk.errors import YizhanError
from ui.screens.desk.reports_figures import ReportFigures
from ui.screens.desk.reports_period import PeriodPage, Span, period_of
from ui.screens.desk.screen import DeskScreen, News, Place, PrintWish
from ui.screens.desk.screen_width import screen_width
from ui.screens.desk.shown_paths import shown_path
from ui.slip_painter.document import drawn_pdf
from ui.turns import Turns
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.figure_table import FigureTable
from ui.widgets.desk.folder_card import FolderCard
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.plot import PlotView
from ui.widgets.desk.words import Words

PLOTS, TABLES = 5, 7
OTHER = "other"
PLOT_MM = 120.0
"""The least width of a plot that stands beside another."""
Save = Callable[[Drive], None]


class ReportsScreen(DeskScreen):
    """Counts when it is opened and when other days are chosen; the figures stand still while they are read."""

    place = Place.REPORTS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._turns = Turns(self)
        self._counted: Counted | None = None
        self._wanted: Period | None = None
        self._is_counting = False
        self._save: Save | None = None
        self._steps = QStackedWidget(self)
        self._main = QWidget(self._steps)
        self._period_page = PeriodPage(look, "reports-period", self._steps)
        self._period_page.chosen.connect(self._choose_period)
        self._period_page.closed.connect(self._leave_period)
        self._build_period()
        self._build_page()
        self._build_foot()
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
        self._tables = [_TitledTable(look, f"reports-table-{number}", inside) for number in range(TABLES)]
        self._plot_columns = 2 if width >= 2 * look.px(PLOT_MM) else 1

    def _build_foot(self) -> None:
        look, texts = self.look, self.texts
        width = screen_width(look) - 2 * look.sizes.margin
        self._folders = FolderCard(look, "reports-folder", self._page.content, width_px=width)
        self._print = DeskButton(
            look, "reports-print", texts("reports-print"), self._main, keys="Ctrl+P", pressed=self._print_it
        )
        self._csv = DeskButton(
            look, "reports-csv", texts("reports-csv"), self._main, keys="Alt+C",
            pressed=lambda: self._ask_where(lambda drive: self._save_tables(drive, FileForm.CSV)),
        )  # fmt: skip
        self._xlsx = DeskButton(
            look, "reports-xlsx", texts("reports-xlsx"), self._main, keys="Alt+X",
            pressed=lambda: self._ask_where(lambda drive: self._save_tables(drive, FileForm.XLSX)),
        )  # fmt: skip
        self._pdf = DeskButton(
            look, "reports-pdf", texts("reports-pdf"), self._main, kind="primary", keys="Ctrl+Return",
            pressed=lambda: self._ask_where(self._save_pdf),
        )  # fmt: skip
        self._folders.chosen.connect(self._save_to)
        self._folders.left.connect(lambda: self._pdf.setFocus(Qt.FocusReason.OtherFocusReason))
        self._show_ready()

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
        plots = QGridLayout()
        plots.setSpacing(size.gap * 2)
        for number, plot in enumerate(self._plots):
            wide = self._plot_columns if number == 0 else 1
            place = number if self._plot_columns == 1 else 1 + (number - 1) // 2 if number else 0
            plots.addWidget(plot, place, 0 if wide > 1 or self._plot_columns == 1 else (number - 1) % 2, 1, wide)
        for number in range(self._plot_columns):
            plots.setColumnStretch(number, 1)
        column.addLayout(plots)
        for table in self._tables:
            column.addWidget(table)
        column.addStretch(1)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(size.gap)
        for button, share in ((self._print, 1), (self._csv, 1), (self._xlsx, 1), (self._pdf, 2)):
            foot.addWidget(button, share)
        below = QVBoxLayout()
        below.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        below.addLayout(foot)
        whole = QVBoxLayout(self._main)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._page, 1)
        whole.addLayout(below)
        for step in (self._main, self._period_page):
            self._steps.addWidget(step)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._steps)

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
        self._show_ready()
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

    def _show_ready(self) -> None:
        for button in (self._print, self._csv, self._xlsx, self._pdf):
            button.setEnabled(self._counted is not None)

    # taking it away

    def _print_it(self) -> None:
        if self._counted is not None:
            self.prints.emit(PrintWish(paper=self._counted.paper, done_text=self.texts("reports-printed")))

    def _ask_where(self, save: Save) -> None:
        """Where there is no stick, there is nothing to choose."""
        self._save = save

        def offer(drives: tuple[Drive, ...]) -> None:
            if len(drives) == 1:
                save(drives[0])
            else:
                self._folders.ask(drives)

        self.ask(lambda desk: desk.report_desk.folders(), offer)

    def _save_to(self, drive: Drive) -> None:
        self._pdf.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._save is not None:
            self._save(drive)

    def _save_tables(self, drive: Drive, form: FileForm) -> None:
        counted = self._counted
        if counted is not None:
            self.ask(lambda desk: desk.report_desk.save_tables(counted, drive, form), self._saved, failed=self._unsaved)

    def _save_pdf(self, drive: Drive) -> None:
        counted = self._counted
        if counted is None:
            return
        self._state.say(self.texts("reports-drawing"))

        def write(pdf: bytes | None) -> None:
            if pdf is not None:
                self.ask(lambda desk: desk.report_desk.save_pdf(counted, pdf, drive), self._saved, failed=self._unsaved)

        self._turns.begin(drawn_pdf(counted.paper), write)

    def _saved(self, path: Path) -> None:
        self._say_when_counted()
        self.told.emit(News(text=self.texts("folder-saved", file=shown_path(path))))

    def _unsaved(self, _: YizhanError) -> bool:
        self._say_when_counted()
        return False

    def _say_when_counted(self) -> None:
        if self._counted is not None:
            self._state.say(self.texts("reports-counted", time=f"{self._counted.at:%H:%M}"))


class _TitledTable(QWidget):
    """A table with its title and how to read it."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = Words(f"{name}-title", "", self, kind="strong")
        self._note = Words(f"{name}-note", "", self, kind="hint")
        self._table = FigureTable(look, f"{name}-rows", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.sizes.gap, 0, 0)
        column.setSpacing(look.sizes.gap // 3)
        for part in (self._title, self._note, self._table):
            column.addWidget(part)
        self.hide()

    def show_table(self, table: Table | None) -> None:
        self.setVisible(table is not None)
        if table is not None:
            self._title.say(table.title)
            self._note.say(table.note)
            rows = [tuple(map(cell_text, row)) for row in table.rows]
            self._table.show_table(table.title, table.headings, rows, numeric=table.numeric)
