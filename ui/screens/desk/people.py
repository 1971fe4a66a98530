"""People: found by anything that somebody remembers of them, or by a card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.person_summary import PersonSummary
from ui.screens.desk.people_search import PeopleSearch
from ui.screens.desk.people_words import not_found_text
from ui.screens.desk.screen import DeskScreen, Place, PrintWish, Scan, ScanKind
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PeopleScreen(DeskScreen):
    """The search, and the way to somebody new. A scanned card or identity number opens its person at once;
    of two who have the same, somebody chooses in the list.

    `open` takes nothing, such a scan, or the `PrintWish` of the receipt of somebody who was just forgotten.
    """

    place = Place.PEOPLE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._taken: object = None
        """The scan that brought us here and was followed; coming back to it must not lead away again.

        The same for a receipt: it can be printed until this page is left.
        """
        self._scan: Scan | None = None
        self._receipt: PrintWish | None = None
        self._search = PeopleSearch(self, "people-search", self)
        self._search.chosen.connect(self._open)
        self._new = DeskButton(
            look, "people-new", self.texts("people-new"), self, picture="desk-register", keys="Alt+N",
            pressed=self._register,
        )  # fmt: skip
        self._build_unknown()
        self._build_forgotten()
        size = look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addWidget(self._unknown)
        column.addWidget(self._forgotten)
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

    def _build_forgotten(self) -> None:
        size = self.look.sizes
        self._forgotten = QFrame(self)
        self._forgotten.setObjectName("people-forgotten")
        self._forgotten.setProperty("kind", "card")
        row = QHBoxLayout(self._forgotten)
        row.setContentsMargins(size.padding, size.gap, size.padding, size.gap)
        row.setSpacing(size.gap)
        row.addWidget(Words("people-forgotten-words", self.texts("forget-done"), self._forgotten, kind="strong"), 1)
        row.addWidget(
            DeskButton(
                self.look, "people-print-again", self.texts("forget-print-again"), self._forgotten, keys="Alt+P",
                pressed=self._print_receipt,
            )
        )  # fmt: skip
        self._forgotten.hide()

    def open(self, topic: object) -> None:
        """Begin where somebody left off; a scan opens its person, a receipt can be printed again."""
        self._hide_unknown()
        self._show_receipt(None)
        self._search.resume()
        if topic is None or topic is self._taken:
            return
        self._taken = topic
        if isinstance(topic, Scan):
            self._look_up(topic)
        elif isinstance(topic, PrintWish):
            self._show_receipt(topic)

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
            if len(people) > 1:
                self._search.begin_again(scan.value)
            elif people:
                self._open(people[0])
            else:
                self._show_unknown(scan)

        self.ask(lambda desk: desk.people.search(scan.value, limit=2), found)

    def _show_unknown(self, scan: Scan) -> None:
        self._scan = scan
        self._unknown_words.say(not_found_text(scan, self.texts))
        self._new.hide()  # the same as the button above
        self._unknown.show()
        self._unknown_register.setFocus()

    def _hide_unknown(self) -> None:
        self._unknown.hide()
        self._new.show()

    def _show_receipt(self, receipt: PrintWish | None) -> None:
        self._receipt = receipt
        self._forgotten.setVisible(receipt is not None)

    def _print_receipt(self) -> None:
        if self._receipt is not None:
            self.prints.emit(self._receipt)

    def _open(self, person: PersonSummary) -> None:
        self.go(Place.PERSON, person.id)

    def _register(self) -> None:
        self.go(Place.WALK_IN)

    def _register_scanned(self) -> None:
        self.go(Place.WALK_IN, self._scan)
