"""The line that takes anything of somebody, and the people whom it may mean: the way to sign somebody in by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.domain.search_key import digits_in
from kiosk.texts.catalogue import Texts
from ui.screens.desk.arrival_words import DayList, found_rows
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.enter_line import EnterLine
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Rows
from ui.widgets.desk.words import Words

SEARCH_MS = 120
"""After the last key; a search takes a few milliseconds, and one for every letter of a fast typist helps nobody."""
FEWEST_DIGITS, BETWEEN_DIGITS = 4, " -"
"""As `sign_in_by_phone` asks for, and how people write them."""


class ArrivalSearch(QObject):
    """`line` and `results` (`found` people, or the button to `register`) are put where there is room.

    `wanted` carries a text to look for; `chosen` a person's id.
    """

    wanted = Signal(str)
    emptied = Signal()
    chosen = Signal(str)
    register_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(parent)
        self._texts, self._is_compact = look.texts, is_compact
        self._found: tuple[PersonSummary, ...] | None = None
        self._enter_waits = False
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._timer.timeout.connect(lambda: self.wanted.emit(self.text))
        self.line = EnterLine("arrivals-sign-in", look.texts("arrivals-sign-in"), parent)
        self.results = QWidget(parent)
        self.results.setObjectName("arrivals-results")
        self._hint = Words("arrivals-results-hint", "", self.results, kind="small")
        self.found = Rows(look, "arrivals-found", found_columns(look.texts, is_compact=is_compact), self.results)
        self.found.horizontalHeader().setHidden(is_compact)  # the keyboard on the screen leaves room for a row or two
        self.found.setMinimumHeight(look.sizes.target)
        self.register = DeskButton(
            look, "arrivals-register", look.texts("arrivals-register"), self.results, keys="Alt+N",
            pressed=self.register_wanted.emit,
        )  # fmt: skip
        column = QVBoxLayout(self.results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        for part in (self._hint, self.found, self.register):
            column.addWidget(part, 1 if part is self.found else 0)
        column.addStretch(0)
        self.line.textChanged.connect(self._typed)
        self.line.entered.connect(self._enter)
        self.line.went_down.connect(self._go_down)
        self.found.chosen.connect(self.chosen)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    @property
    def digits(self) -> str:
        """What is looked for, where it can be the end of a phone; empty for anything else."""
        digits = digits_in(self.text)
        is_phone = all(char.isdecimal() or char in BETWEEN_DIGITS for char in self.text)
        return digits if is_phone and len(digits) >= FEWEST_DIGITS else ""

    def clear(self) -> None:
        """Look for nobody."""
        self.line.empty()

    def look_for(self, text: str) -> None:
        """Look for whom `text` means, as if it were typed."""
        self.line.setText(text)

    def show_found(self, text: str, found: Sequence[PersonSummary], today: DayList) -> None:
        """Show whom `text` means, unless something else was typed meanwhile."""
        if text != self.text:
            return
        self._found = tuple(found)
        self.found.show_rows(found_rows(found, today, self._texts, is_compact=self._is_compact))
        self.found.setVisible(bool(found))
        self.register.setVisible(not found)
        self._hint.say(self._hint_for(len(found)))
        if found:
            self.found.selectRow(0)
        if self._enter_waits:
            self._enter()

    def _hint_for(self, count: int) -> str:
        if not count:
            return self._texts("arrivals-found-nobody")
        if self._is_compact:
            return ""
        return self._texts("arrivals-found-one" if count == 1 else "arrivals-found-several")

    def _typed(self) -> None:
        self._found = None
        self._enter_waits = False
        if self.text:
            self._timer.start()
        else:
            self._timer.stop()
            self.emptied.emit()

    def _enter(self) -> None:
        """Sign in the only one; of several, somebody has to be chosen. An Enter before the answer waits for it."""
        self._enter_waits = self._found is None and bool(self.text)
        if not self._found:
            return
        if len(self._found) == 1:
            self.chosen.emit(self._found[0].id)
        else:
            self._go_down()

    def _go_down(self) -> None:
        if self._found:
            self.found.setFocus(Qt.FocusReason.TabFocusReason)


def found_columns(texts: Texts, *, is_compact: bool) -> list[Column]:
    """The columns of `found_rows`."""
    name, phone = Column(texts("arrivals-name"), 2), Column(texts("arrivals-phone"), 0)
    year, place = Column(texts("arrivals-year"), 0), Column(texts("arrivals-village"), 2)
    middle = [] if is_compact else [year, place]
    return [name, phone, *middle, Column(texts("arrivals-state"), 0)]
