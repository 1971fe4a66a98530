"""The bar that says that something is printed, or why it was not, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk.printing import Unprinted, words_of
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

LOW_MM = 150.0
"""Below, the words stand beside the buttons."""


class PrintBar(QFrame):
    """Stays until somebody has decided; hidden while there is nothing to say."""

    again = Signal()
    save = Signal(object)
    """Carries the `PrintWish` that is to become a PDF."""
    leave = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("desk-print")
        self._texts = look.texts
        self._unprinted: Unprinted | None = None
        size = look.sizes
        is_low = look.panel.height_mm < LOW_MM
        column = QHBoxLayout(self) if is_low else QVBoxLayout(self)
        column.setContentsMargins(size.padding, size.gap // 2, size.padding, size.gap // 2)
        column.setSpacing(size.gap // 2)
        self._words = Words("desk-print-words", "", self, kind="strong")
        column.addWidget(self._words, 1)
        row = QHBoxLayout()
        row.setSpacing(size.gap)
        self._again = DeskButton(
            look, "desk-print-again", look.texts("desk-print-again"), self, picture="desk-print", pressed=self._on_again
        )
        self._save = DeskButton(look, "desk-print-save", look.texts("desk-print-save"), self, pressed=self._on_save)
        self._leave = DeskButton(look, "desk-print-leave", look.texts("desk-print-leave"), self, pressed=self._on_leave)
        for button in (self._again, self._save, self._leave):
            row.addWidget(button, 0 if is_low else 1)
        column.addLayout(row)
        self.hide()

    def show_printing(self) -> None:
        """Say that it goes on."""
        self._unprinted = None
        self._show("news", self._texts("desk-print-printing"))

    def show_unprinted(self, unprinted: Unprinted) -> None:
        """Say what happened and what to do."""
        self._unprinted = unprinted
        self._show("trouble", words_of(unprinted, self._texts))

    def clear(self) -> None:
        """Say nothing more."""
        self._unprinted = None
        self.hide()

    def _show(self, kind: str, words: str) -> None:
        unprinted = self._unprinted
        self._again.setVisible(unprinted is not None and unprinted.can_try_again)
        self._save.setVisible(unprinted is not None)
        self._leave.setVisible(unprinted is not None)
        self._words.say(words)
        self.setProperty("kind", kind)
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

    def _on_again(self) -> None:
        self.clear()
        self.again.emit()

    def _on_save(self) -> None:
        if self._unprinted is not None:
            self.save.emit(self._unprinted.wish)

    def _on_leave(self) -> None:
        self.clear()
        self.leave.emit()
