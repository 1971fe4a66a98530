"""A list on its way out: of which days, in what form, and where to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.care.drives import Drive
from kiosk.desk.errand import End, Failed, GivenUp, Work, Written
from kiosk.desk.exporting import FileForm
from kiosk.domain.report import Period
from ui.screens.desk.reports_period import Span, period_of
from ui.screens.desk.screen_width import screen_width
from ui.screens.desk.shown_paths import shown_path
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option, columns_that_fit
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.folder_card import FolderCard
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.progress_line import ProgressLine
from ui.widgets.desk.words import Words

OF_DAYS = frozenset({Work.EXPORT_ARRIVALS, Work.EXPORT_OUTCOMES})
OTHER = "other"
FORMS = (FileForm.XLSX, FileForm.CSV)


class ExportPage(EscPage):
    """`saving` asks where to, `chosen` carries the `Drive`, `days_wanted` asks for other days than the usual ones."""

    saving = Signal()
    chosen = Signal(object)
    days_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exchange-export")
        self._look, self._texts = look, look.texts
        self.work = Work.EXPORT_POSTINGS
        self._other: Period | None = None
        self._page = Page(look, "exchange-export-page", self)
        inside = self._page.content
        self._title = Words("exchange-export-title", "", inside, kind="title")
        self._private = Words("exchange-private", self._texts("exchange-private"), inside, kind="caution")
        self._days_label = Words("exchange-days-label", self._texts("exchange-days"), inside, kind="strong")
        self._days = self._choice("exchange-days", [*map(str, Span), OTHER], "reports", inside)
        self._days.changed.connect(self._choose_days)
        self._shown_days = Words("exchange-days-shown", "", inside, kind="hint")
        self._forms = self._choice("exchange-form", [form[1:] for form in FORMS], "exchange", inside)
        self._state = Words("exchange-export-state", "", inside, kind="strong")
        self._progress = ProgressLine(look, "exchange-export-progress", inside)
        width = screen_width(look) - 2 * look.sizes.margin
        self._folders = FolderCard(look, "exchange-folder", inside, width_px=width)
        self._back = DeskButton(look, "exchange-export-back", "", self, pressed=self.closed.emit)
        self._save = DeskButton(
            look, "exchange-save", self._texts("exchange-save"), self, kind="primary", keys="Ctrl+Return",
            pressed=self.saving.emit,
        )  # fmt: skip
        self._folders.chosen.connect(self.chosen.emit)
        self._folders.left.connect(lambda: self._save.setFocus(Qt.FocusReason.OtherFocusReason))
        self._arrange()

    def _choice(self, name: str, keys: Sequence[str], words: str, parent: QWidget) -> Choice:
        options = [Option(key, self._texts(f"{words}-{key}")) for key in keys]
        width = screen_width(self._look) - 2 * self._look.sizes.margin
        columns = columns_that_fit(self._look, [each.text for each in options], width_px=width, most=len(options))
        choice = Choice(self._look, name, options, parent, columns=columns)
        choice.choose(keys[0])
        return choice

    def _arrange(self) -> None:
        size = self._look.sizes
        column = self._page.column
        form_label = Words("exchange-form-label", self._texts("exchange-form"), self._page.content, kind="strong")
        for part in (
            self._title, self._private, self._days_label, self._days, self._shown_days, form_label, self._forms,
            self._folders, self._progress, self._state,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(size.gap)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._save, 2)
        foot = QVBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        whole.addLayout(foot)

    def begin(self, work: Work) -> None:
        """Ask for one list."""
        self.work = work
        self._title.say(self._texts(f"exchange-{work}"))
        self._private.setVisible(work is not Work.EXPORT_POSTINGS)
        for part in (self._days_label, self._days, self._shown_days):
            part.setVisible(work in OF_DAYS)
        self._state.say("")
        self._folders.hide()
        self._show_days()
        self.show_idle()
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def form(self) -> FileForm:
        """What was chosen."""
        return FileForm(f".{self._forms.one or FORMS[0][1:]}")

    @property
    def period(self) -> Period | None:
        """Which days; None for a list that has none."""
        if self.work not in OF_DAYS:
            return None
        usual = self._days.one
        if usual == OTHER and self._other is not None:
            return self._other
        return period_of(Span(usual) if usual in list(Span) else Span.THIS_MONTH, self._look.today())

    def take_days(self, period: Period | None) -> None:
        """Other days were chosen, or none after all."""
        self._other = period or self._other
        if self._other is None:
            self._days.choose(Span.THIS_MONTH)
        self._show_days()
        self._days.focus_first()

    def ask_where(self, drives: Sequence[Drive]) -> None:
        """Where there is no stick, there is nothing to choose."""
        if len(drives) == 1:
            self.chosen.emit(drives[0])
        else:
            self._folders.ask(drives)

    def show_writing(self) -> None:
        """It is being written."""
        self._state.say(self._texts("exchange-writing"))
        self._progress.show_share(0, 0)
        self._save.setEnabled(False)
        self._back.say(f"{self._texts('exchange-stop')}  Esc")
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stopping(self) -> None:
        """Somebody said stop; it takes a moment."""
        self._state.say(self._texts("exchange-stopping"))
        self._back.setEnabled(False)

    def show_idle(self) -> None:
        """Nothing is being written."""
        self._progress.clear()
        self._save.setEnabled(True)
        self._back.setEnabled(True)
        self._back.say(f"{self._texts('step-back')}  Esc")

    def show_end(self, end: End) -> None:
        """Say where the file is, or why there is none."""
        self.show_idle()
        match end:
            case Written(path, rows):
                self._state.say(self._texts("exchange-written", count=rows, file=shown_path(path)))
            case Failed(error):
                self._state.say(self._texts(error.key, **error.details))
            case GivenUp():
                self._state.say(self._texts("exchange-not-written"))
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_days(self) -> None:
        if self._days.one == OTHER:
            self.days_wanted.emit()
            return
        if not self._days.one:
            self._days.choose(Span.THIS_MONTH)
        self._show_days()

    def _show_days(self) -> None:
        period = self.period
        if period is not None:
            first, last = period.first_day.isoformat(), period.last_day.isoformat()
            self._shown_days.say(self._texts("exchange-days-are", first=first, last=last))
