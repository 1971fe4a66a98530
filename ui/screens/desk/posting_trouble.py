"""What stands in the way of what somebody wanted to do with a posting, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class TroubleCard(QFrame):
    """Words and the buttons that lead on. `outcomes_wanted`; `closed` follows when it was read."""

    outcomes_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("posting-trouble")
        self.setProperty("kind", "card")
        self.setProperty("state", "warning")
        texts, size = look.texts, look.sizes
        self._anyway_does: Callable[[], None] | None = None
        self._words = Words("posting-trouble-words", "", self, kind="strong")
        self._outcomes = DeskButton(
            look, "posting-trouble-outcomes", texts("posting-do-outcomes"), self, kind="primary",
            pressed=self.outcomes_wanted.emit,
        )  # fmt: skip
        self._anyway = DeskButton(look, "posting-trouble-anyway", texts("repeat-anyway"), self, pressed=self._do_anyway)
        self._close = DeskButton(
            look, "posting-trouble-close", texts("desk-close-news"), self, pressed=self.closed.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(size.padding, size.padding, size.padding, size.padding)
        row.setSpacing(size.gap)
        row.addWidget(self._words, 1)
        for button in (self._outcomes, self._anyway, self._close):
            row.addWidget(button)
        self.hide()

    def say(self, text: str, *, leads_to_outcomes: bool = False, anyway: Callable[[], None] | None = None) -> None:
        """Say what is in the way; `anyway` does it all the same."""
        self._anyway_does = anyway
        self._words.say(text)
        self._outcomes.setVisible(leads_to_outcomes)
        self._anyway.setVisible(anyway is not None)
        self.show()
        way_on = self._outcomes if leads_to_outcomes else self._close
        (way_on if anyway is None else self._anyway).setFocus(Qt.FocusReason.OtherFocusReason)

    def _do_anyway(self) -> None:
        anyway = self._anyway_does
        self.closed.emit()
        if anyway is not None:
            anyway()
