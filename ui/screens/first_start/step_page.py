"""What each page of the first start is: where one is, one thing to do, and below it back, later and on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.first_start import FirstStart, Step
from kiosk.desk.first_start_desk import Standing
from kiosk.errors import YizhanError
from ui.screens.desk.screen import Place
from ui.screens.technician.beside import BesideScreen
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

Saving = Callable[[Desk], Any]


def nothing(_: Desk) -> None:
    """There is nothing to save."""


class StepPage(BesideScreen):
    """A page is made once a language, and told by `show_standing` each time somebody comes to it."""

    place = Place.SET_UP
    step: Step

    finished = Signal(object, bool)
    """Carries a question to the desk that saves, and whether what it saves counts only for a program begun anew."""
    left_for_later = Signal()
    went_back = Signal()
    put_off = Signal()
    tries_printer = Signal(str, int, object)
    """Carries the printer's target, the width of its paper in millimetres, and the `Document` to be printed there."""
    language_chosen = Signal(object)
    """Carries the `Language` in which everything goes on."""
    was_prepared = Signal(bool, str)
    """A prepared file was taken; carries whether wholly, and what was wrong."""

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent)
        self.setObjectName(f"wizard-{self.step}")
        texts = self.texts
        self.where = Words("wizard-where", "", self, kind="small")
        self.title = Words("wizard-title", texts(f"wizard-title-{self.step}"), self, kind="title")
        self.go_back = self.button("wizard-back", "wizard-back", self.went_back.emit, keys="Alt+Left")
        self.later = self.button("wizard-later", "wizard-later", self.left_for_later.emit, keys="Alt+L")
        self.next = self.button("wizard-next", "wizard-next", self.go_on, kind="primary", keys="Ctrl+Return")
        self._not_now = DeskButton(look, "wizard-not-now", texts("wizard-not-now"), self, pressed=self.put_off.emit)
        self._not_now.setVisible(can_leave)
        self._put_head()

    def _put_head(self) -> None:
        size = self.look.sizes
        words, row = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(size.gap // 2)
        for part in (self.where, self.title):
            words.addWidget(part)
        row.setContentsMargins(size.margin, size.margin, size.margin, 0)
        row.setSpacing(size.gap)
        row.addLayout(words, 1)
        row.addWidget(self._not_now)
        self._whole.insertLayout(0, row)

    def put_ways(self) -> None:
        """Put the ways back, to later and on below the page; called last by each page that has the usual ones."""
        self.put_foot(self.go_back, self.later, self.next)

    def show_place(self, first: FirstStart) -> None:
        """Say where one is, and offer the ways there are."""
        self.where.say(self.texts("wizard-where", number=str(first.number), count=str(len(first.steps))))
        self.go_back.setVisible(first.can_go_back)
        self.later.setVisible(first.can_be_left)

    def show_standing(self, standing: Standing) -> None:
        """Show what is set by now."""

    def go_on(self) -> None:
        """Somebody is done here."""
        self.finish(nothing)

    def finish(self, saving: Saving, *, anew: bool = False) -> None:
        """Have something saved and go on; `anew`: it counts only for a program that is begun anew."""
        self.finished.emit(saving, anew)

    def show_problem(self, text: str) -> None:
        """Say what went wrong."""
        self.problem.say(text)

    def show_error(self, error: YizhanError) -> bool:
        """Say what was wrong with what was to be saved."""
        self.show_problem(self.texts(error.key, **error.details))
        return True

    def read(self, text: str) -> bool:
        """Take what a scanner read; False where it is of no use here."""
        return False

    def show_trial(self, text: str, *, is_good: bool) -> None:
        """Say what became of something printed for a try."""
