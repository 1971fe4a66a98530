"""One person: what is known of them, and everything that can be done for them, one part at a time."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.errors import UnknownThing, YizhanError
from ui.screens.desk.person_part import Known, Part, PersonPart, PersonTopic, known
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.look import Look
from ui.widgets.desk.stack import Stack

PARTS: dict[Part, tuple[str, str]] = {
    Part.OVERVIEW: ("ui.screens.desk.person_overview", "OverviewPart"),
    Part.WORK: ("ui.screens.desk.person_work", "WorkPart"),
    Part.EDIT: ("ui.screens.desk.person_edit", "EditPart"),
    Part.HISTORY: ("ui.screens.desk.person_history", "HistoryPart"),
    Part.MERGE: ("ui.screens.desk.merge", "MergePart"),
    Part.FORGET: ("ui.screens.desk.person_forget", "ForgetPart"),
}


class PersonScreen(DeskScreen):
    """`open` takes a person's id or a `PersonTopic`; each part is made when it is first wanted."""

    place = Place.PERSON

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._topic = PersonTopic("")
        self._parts: dict[Part, PersonPart] = {}
        self._stack = Stack(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def open(self, topic: object) -> None:
        """Show somebody; nothing of whoever was shown before is left until the answer is there."""
        asked = topic if isinstance(topic, PersonTopic) else PersonTopic(topic if isinstance(topic, str) else "")
        if asked.person_id != self._topic.person_id:
            for part in self._parts.values():
                part.forget()
        self._topic = asked
        self._stack.show_page(self._part)
        self.refresh()

    def refresh(self) -> None:
        topic = self._topic

        def answered(found: Known) -> None:
            if topic == self._topic:
                self._part.show_known(found)

        def failed(error: YizhanError) -> bool:
            if isinstance(error, UnknownThing):
                self._part.forget()
            return False

        self.ask(lambda desk: known(desk, topic.person_id), answered, failed=failed)

    def leave(self) -> None:
        self._part.leave()

    def first_focus(self) -> QWidget | None:
        return self._part.first_focus()

    @property
    def _part(self) -> PersonPart:
        part = self._topic.part
        if part not in self._parts:
            module, name = PARTS[part]
            made = getattr(import_module(module), name)(self, part, self._stack)
            assert isinstance(made, PersonPart)
            self._parts[part] = made
        return self._parts[part]
