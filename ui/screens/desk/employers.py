"""Employers: found by name or by the end of a phone number, each with its mark."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.employer import Employer
from ui.screens.desk.employers_words import mark_text
from ui.screens.desk.people_search import SearchLine
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.desk.shown_names import shown_name
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

COLUMNS = (("name", 3), ("phone", 2), ("mark", 0))
MOST = 50


class EmployersScreen(DeskScreen):
    """Everybody at first; typing leaves those who are meant. One question at a time is open, the last one counts."""

    place = Place.EMPLOYERS

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._is_asking = self._asks_again = False
        texts, size = self.texts, look.sizes
        self._line = SearchLine("employers-search", self)
        self._line.setPlaceholderText(texts("employers-search"))
        self._line.setAccessibleName(texts("employers-search"))
        self._words = Words("employers-words", "", self, kind="hint")
        self._words.hide()
        columns = [Column(texts(f"employers-column-{key}"), weight) for key, weight in COLUMNS]
        self._rows = Rows(look, "employers-rows", columns, self)
        self._rows.setMinimumHeight(2 * size.target)
        self._new = DeskButton(
            look, "employers-new", texts("employers-new"), self, keys="Alt+N", picture="desk-employers",
            pressed=lambda: self.go(Place.EMPLOYER),
        )  # fmt: skip
        self._line.textChanged.connect(lambda _: self._ask())
        self._line.stepped.connect(self._step)
        self._line.entered.connect(self._open_marked)
        self._rows.chosen.connect(lambda employer_id: self.go(Place.EMPLOYER, employer_id))
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        column.setSpacing(size.gap)
        column.addWidget(self._line)
        column.addWidget(self._words)
        column.addWidget(self._rows, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._new)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Begin where somebody left off; typing replaces what stands in the search."""
        self._is_asking = False
        self._line.selectAll()
        self._ask()

    def refresh(self) -> None:
        self._ask()

    def first_focus(self) -> QWidget:
        return self._line

    def _ask(self) -> None:
        if self._is_asking:
            self._asks_again = True
            return
        self._is_asking, self._asks_again = True, False
        text = self._line.text()
        self.ask(lambda desk: desk.employers.search(text, limit=MOST), self._show, failed=lambda _: self._not_found())

    def _show(self, found: tuple[Employer, ...]) -> None:
        self._is_asking = False
        if self._asks_again:
            self._ask()
            return
        self._rows.show_rows([self._row(each) for each in found])
        if len(found) == MOST:
            self._words.say(self.texts("employers-more", count=MOST))
        else:
            self._words.say("" if found else self.texts("employers-none"))

    def _not_found(self) -> bool:
        self._is_asking = False
        return False

    def _row(self, employer: Employer) -> Row:
        texts = self.texts
        cells = (shown_name(employer.name, texts), short(employer.phone), mark_text(employer, texts))
        return Row(key=employer.id, cells=cells, picture="warning" if employer.suspended else None)

    def _step(self, by: int) -> None:
        if self._rows.rows:
            self._rows.selectRow(min(max(self._rows.currentIndex().row() + by, 0), len(self._rows.rows) - 1))

    def _open_marked(self) -> None:
        marked = self._rows.marked or next((row.key for row in self._rows.rows), None)
        if marked is not None and not self._is_asking:
            self.go(Place.EMPLOYER, marked)
