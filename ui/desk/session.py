"""Who is logged in, and when the desk locks by itself: five minutes idle, twelve hours in all."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kiosk.domain.staff import Actor

IDLE_S = 5 * 60
LONGEST_S = 12 * 3600
LOOK_EVERY_MS = 1000
SIGNS_OF_LIFE = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
})  # fmt: skip


class Session(QObject):
    """The log-in of one person at a time; it counts by a clock that nobody can set."""

    locked = Signal()
    """Nobody moved for too long: the same person goes on after giving the PIN."""
    ended = Signal()
    """The log-in itself is over."""

    def __init__(
        self, parent: QObject, *, idle_s: float = IDLE_S, longest_s: float = LONGEST_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.idle_s, self.longest_s, self._monotonic_s = idle_s, longest_s, monotonic_s
        self.actor: Actor | None = None
        self.is_locked = True
        self._since_s = self._last_s = 0.0
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def begin(self, actor: Actor) -> bool:
        """Let `actor` in; return whether that is who was here before the desk locked, within the same log-in."""
        now_s = self._monotonic_s()
        goes_on = self.actor is not None and self.actor.staff_id == actor.staff_id and not self._is_over(now_s)
        if not goes_on:
            self._since_s = now_s
        self.actor, self.is_locked, self._last_s = actor, False, now_s
        return goes_on

    def lock(self) -> None:
        """Lock at once, by hand or by time."""
        if not self.is_locked:
            self.is_locked = True
            self.locked.emit()

    def end(self) -> None:
        """Log out."""
        self.is_locked, self.actor = True, None
        self.ended.emit()

    def look(self) -> None:
        """See whether it is time."""
        now_s = self._monotonic_s()
        if self.actor is None:
            return
        if self._is_over(now_s):
            self.end()
        elif now_s - self._last_s >= self.idle_s:
            self.lock()

    def _is_over(self, now_s: float) -> bool:
        return now_s - self._since_s >= self.longest_s

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in SIGNS_OF_LIFE and not self.is_locked:
            now_s = self._monotonic_s()
            if now_s - self._last_s < self.idle_s:
                self._last_s = now_s
        return False
