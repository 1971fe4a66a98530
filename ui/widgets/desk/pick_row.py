"""A field that is filled by touching something beside the form: trades, a village, three pictures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.desk.link import Link
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PickRow(QWidget):
    """Label, a button that shows what was picked, and what is wrong with it. `opened` asks for the picker."""

    opened = Signal()

    def __init__(self, look: Look, name: str, label: str, empty: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-field")
        self._empty = empty
        self.button = Link(look, name, self, pressed=self.opened.emit)
        self.button.say(empty)
        self.button.setAccessibleDescription(label)
        self._problem = Words(f"{name}-problem", "", self, kind="problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 4)
        for part in (Words(f"{name}-label", label, self, kind="strong"), self.button, self._problem):
            column.addWidget(part)
        self.setFocusProxy(self.button)

    def show_picked(self, text: str) -> None:
        """Show what was picked."""
        self.button.say(text or self._empty)

    def show_problem(self, text: str, *, warns: bool = False) -> None:
        """Say what is wrong; an empty text says that nothing is. What only `warns` looks less grave."""
        self._problem.turn("caution" if warns else "problem")
        self._problem.say(text)
