"""People: found by anything that somebody remembers of them, or by a card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.identity import masked
from kiosk.domain.person_summary import PersonSummary
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.screen import DeskScreen, Place, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PeopleScreen(DeskScreen):
    """The search, and the way to somebody new. A scanned card or identity number opens its person at once."""

    place = Place.PEOPLE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._taken: object = None
        """The scan that brought us here and was followed; coming back to it must not lead away again."""
        self._scan: Scan | None = None
        self._search = PeopleSearch(self, "people-search", self)
        self._search.chosen.connect(self._open)
        self._new = DeskButton(
            look, "people-new", self.texts("people-new"), self, picture="desk-register", keys="Alt+N",
            pressed=self._register,
        )  # fmt: skip
        self._build_unknown()
        size = look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addWidget(self._unknown)
        column.addWidget(self._search, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._new)
        column.addLayout(foot)

    def _build_unknown(self) -> None:
        size = self.look.sizes
        self._unknown = QFrame(self)
        self._unknown.setObjectName("people-unknown")
        self._unknown.setProperty("kind", "card")
        self._unknown.setProperty("state", "warning")
        row = QHBoxLayout(self._unknown)
        row.setContentsMargins(size.padding, size.gap, size.padding, size.gap)
        row.setSpacing(size.gap)
        self._unknown_words = Words("people-unknown-words", "", self._unknown, kind="strong")
        row.addWidget(self._unknown_words, 1)
        self._unknown_register = DeskButton(
            self.look, "people-unknown-register", self.texts("people-unknown-register"), self._unknown,
            kind="primary", keys="Ctrl+Return", pressed=self._register_scanned,
        )  # fmt: skip
        row.addWidget(self._unknown_register)
        self._unknown.hide()

    def open(self, topic: object) -> None:
        """Begin where somebody left off; a scan opens its person."""
        self._hide_unknown()
        self._search.resume()
        if isinstance(topic, Scan) and topic is not self._taken:
            self._taken = topic
            self._look_up(topic)

    def refresh(self) -> None:
        self._search.ask()

    def scanned(self, scan: Scan) -> bool:
        if scan.kind not in (ScanKind.CARD, ScanKind.IDENTITY):
            return False
        self._look_up(scan)
        return True

    def first_focus(self) -> QWidget:
        return self._search.line

    def _look_up(self, scan: Scan) -> None:
        self._hide_unknown()

        def found(people: tuple[PersonSummary, ...]) -> None:
            if people:
                self._open(people[0])
            else:
                self._show_unknown(scan)

        self.ask(lambda desk: desk.people.search(scan.value, limit=1), found)

    def _show_unknown(self, scan: Scan) -> None:
        self._scan = scan
        if scan.kind is ScanKind.CARD:
            words = self.texts("people-card-unknown", card=scan.value)
        else:
            words = self.texts("people-identity-unknown", number=masked(scan.value))
        self._unknown_words.say(words)
        self._new.hide()  # the same as the button above
        self._unknown.show()
        self._unknown_register.setFocus()

    def _hide_unknown(self) -> None:
        self._unknown.hide()
        self._new.show()

    def _open(self, person: PersonSummary) -> None:
        self.go(Place.PERSON, person.id)

    def _register(self) -> None:
        self.go(Place.WALK_IN)

    def _register_scanned(self) -> None:
        self.go(Place.WALK_IN, self._scan)
