"""Exchange: lists of work and people in, lists out; long work goes on beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.care.offered_files import OfferedFile
from kiosk.desk.errand import Brought, End, Errand, Seen, Work, Written
from kiosk.desk.errands import RunningErrand
from kiosk.domain.report import Period
from kiosk.errors import YizhanError
from ui.screens.desk.exchange_consent import ConsentPage
from ui.screens.desk.exchange_export import ExportPage
from ui.screens.desk.exchange_files import FilesPage, shown_file
from ui.screens.desk.exchange_import import ImportPage
from ui.screens.desk.exchange_start import ExchangeStart
from ui.screens.desk.reports_period import PeriodPage, Span, period_of
from ui.screens.desk.screen import DeskScreen, News, Place
from ui.widgets.desk.look import Look

LOOK_MS, FILES_MS = 100, 3000
"""How often an errand is looked at, and the list of files made anew: a stick that is plugged in shows by itself."""


class ExchangeScreen(DeskScreen):
    """One step at a time. An errand goes on when somebody goes elsewhere, and is found here again."""

    place = Place.EXCHANGE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._work = Work.IMPORT_POSTINGS
        self._file = Path()
        self._consent_kept = False
        self._running: RunningErrand | None = None
        self._is_beginning = False
        self._steps = QStackedWidget(self)
        self._start = ExchangeStart(look, self._steps)
        self._files = FilesPage(look, self._steps)
        self._consent = ConsentPage(look, self._steps)
        self._import = ImportPage(look, self._steps)
        self._export = ExportPage(look, self._steps)
        self._days = PeriodPage(look, "exchange-period", self._steps)
        self._errand_timer = QTimer(self, interval=LOOK_MS)
        self._errand_timer.timeout.connect(self._look)
        self._files_timer = QTimer(self, interval=FILES_MS)
        self._files_timer.timeout.connect(self._find_files)
        self._is_finding = False
        self._wire()
        for step in (self._start, self._files, self._consent, self._import, self._export, self._days):
            self._steps.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._steps)

    def _wire(self) -> None:
        self._start.chosen.connect(self._choose_work)
        self._files.chosen.connect(self._choose_file)
        self._files.wanted.connect(self._find_files)
        self._files.closed.connect(self._show_start)
        self._consent.answered.connect(self._take_consent)
        self._consent.closed.connect(self._show_files)
        self._import.wanted.connect(lambda: self._bring_in(dry_run=False))
        self._import.finished.connect(self._show_start)
        self._import.closed.connect(lambda: self._stop_or(self._import.show_stopping, self._show_files))
        self._export.saving.connect(self._ask_where)
        self._export.chosen.connect(self._take_out)
        self._export.days_wanted.connect(self._ask_days)
        self._export.closed.connect(lambda: self._stop_or(self._export.show_stopping, self._show_start))
        self._days.chosen.connect(self._take_days)
        self._days.closed.connect(lambda: self._take_days(None))

    @property
    def is_busy(self) -> bool:
        """Whether an errand is under way."""
        return self._is_beginning or self._running is not None

    # what the shell asks

    def open(self, topic: object) -> None:
        """Begin anew, unless an errand is under way."""
        self.ask(lambda desk: desk.room.actor.role, self._start.show_role)
        if not self.is_busy:
            self._show_start()

    def leave(self) -> None:
        self._files_timer.stop()

    def first_focus(self) -> QWidget | None:
        return self._start.first_focus() if self._steps.currentWidget() is self._start else None

    # step by step

    def _show_start(self) -> None:
        self._files_timer.stop()
        self._steps.setCurrentWidget(self._start)
        self._start.first_focus().setFocus()

    def _choose_work(self, work: Work) -> None:
        self._work = work
        if work in (Work.IMPORT_POSTINGS, Work.IMPORT_PEOPLE):
            self._show_files()
        else:
            self._steps.setCurrentWidget(self._export)
            self._export.begin(work)

    def _show_files(self) -> None:
        self._files.begin(self.texts(f"exchange-{self._work}"))
        self._steps.setCurrentWidget(self._files)
        self._find_files(then=self._files.focus_first)
        self._files_timer.start()

    def _find_files(self, *, then: Callable[[], None] = lambda: None) -> None:
        if self._is_finding:
            return
        self._is_finding = True

        def found(files: tuple[OfferedFile, ...]) -> None:
            self._is_finding = False
            self._files.show_files(files)
            then()

        def failed(_: YizhanError) -> bool:
            self._is_finding = False
            return False

        self.ask(lambda desk: desk.errands.files(), found, failed=failed)

    def _choose_file(self, file: Path) -> None:
        self._files_timer.stop()
        self._file, self._consent_kept = file, False
        if self._work is Work.IMPORT_PEOPLE:
            self._steps.setCurrentWidget(self._consent)
            self._consent.begin(shown_file(file, self.look))
        else:
            self._bring_in(dry_run=True)

    def _take_consent(self, kept: bool) -> None:
        self._consent_kept = kept
        self._bring_in(dry_run=True)

    def _ask_days(self) -> None:
        self._steps.setCurrentWidget(self._days)
        self._days.begin(self._export.period or period_of(Span.THIS_MONTH, self.look.today()))

    def _take_days(self, period: Period | None) -> None:
        self._steps.setCurrentWidget(self._export)
        self._export.take_days(period)

    def _ask_where(self) -> None:
        self.ask(lambda desk: desk.errands.folders(), self._export.ask_where)

    # errands

    def _bring_in(self, *, dry_run: bool) -> None:
        self._steps.setCurrentWidget(self._import)
        self._import.begin(shown_file(self._file, self.look), dry_run=dry_run)
        self._begin(
            Errand(
                work=self._work,
                language=self.texts.language,
                file=self._file,
                dry_run=dry_run,
                consent_kept=self._consent_kept,
            )
        )

    def _take_out(self, drive: Drive) -> None:
        export = self._export
        export.show_writing()
        self._begin(
            Errand(work=export.work, language=self.texts.language, drive=drive, form=export.form, period=export.period)
        )

    def _begin(self, errand: Errand) -> None:
        if self.is_busy:
            return
        self._is_beginning = True

        def began(running: RunningErrand) -> None:
            self._is_beginning, self._running = False, running
            self._errand_timer.start()

        def failed(_: YizhanError) -> bool:
            self._is_beginning = False
            self._show_start()
            return False

        self.ask(lambda desk: desk.errands.begin(errand), began, failed=failed)

    def _look(self) -> None:
        if self._running is None:
            return
        seen = self._running.seen
        if seen.end is None:
            self._show_progress(seen)
            return
        self._running = None
        self._errand_timer.stop()
        self._show_end(seen.end)

    def _show_progress(self, seen: Seen) -> None:
        if self._steps.currentWidget() is self._import:
            self._import.show_progress(seen)

    def _show_end(self, end: End) -> None:
        if self._steps.currentWidget() is self._export:
            self._export.show_end(end)
        else:
            self._import.show_end(end)
        match end:
            case Written(path):
                self.told.emit(News(text=self.texts("folder-saved", file=shown_file(path, self.look))))
            case Brought() if not self._import.is_dry and end.taken:
                self.told.emit(News(text=self.texts("exchange-brought", count=end.taken)))

    def _stop_or(self, show_stopping: Callable[[], None], leave: Callable[[], None]) -> None:
        if self._is_beginning:
            return
        if self._running is None:
            leave()
            return
        show_stopping()
        self._running.stop()
