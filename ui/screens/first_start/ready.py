"""What is set on this machine and what is left: shown when its first start is over, and to its keepers later."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.desk import Desk
from kiosk.desk.first_start import NEVER_LATER, Step
from kiosk.desk.first_start_desk import Standing
from kiosk.desk.machine_ends import Ending
from kiosk.errors import YizhanError
from ui.screens.desk.screen import DeskScreen, Place, Scan
from ui.screens.first_start.county import CountyPage
from ui.screens.first_start.place import PlacePage
from ui.screens.first_start.step_page import Saving, StepPage
from ui.screens.first_start.steps_here import steps_here, touch_place
from ui.screens.technician.beside import BesideScreen
from ui.widgets.desk.around import fill
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import Stack
from ui.widgets.desk.words import Words

ELSEWHERE = {
    Step.PANEL: Place.MACHINE_PANEL, Step.SOUND: Place.MACHINE_SOUND, Step.PRINTER: Place.MACHINE_PRINTER,
}  # fmt: skip
"""Steps that have a screen of the technician's; the others are pages here."""
PAGES: dict[Step, type[StepPage]] = {Step.PLACE: PlacePage, Step.COUNTY: CountyPage}


class ReadyScreen(DeskScreen):
    """Shows the summary, or with a step for a topic the page of that step."""

    place = Place.SET_UP

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._stack = Stack(self)
        self._summary = Summary(look, self)
        self._pages: dict[Step, StepPage] = {}
        self._wire(self._summary)
        self._stack.show_page(self._summary)
        fill(self, self._stack)

    def open(self, topic: object) -> None:
        page = self._page(topic) if isinstance(topic, Step) and topic in PAGES else self._summary
        self._stack.show_page(page)
        self.ask(lambda desk: desk.first_start.standing(), page.show_standing)

    def refresh(self) -> None:
        """What is typed on a page stays."""
        if self._stack.currentWidget() is self._summary:
            self.open(None)

    def leave(self) -> None:
        for page in self._pages.values():
            page.leave()

    def first_focus(self) -> QWidget | None:
        shown = self._stack.currentWidget()
        return shown.first_focus() if isinstance(shown, DeskScreen) else None

    def scanned(self, scan: Scan) -> bool:
        shown = self._stack.currentWidget()
        return isinstance(shown, StepPage) and shown.read(scan.text)

    def _wire(self, part: BesideScreen) -> None:
        part.asked.connect(self.asked)
        part.went.connect(self.went)

    def _page(self, step: Step) -> StepPage:
        if step not in self._pages:
            page = PAGES[step](self.look, self, can_leave=False)
            for part in (page.where, page.later):
                part.hide()
            self._wire(page)
            page.went_back.connect(lambda: self.go(Place.SET_UP))
            page.finished.connect(lambda saving, _: self._save(step, saving))
            self._pages[step] = page
        return self._pages[step]

    def _save(self, step: Step, saving: Saving) -> None:
        def save(desk: Desk) -> None:
            saving(desk)
            first_start = desk.first_start
            first_start.keep(first_start.standing().first.with_done(step))

        self.ask(save, lambda _: self.go(Place.SET_UP), failed=self._pages[step].show_error)


class Summary(BesideScreen):
    """A button for each step that is left leads to where it is done; the kiosk begins anew with all that was set."""

    place = Place.SET_UP

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self.setObjectName("ready")
        self._title = Words("ready-title", "", inside, kind="title")
        self._left_title = Words("ready-left-title", texts("wizard-ready-left"), inside, kind="strong")
        self._left = QVBoxLayout()
        self._left.setSpacing(look.sizes.gap)
        self._buttons: list[DeskButton] = []
        self._offered: list[Step] = []
        self._set = Words("ready-set", "", inside)
        for part in (self._title, self._left_title):
            self.page.column.addWidget(part)
        self.page.column.addLayout(self._left)
        self._set_card = self.put_card(
            "ready-set-card", Words("ready-set-title", texts("wizard-ready-set"), inside, kind="strong"), self._set
        )
        self._doctor = self.button("ready-doctor", "wizard-ready-doctor", lambda: self.go(Place.MACHINE_DOCTOR))
        self._begin = self.button("ready-begin", "wizard-ready-begin", self._open, kind="primary", keys="Ctrl+Return")
        self.page.column.addStretch(1)
        self.put_foot(self._doctor, self._begin)

    def first_focus(self) -> QWidget:
        return self._begin

    def show_standing(self, standing: Standing) -> None:
        """Show what is set by now, here or elsewhere."""
        steps = [step for step in steps_here() if step not in NEVER_LATER]
        left = [step for step in steps if step not in standing.first.done | _set_elsewhere(standing)]
        done = [step for step in steps if step not in left]
        self._title.say(self.texts("wizard-ready-but" if left else "wizard-ready"))
        self._left_title.setVisible(bool(left))
        self._offer(left)
        self._set.say("\n".join(self.texts(f"wizard-title-{step}") for step in done))
        self._set_card.setVisible(bool(done))

    def _offer(self, left: list[Step]) -> None:
        """A button for each; while they stay the same, nothing moves below a finger."""
        if left == self._offered:
            return
        self._offered = left
        for button in self._buttons:
            self._left.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [
            DeskButton(
                self.look, f"ready-left-{step}", self.texts(f"wizard-title-{step}"), self.page.content, kind="row",
                pressed=partial(self._lead_to, step),
            )
            for step in left
        ]  # fmt: skip
        for button in self._buttons:
            self._left.addWidget(button)

    def _lead_to(self, step: Step) -> None:
        elsewhere = touch_place() if step is Step.TOUCH else ELSEWHERE.get(step)
        if elsewhere is not None:
            self.go(elsewhere)
        else:
            self.go(Place.SET_UP, step)

    def _open(self) -> None:
        """Begin the kiosk anew; where nobody would begin it again, the day's work is shown instead."""

        def unwatched(_: YizhanError) -> bool:
            self.go(Place.TODAY)
            return True

        self.ask(lambda desk: desk.machine.start_anew(), lambda _: self.end_desk(Ending.ANEW), failed=unwatched)


def _set_elsewhere(standing: Standing) -> frozenset[Step]:
    """Steps that were left for later and done on other screens since, or by commands; the language has its default."""
    settings, station = standing.settings, standing.station
    known = {
        Step.LANGUAGE: True,
        Step.PANEL: settings.panel.size_mm is not None,
        Step.TOUCH: settings.panel.touch_matrix is not None,
        Step.PRINTER: settings.printer.target != "none",
        Step.PLACE: standing.is_named and bool(station.region),
        Step.COUNTY: standing.is_enrolled,
    }
    return frozenset(step for step, is_set in known.items() if is_set)
