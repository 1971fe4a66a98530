"""Scanners and card readers that type like a keyboard: told from people by their speed, whatever has the focus.

A reader sends all its characters within milliseconds of each other and ends with Enter. What it typed into the line
that happened to have the focus is taken out again, and the whole goes to `scanned`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

FASTEST_HAND_S = 0.030
"""Readers send a character each 1 to 20 ms; the fastest typists need 60 ms, and a key that is held repeats after 30."""
LEAST_CHARACTERS = 6
"""Nothing that a station scans is shorter; six keys within 0.15 s are no hand."""
SILENCE_MS = 120
"""A text of several lines comes with an Enter after each; when nothing more comes for so long, it has ended."""
MOST_CHARACTERS = 4_000


@dataclass(slots=True)
class _Before:
    """A line as it was before the first character came."""

    line: QLineEdit | QPlainTextEdit
    text: str
    cursor: int

    def restore(self) -> None:
        if isinstance(self.line, QLineEdit):
            self.line.setText(self.text)
            self.line.setCursorPosition(self.cursor)
        else:
            self.line.setPlainText(self.text)
            cursor = self.line.textCursor()
            cursor.setPosition(self.cursor)
            self.line.setTextCursor(cursor)


class Scanner(QObject):
    """Watches the keys that come to `window` and all it holds."""

    scanned = Signal(str)

    def __init__(self, window: QWidget, *, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._monotonic_s = window, monotonic_s
        self._typed = ""
        self._last_s = float("-inf")
        self._before: _Before | None = None
        self._is_reader = False
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self._end)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep back what a reader types once it is known as one."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._is_ours(watched) or event.isAutoRepeat():
            return False
        return self._key(event)

    def _is_ours(self, watched: QObject) -> bool:
        """Each key is seen once: at the widget that it is for, not at the window system's end or at its parents."""
        return isinstance(watched, QWidget) and watched.window() is self._window and watched is self._target()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _key(self, event: QKeyEvent) -> bool:
        now_s = self._monotonic_s()
        is_fast = now_s - self._last_s <= FASTEST_HAND_S
        if not is_fast and not self._is_reader:
            self._begin_anew()
        self._last_s = now_s
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self._ended_line(event, is_fast=is_fast)
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._is_reader
        if len(self._typed) < MOST_CHARACTERS:
            self._typed += text
        if self._is_reader:
            self._silence.start()
        return self._is_reader

    def _ended_line(self, event: QKeyEvent, *, is_fast: bool) -> bool:
        if not self._is_reader:
            if not (is_fast and len(self._typed) >= LEAST_CHARACTERS):
                return False
            self._is_reader = True
            if self._before is not None:
                self._before.restore()
        self._typed += "\t" if event.key() == Qt.Key.Key_Tab else "\n"
        self._silence.start()
        return True

    def _begin_anew(self) -> None:
        self._typed = ""
        line = QApplication.focusWidget()
        self._before = None
        if isinstance(line, QLineEdit):
            self._before = _Before(line, line.text(), line.cursorPosition())
        elif isinstance(line, QPlainTextEdit):
            self._before = _Before(line, line.toPlainText(), line.textCursor().position())

    def _end(self) -> None:
        typed, self._typed, self._is_reader, self._before = self._typed.strip(), "", False, None
        if typed:
            self.scanned.emit(typed)
