"""Dispatch: a posting is chosen, then the people, then their slips and the employer's sheet come out."""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.room import Done
from kiosk.domain.sign_in import SignedIn
from ui.screens.desk.dispatch_card import sign_in_by_card, tell_card
from ui.screens.desk.dispatch_step import DispatchStep, DispatchTopic, Step, topic_of
from ui.screens.desk.screen import DeskScreen, Place, Scan, ScanKind
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import Stack

STEPS: dict[Step, tuple[str, str]] = {
    Step.POSTING: ("ui.screens.desk.dispatch_postings", "PostingStep"),
    Step.PEOPLE: ("ui.screens.desk.dispatch_people", "PeopleStep"),
    Step.SENT: ("ui.screens.desk.dispatch_sent", "SentStep"),
}


class DispatchScreen(DeskScreen):
    """`open` takes nothing, a posting's id, a tuple of visit ids, or a `DispatchTopic`."""

    place = Place.DISPATCH

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._topic = DispatchTopic()
        self._steps: dict[Step, DispatchStep] = {}
        self._stack = Stack(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def open(self, topic: object) -> None:
        self._topic = topic_of(topic)
        self._stack.show_page(self._step)
        self._step.show_topic(self._topic, is_new=True)

    def made_ahead(self) -> Generator[None, None, None]:
        for step in STEPS:
            made = self._made(step)
            if self._stack.indexOf(made) < 0:
                self._stack.addWidget(made)
            yield
        yield from super().made_ahead()

    def refresh(self) -> None:
        self._stack.show_page(self._step)
        self._step.show_topic(self._topic, is_new=False)

    def first_focus(self) -> QWidget | None:
        return self._step.first_focus()

    def scanned(self, scan: Scan) -> bool:
        """A card signs its person in and takes them along; slips and identity cards belong elsewhere."""
        if scan.kind is not ScanKind.CARD:
            return False
        sign_in_by_card(self, scan, self._take_along)
        return True

    def _take_along(self, done: Done[SignedIn]) -> None:
        """Where people are chosen, tick whoever came; before it add them to those picked, after it begin with them."""
        if self._step.takes_along(done):
            return
        tell_card(self, done, "dispatch-card-picked")
        before = () if self._topic.dispatch_id else self._topic.visit_ids
        visit_ids = dict.fromkeys((*before, done.value.visit_id))
        self.go(Place.DISPATCH, DispatchTopic(visit_ids=tuple(visit_ids)))

    @property
    def _step(self) -> DispatchStep:
        return self._made(self._topic.step)

    def _made(self, step: Step) -> DispatchStep:
        if step not in self._steps:
            module, name = STEPS[step]
            made = getattr(import_module(module), name)(self, step, self._stack)
            assert isinstance(made, DispatchStep)
            self._steps[step] = made
        return self._steps[step]
