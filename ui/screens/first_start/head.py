"""The last page before anybody can log in: the head of the station says who they are and chooses a PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.desk.first_start import Step
from ui.screens.desk.first_start import FirstStartScreen
from ui.screens.first_start.step_page import StepPage
from ui.widgets.desk.look import Look


class HeadPage(StepPage):
    """The screen of every first start, with a way back."""

    step = Step.HEAD

    made = Signal(str, str)
    """Carries name and PIN."""

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        self._form = FirstStartScreen(look, self, can_leave=False)
        self._form.made.connect(self.made)
        self.title.hide()
        self.next.hide()
        self.later.hide()
        self._whole.replaceWidget(self.page, self._form)
        self._whole.setStretchFactor(self._form, 1)
        self.page.hide()
        self.put_foot(self.go_back)

    def first_focus(self) -> QWidget:
        return self._form.first_focus()

    def show_problem(self, text: str) -> None:
        self._form.show_problem(text)
