"""Where a finger is felt: the technician's own screen for it, shown as a page of the first start."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from ui.screens.desk.made import desk_screen
from ui.screens.desk.screen import DeskScreen
from ui.screens.first_start.step_page import StepPage, nothing
from ui.screens.first_start.steps_here import touch_place
from ui.widgets.desk.look import Look


class TouchPage(StepPage):
    """What the screen tells that it did, finishes the page."""

    step = Step.TOUCH

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        place = touch_place()
        assert place is not None
        self._screen: DeskScreen = desk_screen(place, look, self)
        self._screen.asked.connect(self.asked)
        self._screen.told.connect(lambda _: self.finish(nothing, anew=True))
        self._whole.replaceWidget(self.page, self._screen)
        self._whole.setStretchFactor(self._screen, 1)
        self.page.hide()
        self.next.hide()
        self.put_foot(self.go_back, self.later)

    def first_focus(self) -> QWidget | None:
        return self._screen.first_focus()

    def show_standing(self, standing: Standing) -> None:
        self._screen.open(None)

    def leave(self) -> None:
        super().leave()
        self._screen.leave()
