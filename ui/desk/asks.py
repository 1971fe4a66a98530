"""Questions that the office has not answered yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from kiosk.desk.desk import Desk
from kiosk.domain.staff import Actor
from kiosk.errors import YizhanError
from ui.desk.office import Office


class Asks(QObject):
    """Puts each question to the office, and counts until its answer has been used."""

    all_answered = Signal()
    """Nothing is open any more; sent after the last answer was used."""

    def __init__(self, parent: QObject, *, office: Office) -> None:
        super().__init__(parent)
        self._office, self._open = office, 0

    @property
    def are_open(self) -> bool:
        """Whether anything is not answered yet."""
        return self._open > 0

    def put(
        self,
        actor: Actor,
        question: Callable[[Desk], Any],
        answer: Callable[[Any], None],
        failed: Callable[[YizhanError], None],
    ) -> None:
        """See `Office.ask`."""
        self._open += 1

        def done(value: Any) -> None:
            self._open -= 1
            answer(value)
            self._tell()

        def troubled(error: YizhanError) -> None:
            self._open -= 1
            failed(error)
            self._tell()

        self._office.ask(actor, question, done, troubled)

    def _tell(self) -> None:
        if not self.are_open:
            self.all_answered.emit()
