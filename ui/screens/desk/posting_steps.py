"""The steps within one posting's screen: until which day, and who shall wait for a slot."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.posting import Posting
from kiosk.texts.phrases import long_day
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.day_field import DayField, DayPicker
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words


class UntilPage(StepPage):
    """`picked` carries the new last day."""

    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "until", parent)
        self._look = look
        self.title.say(look.texts("until-title"))
        self._now = Words("until-now", "", self.content)
        self._day = DayField(look, "until-day", look.texts("until-day"), self.content)
        width = look.panel.width_px // (1 if look.panel.is_portrait else 2) - 4 * look.sizes.target
        self._picker = DayPicker(look, "until-days", self.content, width_px=width)
        self._picker.picked.connect(self._pick)
        self._day.changed.connect(lambda _: self._day.show_problem(""))
        self.first.addWidget(self._now)
        self.first.addWidget(self._day)
        self.first.addStretch(1)
        self.second.addWidget(self._picker)
        self._save = DeskButton(
            look, "until-save", look.texts("until-save"), self, kind="primary", keys="Ctrl+Return", pressed=self._try
        )
        self.foot.addWidget(self._save, 2)

    def ask_for(self, posting: Posting) -> None:
        """Begin with the day that it is now."""
        texts, today = self._look.texts, self._look.today()
        self._now.say(texts("until-now", day=long_day(posting.last_day, texts, today=today)))
        self._day.show_day(posting.last_day)
        self._day.show_problem("")
        self._picker.show_day(posting.last_day)
        self._day.line.selectAll()
        self._day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, text: str) -> None:
        """Say what speaks against it."""
        self._day.show_problem(text)

    def _pick(self, day: date) -> None:
        self._day.show_day(day)

    def _try(self) -> None:
        day = self._day.day
        if day is None:
            self._day.show_problem(self._look.texts("until-no-day"))
            self._day.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.picked.emit(day)


class WaitPage(EscPage):
    """Somebody is looked for to be put on the waiting list. `picked` carries the `PersonSummary`."""

    picked = Signal(object)

    def __init__(self, screen: DeskScreen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wait-page")
        look, size = screen.look, screen.look.sizes
        self._search = PeopleSearch(screen, "wait-search", self)
        self._search.chosen.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        column.addWidget(Words("wait-title", look.texts("wait-title"), self, kind="title"))
        column.addWidget(self._search, 1)
        foot = QHBoxLayout()
        foot.addWidget(DeskButton(look, "wait-back", f"{look.texts('step-back')}  Esc", self, pressed=self.closed.emit))
        foot.addStretch(1)
        column.addLayout(foot)

    def begin(self) -> None:
        """Look for somebody else."""
        self._search.begin_again()
        self._search.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Somebody changed people."""
        self._search.ask()

    def _pick(self, person: PersonSummary) -> None:
        self.picked.emit(person)
