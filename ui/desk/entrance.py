"""Where keys and touches enter the program: at its windows, before they go to any widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

OPENING = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchEnd,
})  # fmt: skip
"""What may open a list or a dialog, which is a window of its own."""


class Entrance(QObject):
    """Makes `watcher` the event filter of every window, and of the widget that has the focus (for input methods).

    A filter of the whole application would be called for every event of every widget: that doubles the time to show
    a screen (4 µs an event, 1,800 events for 150 buttons).
    """

    def __init__(self, watcher: QObject) -> None:
        super().__init__(watcher)
        self._watcher = watcher
        self._focused: QWidget | None = None
        self._windows: list[QWindow] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._look)
        app.focusChanged.connect(self._follow)
        self._look()
        self._follow(None, QApplication.focusWidget())

    def _look(self, _: QWindow | None = None) -> None:
        self._windows = [window for window in self._windows if isValid(window)]
        for window in QGuiApplication.allWindows():
            if window not in self._windows:
                self._windows.append(window)
                window.installEventFilter(self)
                window.installEventFilter(self._watcher)

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        before, self._focused = self._focused, focused
        if before is not None and isValid(before):
            before.removeEventFilter(self._watcher)
        if focused is not None:
            focused.installEventFilter(self._watcher)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """See whether a window was opened."""
        if event.type() in OPENING:
            QTimer.singleShot(0, self, self._look)
        return False
