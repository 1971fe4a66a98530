"""A line as it was before something typed into it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class LineBefore:
    """Text, cursor and selection of a line; `anchor` is where the selection began, the cursor's place without one."""

    line: QLineEdit | QPlainTextEdit
    text: str
    anchor: int
    cursor: int

    @classmethod
    def of(cls, widget: QObject) -> LineBefore | None:
        """The state of `widget`; None where it is no line."""
        if isinstance(widget, QLineEdit):
            start, cursor = widget.selectionStart(), widget.cursorPosition()
            anchor = cursor if start < 0 else (widget.selectionEnd() if start == cursor else start)
            return cls(widget, widget.text(), anchor, cursor)
        if isinstance(widget, QPlainTextEdit):
            at = widget.textCursor()
            return cls(widget, widget.toPlainText(), at.anchor(), at.position())
        return None

    def restore(self) -> None:
        """Make the line as it was."""
        if not isValid(self.line):
            return
        if isinstance(self.line, QLineEdit):
            self.line.setText(self.text)
            self.line.setSelection(self.anchor, self.cursor - self.anchor)
            if self.anchor == self.cursor:
                self.line.setCursorPosition(self.cursor)
            return
        self.line.setPlainText(self.text)
        at = self.line.textCursor()
        at.setPosition(self.anchor)
        at.setPosition(self.cursor, QTextCursor.MoveMode.KeepAnchor)
        self.line.setTextCursor(at)
