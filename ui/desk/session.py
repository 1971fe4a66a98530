"""Who is logged in, and when the desk locks by itself: five minutes idle, twelve hours in all."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from kiosk.domain.staff import Actor
from ui.desk.entrance import Entrance

IDLE_S = 5 * 60
LONGEST_S = 12 * 3600
LOOK_EVERY_MS = 1000
SIGNS_OF_LIFE = frozenset({
    QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin,
    QEvent.Type.Wheel, QEvent.Type.InputMethod,
})  # fmt: skip


def awake_or_asleep_s() -> float:
    """Seconds on a clock that nobody can set and that goes on while the computer sleeps.

    Python's monotonic clock stands still then on Linux: a lid closed at noon would be opened to an unlocked desk.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Session(QObject):
    """The log-in of one person at a time; it counts by a clock that nobody can set."""

    locked = Signal(bool)
    """The same person goes on after giving the PIN; True where nobody moved for too long, False by hand."""
    ended = Signal()
    """The log-in itself is over."""

    def __init__(
        self, parent: QObject, *, idle_s: float = IDLE_S, longest_s: float = LONGEST_S,
        monotonic_s: Callable[[], float] = awake_or_asleep_s,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.idle_s, self.longest_s, self._monotonic_s = idle_s, longest_s, monotonic_s
        self.actor: Actor | None = None
        self.is_locked = True
        self._since_s, self._last_s = 0.0, monotonic_s()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        Entrance(self)

    def begin(self, actor: Actor) -> bool:
        """Let `actor` in; return whether that is who was here before the desk locked, within the same log-in."""
        now_s = self._monotonic_s()
        goes_on = self.actor is not None and self.actor.staff_id == actor.staff_id and not self._is_over(now_s)
        if not goes_on:
            self._since_s = now_s
        self.actor, self.is_locked, self._last_s = actor, False, now_s
        return goes_on

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock at once, by hand or by time."""
        if not self.is_locked:
            self.is_locked = True
            self.locked.emit(by_itself)

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
            self.lock(by_itself=True)

    @property
    def untouched_s(self) -> float:
        """How long ago somebody touched or typed anything, behind the door or at it."""
        return self._monotonic_s() - self._last_s

    def _is_over(self, now_s: float) -> bool:
        return now_s - self._since_s >= self.longest_s

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Note that somebody is there; whoever comes too late does nothing but lock the desk."""
        if event.type() not in SIGNS_OF_LIFE:
            return False
        if not self.is_locked and self._monotonic_s() - self._last_s >= self.idle_s:
            event.accept()  # no shortcut either
            self.look()
            return True
        self._last_s = self._monotonic_s()
        return False
