"""One person: what is known of them, and everything that can be done for them, one part at a time."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.errors import UnknownThing, YizhanError
from ui.screens.desk.person_part import Known, Part, PersonPart, PersonTopic, known
from ui.screens.desk.screen import DeskScreen, News, Place, Scan, ScanKind
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
        self._shown_id = ""
        """Of the registration that counts, which the topic's may have been merged into."""
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
        self._topic, self._shown_id = asked, asked.person_id
        self._stack.show_page(self._part)
        self.refresh()

    def refresh(self) -> None:
        topic = self._topic

        def answered(found: Known) -> None:
            if topic == self._topic:
                self._shown_id = found.person_id
                self._part.show_known(found)

        def failed(error: YizhanError) -> bool:
            is_gone = isinstance(error, UnknownThing)
            if is_gone:  # as when the registration was taken back
                self._part.forget()
                self.go(Place.PEOPLE)
            return is_gone

        self.ask(lambda desk: known(desk, topic.person_id), answered, failed=failed)

    def leave(self) -> None:
        self._part.leave()

    def scanned(self, scan: Scan) -> bool:
        """What the part has no use for opens its person, unless that is the one who is shown."""
        if self._part.scanned(scan):
            return True
        if scan.kind not in (ScanKind.CARD, ScanKind.IDENTITY):
            return False
        self._look_up(scan)
        return True

    def _look_up(self, scan: Scan) -> None:
        topic = self._topic

        def found(people: tuple[PersonSummary, ...]) -> None:
            if topic != self._topic or not self.isVisible():
                return
            if len(people) != 1:
                self.go(Place.PEOPLE, scan)
            elif people[0].id == self._shown_id:
                self.told.emit(News(text=self.texts("person-scanned-same", name=people[0].name)))
            else:
                self.go(Place.PERSON, people[0].id)

        self.ask(lambda desk: desk.people.search(scan.value, limit=2), found)

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
