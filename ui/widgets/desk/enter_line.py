"""A line whose Enter asks for something instead of going on to the next line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.field import Line


class EnterLine(Line):
    """`entered` follows Enter, `went_down` the arrow to what stands below. Esc first empties the line."""

    entered = Signal()
    went_down = Signal()

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setAccessibleName(label)
        self.setPlaceholderText(label)

    def empty(self) -> None:
        """Begin anew: nothing of what stood there is left to be undone in the line."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, as long as there is something to empty."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() is QEvent.Type.ShortcutOverride and self.text():
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks; with Ctrl it belongs to the screen."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.entered.emit()
            case Qt.Key.Key_Down if plain:
                self.went_down.emit()
            case Qt.Key.Key_Escape if self.text():
                self.empty()
            case _:
                super().keyPressEvent(event)
