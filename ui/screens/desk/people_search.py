"""One line in which anything may be typed, and the people it means below it, while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.errors import YizhanError
from ui.screens.desk.people_words import person_line
from ui.screens.desk.screen import DeskScreen
from ui.widgets.desk.field import Line
from ui.widgets.desk.lines import Lines
from ui.widgets.desk.words import Words

PAGE_ROWS = 5
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -PAGE_ROWS, Qt.Key.Key_PageDown: PAGE_ROWS}
SHOWN_OF_SEARCH = 20


class SearchLine(Line):
    """Arrows move through the list without leaving the line; Enter takes what is marked there."""

    stepped = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the keys that belong to the list from the line."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PeopleSearch(QWidget):
    """Line and list. One question at a time is open; when its answer comes and something else is typed by then,
    that is asked next, so that the last question is always the one that is answered last.
    """

    chosen = Signal(object)
    """Carries the `PersonSummary` that was touched or entered."""

    def __init__(self, screen: DeskScreen, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._screen, self._texts = screen, screen.texts
        self._asked: str | None = None
        self._shown_for = ""
        self._opens = False
        self.left_out = ""
        """The id of somebody who is never listed."""
        self._people: tuple[PersonSummary, ...] = ()
        look = screen.look
        self.line = SearchLine(f"{name}-line", self)
        self.line.setPlaceholderText(self._texts("people-search-hint"))
        self.line.setAccessibleName(self._texts("people-search"))
        self._words = Words(f"{name}-words", self._texts("people-search-explained"), self, kind="hint")
        self._rows = Lines(look, f"{name}-rows", self)
        self._rows.hide()
        self.line.textChanged.connect(lambda _: self.ask())
        self.line.stepped.connect(self._rows.move_mark)
        self.line.entered.connect(self._enter)
        self._rows.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        for part in (self.line, self._words):
            column.addWidget(part)
        column.addWidget(self._rows, 1)
        column.addStretch(0)

    @property
    def people(self) -> tuple[PersonSummary, ...]:
        """Whom the list shows."""
        return self._people

    def ask(self) -> None:
        """Ask for what stands in the line now."""
        text = self.line.text().strip()
        if not text:
            self._opens = False
            self._show("", ())
        elif self._asked is None:
            self._asked = text
            self._screen.ask(lambda desk: desk.people.search(text), self._answered, failed=self._not_answered)

    def begin_again(self, text: str = "") -> None:
        """Start anew, with `text` in the line."""
        self._asked, self._opens = None, False
        if self.line.text() == text:
            self.ask()
        self.line.setText(text)

    def resume(self) -> None:
        """Somebody comes back: the list is asked for again, and typing replaces what stands in the line."""
        self._asked, self._opens = None, False
        self.line.selectAll()
        self.ask()

    def _answered(self, people: tuple[PersonSummary, ...]) -> None:
        text, self._asked = self._asked, None
        if text is None:
            return
        if text != self.line.text().strip():
            self.ask()
            return
        self._show(text, tuple(each for each in people if each.id != self.left_out))
        if self._opens:
            self._enter()

    def _not_answered(self, _: YizhanError) -> bool:
        self._asked, self._opens = None, False
        return False

    def _show(self, text: str, people: tuple[PersonSummary, ...]) -> None:
        if not (text == self._shown_for and people == self._people):
            self._rows.show_lines([person_line(each, self._texts, today=self._screen.look.today()) for each in people])
        self._shown_for, self._people = text, people
        self._rows.setVisible(bool(people))
        if not text:
            self._words.say(self._texts("people-search-explained"))
        else:
            shown = text if len(text) <= SHOWN_OF_SEARCH else f"{text[:SHOWN_OF_SEARCH]}…"
            self._words.say("" if people else self._texts("people-nobody", text=shown))

    def _enter(self) -> None:
        """Take what is marked, as soon as the list is that of what stands in the line."""
        self._opens = self._asked is not None or self._shown_for != self.line.text().strip()
        marked = self._rows.marked
        if not self._opens and marked is not None:
            self._choose(marked)

    def _choose(self, person_id: str) -> None:
        found = next((person for person in self._people if person.id == person_id), None)
        if found is not None:
            self.chosen.emit(found)
