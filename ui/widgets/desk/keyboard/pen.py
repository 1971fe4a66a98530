"""Writes into the line that has the focus as an input method does: undo, longest lengths and validators hold."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Attribute = QInputMethodEvent.Attribute
AttributeType = QInputMethodEvent.AttributeType


class Pen:
    """Writes into one line until it is given another. A line that is gone takes nothing."""

    def __init__(self) -> None:
        self._line: QWidget | None = None

    def take(self, line: QWidget | None) -> None:
        """Write into `line` from now on."""
        self._line = line

    @property
    def line(self) -> QWidget | None:
        return self._line if self._line is not None and isValid(self._line) else None

    @property
    def before(self) -> str:
        """What stands before the place where is written, in the same line of text."""
        line = self.line
        if line is None:
            return ""
        around = line.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
        place = line.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition)
        return around[:place] if isinstance(around, str) and isinstance(place, int) else ""

    def compose(self, text: str) -> None:
        """Show `text`, underlined, as not yet written."""
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        attributes = [
            Attribute(AttributeType.TextFormat, 0, len(text), underlined),
            Attribute(AttributeType.Cursor, len(text), 1, None),
        ]
        self._send(QInputMethodEvent(text, attributes))

    def write(self, text: str) -> None:
        """Write `text` in place of what was being composed."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        self._send(event)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press a key in the line, and in nothing else: it is nobody's shortcut."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _send(self, event: QEvent) -> None:
        line = self.line
        if line is not None:
            QApplication.sendEvent(line, event)
