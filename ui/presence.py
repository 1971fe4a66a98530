"""Whether anybody is at the kiosk, or it has something in hand: a fresh start at night waits for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.desk_door import DeskDoor
from ui.shell import Shell

if TYPE_CHECKING:
    from ui.printing_desk import PrintingDesk

GONE_AFTER_S = 60.0
"""So long after the last touch nobody stands there any more; a visit that was left goes Home by itself meanwhile."""


class Presence(QObject):
    """Looks at a kiosk whenever it is asked. `printing`: its printer, None while the kiosk is still being made."""

    def __init__(
        self, parent: QObject, *, shell: Shell, door: DeskDoor, printing: Callable[[], PrintingDesk | None],
        monotonic_s: Callable[[], float],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._shell, self._door, self._printing, self._monotonic_s = shell, door, printing, monotonic_s
        self._touched_s = float("-inf")
        shell.touched.connect(self._note_touch)
        door.closed.connect(self._note_touch)

    @property
    def is_busy(self) -> bool:
        """Whether there is a visit or was a touch just now, a slip is being printed, or staff are at the desk."""
        printing = self._printing()
        return (
            self._monotonic_s() - self._touched_s < GONE_AFTER_S
            or self._shell.has_visitor
            or self._door.is_in_use
            or (printing is not None and printing.is_printing)
        )

    def _note_touch(self) -> None:
        self._touched_s = self._monotonic_s()
