"""Who got no slip and why, with the way to send them all the same where staff may say so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.desk.dispatch_step import NotSentWords
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

MOST_NAMED = 6


class NotSentCard(QFrame):
    """Hidden while there is nobody to tell of. `anyway_wanted` follows the button."""

    anyway_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dispatch-not-sent")
        self.setProperty("kind", "card")
        self.setProperty("state", "warning")
        self._texts = look.texts
        self.people: tuple[NotSentWords, ...] = ()
        size = look.sizes
        self._words = Words("dispatch-not-sent-words", "", self, kind="strong")
        self._anyway = DeskButton(
            look, "dispatch-anyway", look.texts("dispatch-anyway"), self, keys="Alt+Y", pressed=self.anyway_wanted.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        row.setSpacing(size.gap)
        column = QVBoxLayout()
        column.addWidget(self._words)
        row.addLayout(column, 1)
        row.addWidget(self._anyway)
        self.hide()

    def say(self, text: str) -> None:
        """Say something else than who was not sent; nothing hides it."""
        self.people = ()
        self._words.say(text)
        self._anyway.hide()
        self.setVisible(bool(text))

    def show_people(self, people: tuple[NotSentWords, ...]) -> None:
        """Say who was not sent, and why."""
        lines = [self._texts("dispatch-not-sent", who=each.who, why=each.why) for each in people[:MOST_NAMED]]
        if len(people) > MOST_NAMED:
            lines.append(self._texts("dispatch-not-sent-more", count=len(people) - MOST_NAMED))
        self.say("\n".join(lines))
        self.people = people
        self._anyway.setVisible(any(each.can_send_anyway for each in people))
