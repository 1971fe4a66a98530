"""A hand of many points on the real window: all that lie there are told each time, as a touch screen tells them."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from tests.ui.window import Window


class ManyPoints:
    """Puts points on the window's glass by their numbers; each is told at once, and the window lives a moment."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._device = QTest.createTouchDevice()
        self._down: dict[int, QPoint] = {}

    def press(self, number: int, at: QPoint) -> ManyPoints:
        sequence = self._others(number)
        self._down[number] = at
        sequence.press(number, at).commit(False)
        self._window.live()
        return self

    def move(self, number: int, to: QPoint) -> ManyPoints:
        self._down[number] = to
        self._others(number).move(number, to).commit(False)
        self._window.live()
        return self

    def release(self, number: int) -> ManyPoints:
        sequence = self._others(number)
        sequence.release(number, self._down.pop(number)).commit(False)
        self._window.live()
        return self

    def tap(self, number: int, at: QPoint) -> ManyPoints:
        return self.press(number, at).release(number)

    def forget(self) -> None:
        """The glass tells no more of what lies on it."""
        self._down.clear()

    def _others(self, but: int) -> QTest.QTouchEventSequence:
        """Whatever else lies there, which has not moved."""
        sequence = QTest.touchEvent(self._window.shell.windowHandle(), self._device)
        for number, at in self._down.items():
            if number != but:
                sequence.move(number, at)
        return sequence
