"""What a desk does that covers the kiosk and was left: it makes way for workers, or says that it holds up nothing."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.care.idling import DARK_AFTER_S
from ui.desk.printing import DeskPrinting
from ui.desk.session import Session
from ui.desk.shell import DeskShell
from ui.desk_door import AT_REST, IN_USE
from ui.screens.desk.screen import DeskScreen

AWAY_AFTER_S = DARK_AFTER_S
"""As long as nobody touches an idle kiosk until it goes dark: whoever locks the desk for a moment comes back to what is
there, and workers, who cannot pass its door, have the kiosk again soon."""
REST_AFTER_S = 30 * 60.0
"""So long a desk has been locked when it counts as left, where it does not make way: a first start, a paper that
nobody has decided about."""
LOOK_EVERY_MS = 5_000


class Rest(QObject):
    """Looks whether anybody is at the desk. On standard output it says when the desk comes to rest, or is in use."""

    away = Signal()
    """Nobody is at the door, and nothing is in hand: the kiosk is wanted back."""

    def __init__(
        self, parent: QObject, *, session: Session, shell: DeskShell, printing: DeskPrinting,
        monotonic_s: Callable[[], float], output: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._shell, self._printing = session, shell, printing
        self._monotonic_s, self._output = monotonic_s, output
        self._busy_s, self._said = monotonic_s(), IN_USE
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See whether it is in use, and say so where that changed."""
        if not self._session.is_locked or self._has_something_in_hand():
            self._busy_s = self._monotonic_s()
        left_s = self._monotonic_s() - self._busy_s
        self._say(AT_REST if left_s >= REST_AFTER_S else IN_USE)
        if min(left_s, self._session.untouched_s) >= AWAY_AFTER_S and self._may_make_way():
            self.away.emit()

    def _say(self, said: bytes) -> None:
        if said != self._said:
            self._said = said
            try:
                os.write(self._output, said)
            except OSError:
                self._timer.stop()

    def _has_something_in_hand(self) -> bool:
        """Whether a screen has a command or an errand running, as an import, which goes on behind the lock."""
        is_printing = self._printing.is_busy
        return is_printing or any(getattr(screen, "is_busy", False) for screen in self._shell.findChildren(DeskScreen))

    def _may_make_way(self) -> bool:
        return self._shell.is_at_log_in and not self._printing.has_set_aside
