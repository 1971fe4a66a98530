"""How the station is asked: it is opened, used and closed on one thread, and answers come on the screen's."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.staff import Actor, Role
from kiosk.errors import DamagedDatabase, StoreError, YizhanError
from kiosk.journeys import events as was
from kiosk.services import OpenStation
from kiosk.store.recovery import mark_damaged
from ui.shell import Shell
from ui.tasks import Tasks

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

RETRY_MS = 3000
"""Between two attempts at what the surroundings refused: a station that does not open, a slot that is not freed."""

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class Ask(Protocol):
    """How the station is asked by whoever needs no more of it than answers: `Asking.ask`."""

    def __call__(
        self,
        question: Callable[[OpenStation], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None: ...


class Asking(QObject):
    """Stands before the station and its thread. A station that could not be opened is tried again each time."""

    damaged = Signal()
    """An answer failed because the database is damaged; comes before whoever asked is told."""

    def __init__(self, *, shell: Shell, tasks: Tasks, open_station: Callable[[], OpenStation], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._tasks, self._open_station = shell, tasks, open_station
        self._station: OpenStation | None = None
        """Made, used and closed on the database's thread only."""

    def ask(
        self,
        question: Callable[[OpenStation], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the station something; `answer` or `failed` is called on the UI thread. Errors go to the log else."""

        def troubled(error: Exception) -> None:
            if isinstance(error, DamagedDatabase):
                self.damaged.emit()
            (failed or report)(error)

        self._tasks.run(lambda: question(self._opened_station()), answer, troubled)

    def look_up(self, question: Callable[[OpenStation], Answer], to_event: Callable[[Answer], was.Event]) -> None:
        """Ask the station what the screen waits for; the answer comes to the visit as an event."""

        def failed(error: Exception) -> None:
            report(error)
            self._shell.happen(was.LookupFailed())

        self.ask(question, lambda answer: self._shell.come(to_event(answer)), failed)

    def shut(self, then: Callable[[], None], *, is_damaged: bool) -> None:
        """Close the station, and call `then`; the next question opens it, in place of a damaged one its backup."""

        def work() -> None:
            station, self._station = self._station, None
            if station is not None:
                if is_damaged:
                    mark_damaged(station.places.database)
                station.close()

        self._tasks.run(work, lambda _: then(), report)

    def close(self, *, last: Callable[[OpenStation], None]) -> None:
        """Wait for what was asked, do `last` where the station is open, and close it; nothing is asked any more."""

        def work() -> None:
            if self._station is not None:
                last(self._station)
                self._station.close()
                self._station = None

        self._tasks.close(last=work)

    def _opened_station(self) -> OpenStation:
        if self._station is None:
            self._station = self._open_station()
        return self._station


def insist(
    owner: QObject,
    ask: Ask,
    question: Callable[[OpenStation], Answer],
    answer: Callable[[Answer], None] = lambda _: None,
) -> None:
    """Ask until it is done, while `owner` is there: what the store refuses for the moment is asked again in a while."""

    def failed(error: Exception) -> None:
        if isinstance(error, StoreError):
            QTimer.singleShot(RETRY_MS, owner, lambda: insist(owner, ask, question, answer))
        report(error)

    ask(question, answer, failed)


def desk_of_worker(station: OpenStation) -> Desk:
    """What whoever stands at the screen may do; what the desk needs is loaded when it is first asked."""
    return station.desk(Actor(role=Role.WORKER, device=platform.node()))


def report(error: Exception) -> None:
    """What the surroundings did is logged by its kind alone: no words of a visitor ever reach a log."""
    if not isinstance(error, YizhanError):
        raise error
    log.warning("%s: %s", type(error).__name__, error.key)
