"""Tells the kiosk below the desk whether anybody is at the desk: one that was left open holds up no fresh start."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.desk.session import Session
from ui.desk.shell import DeskShell
from ui.desk_door import AT_REST, IN_USE
from ui.screens.desk.screen import DeskScreen

REST_AFTER_S = 30 * 60.0
"""So long a desk has been locked when it counts as left: whoever locks it for a moment comes back to what is there."""
LOOK_EVERY_MS = 5_000


class Rest(QObject):
    """Says on standard output when the desk comes to rest, and when it is in use again."""

    def __init__(
        self, parent: QObject, *, session: Session, shell: DeskShell, monotonic_s: Callable[[], float], output: int = 1
    ) -> None:
        super().__init__(parent)
        self._session, self._shell, self._monotonic_s, self._output = session, shell, monotonic_s, output
        self._busy_s, self._said = monotonic_s(), IN_USE
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See whether it is in use, and say so where that changed."""
        if not self._session.is_locked or self._has_something_in_hand():
            self._busy_s = self._monotonic_s()
        now_s = self._monotonic_s()
        said = AT_REST if now_s - self._busy_s >= REST_AFTER_S else IN_USE
        if said != self._said:
            self._said = said
            try:
                os.write(self._output, said)
            except OSError:
                self._timer.stop()

    def _has_something_in_hand(self) -> bool:
        """Whether a screen has a command or an errand running, as an import, which goes on behind the lock."""
        return any(getattr(screen, "is_busy", False) for screen in self._shell.findChildren(DeskScreen))
