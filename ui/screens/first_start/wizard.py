"""The wizard of a first start: shows the page of each step, and carries out what the pages report."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.first_start import FirstStart, Step
from kiosk.desk.first_start_desk import Standing
from kiosk.domain.language import Language
from kiosk.errors import YizhanError
from ui.screens.desk.screen import Ask
from ui.screens.first_start.step_page import Saving, StepPage, nothing
from ui.screens.first_start.steps_here import steps_here
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import Stack

PAGES = {
    Step.LANGUAGE: ("language", "LanguagePage"),
    Step.PANEL: ("panel", "PanelPage"),
    Step.TOUCH: ("touch", "TouchPage"),
    Step.SOUND: ("sound", "SoundPage"),
    Step.PRINTER: ("printer", "PrinterPage"),
    Step.PLACE: ("place", "PlacePage"),
    Step.COUNTY: ("county", "CountyPage"),
    Step.HEAD: ("head", "HeadPage"),
}
"""Each is loaded when it is first wanted."""

Failed = Callable[[YizhanError], bool]


class Wizard(QWidget):
    """What the pages ask is asked of a technician's desk, which is there as long as nobody is the head."""

    asked = Signal(object)
    """Carries an `Ask`; it is asked as nobody."""
    made = Signal(str, str)
    """Carries the head's name and PIN."""
    left = Signal()
    """The kiosk is wanted; what is not done is put off."""
    wants_anew = Signal()
    """Something was set that counts only for a program that is begun anew."""
    is_prepared = Signal()
    """A prepared file has set everything: the kiosk is to begin."""
    language_wanted = Signal(object)
    """Carries the `Language` in which everything goes on; what was done is kept."""
    tries_printer = Signal(str, int, object)

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(parent)
        self.setObjectName("wizard")
        self._look, self._can_leave = look, can_leave
        self._pages: dict[Step, StepPage] = {}
        self._first = FirstStart()
        self._trouble = ""
        self._stack = Stack(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def first(self) -> FirstStart:
        """How far it has come."""
        return self._first

    @property
    def page(self) -> StepPage | None:
        """The page that is shown."""
        return self._pages.get(self._first.at)

    def show_standing(self, standing: Standing) -> None:
        """Show the step that it has come to."""
        if self.page is not None:
            self.page.leave()
        self._first = standing.first.on(steps_here()).taken_up()
        page = self._page(self._first.at)
        page.show_place(self._first)
        page.show_standing(standing)
        page.show_problem(self._trouble)
        self._trouble = ""
        self._stack.show_page(page)
        focus = page.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nobody is before it any more."""
        if self.page is not None:
            self.page.leave()

    def read(self, text: str) -> bool:
        """Take what a scanner read; False where it is of no use here."""
        return self.page is not None and self.page.read(text)

    def show_problem(self, text: str) -> None:
        """Say what went wrong on the page that is shown."""
        if self.page is not None:
            self.page.show_problem(text)

    def show_trial(self, text: str, *, is_good: bool) -> None:
        """Say what became of a test slip."""
        if self.page is not None:
            self.page.show_trial(text, is_good=is_good)

    def _page(self, step: Step) -> StepPage:
        if step not in self._pages:
            module, name = PAGES[step]
            made = getattr(import_module(f"ui.screens.first_start.{module}"), name)
            page: StepPage = made(self._look, self, can_leave=self._can_leave)
            self._wire(page)
            self._pages[step] = page
        return self._pages[step]

    def _wire(self, page: StepPage) -> None:
        page.asked.connect(self._ask_as_technician)
        page.finished.connect(self._finish)
        page.left_for_later.connect(lambda: self._move(self._first.left()))
        page.went_back.connect(lambda: self._move(self._first.back()))
        page.put_off.connect(self.put_off)
        page.tries_printer.connect(self.tries_printer)
        page.language_chosen.connect(self._speak)
        page.was_prepared.connect(self._prepared)
        if page.step is Step.HEAD:
            page.made.connect(self.made)  # type: ignore[attr-defined]  # the one page that makes somebody

    # what pages report

    def put_off(self) -> None:
        """Keep that somebody wants to work first, and let them."""
        first = self._first.put_off()
        self._ask(lambda desk: desk.first_start.keep(first), lambda _: self.left.emit(), self._tell)

    def _finish(self, saving: Saving, counts_anew: bool) -> None:
        """Where nobody would begin the program again, it goes on as it is."""

        def begin_anew(standing: Standing) -> None:
            if standing.is_watched and self._can_leave:
                self.leave()
                self.wants_anew.emit()
            else:
                self.show_standing(standing)

        self._move(self._first.finished(), saving=saving, then=begin_anew if counts_anew else self.show_standing)

    def _speak(self, language: Language) -> None:
        def spoken(standing: Standing) -> None:
            if language is self._look.texts.language:
                self.show_standing(standing)
            else:
                self.leave()
                self.language_wanted.emit(language)

        def save(desk: Desk) -> None:
            desk.machine.set({"kiosk.language": language.value}, what="language")

        self._move(self._first.finished(), saving=save, then=spoken)

    def _prepared(self, wholly: bool, problem: str) -> None:
        if wholly:
            self.is_prepared.emit()
        else:
            self._trouble = problem
            self._ask(lambda desk: desk.first_start.standing(), self.show_standing, self._tell)

    def _move(
        self, to: FirstStart, *, saving: Saving = nothing, then: Callable[[Standing], None] | None = None
    ) -> None:
        """Save, keep how far it came, and show what follows."""

        def save(desk: Desk) -> Standing:
            saving(desk)
            desk.first_start.keep(to)
            return desk.first_start.standing()

        self._ask(save, then or self.show_standing, self._tell)

    def _tell(self, error: YizhanError) -> bool:
        return self.page is not None and self.page.show_error(error)

    def _ask(self, question: Callable[[Desk], Any], answer: Callable[[Any], None], failed: Failed) -> None:
        self._ask_as_technician(Ask(question=question, answer=answer, failed=failed))

    def _ask_as_technician(self, ask: Ask) -> None:
        self.asked.emit(
            Ask(question=lambda desk: ask.question(desk.first_start.desk()), answer=ask.answer, failed=ask.failed)
        )
