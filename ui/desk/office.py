"""The office stands between the desk's screens, which ask, and the station, which answers on its own thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.desk.desk import Desk
from kiosk.domain.staff import Actor, Role
from kiosk.errors import ChangedMeanwhile, DamagedDatabase, NotAllowed, Refused, UnknownThing, YizhanError
from kiosk.services import OpenStation
from kiosk.store.recovery import mark_damaged
from ui.tasks import Tasks

CHANGE_POLL_MS = 400
RETRY_MS = 3000

RULES = (Refused, NotAllowed, ChangedMeanwhile, UnknownThing)
"""Told to whoever asked, and no trouble of the station's."""

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class Office(QObject):
    """Opens the station, asks the desk for whoever is logged in, and watches for changes by others."""

    opened = Signal(object)
    """The station is open; carries its `Station`."""
    failed_to_open = Signal(object)
    """Carries the `YizhanError`; it is tried again by itself."""
    store_changed = Signal()

    def __init__(self, *, tasks: Tasks, open_station: Callable[[], OpenStation], device: str) -> None:
        super().__init__(tasks)
        self._tasks, self._open_station = tasks, open_station
        self.nobody = Actor(role=Role.WORKER, device=device)
        self._station: OpenStation | None = None
        """Made, used and closed on the database's thread only."""
        self._desk: Desk | None = None
        self._seen_version = 0
        self._poll = QTimer(self, singleShot=True, interval=CHANGE_POLL_MS)
        self._poll.timeout.connect(self._look_for_changes)

    def start(self) -> None:
        """Open the station, again and again until it opens."""

        def opened(found: tuple[object, int]) -> None:
            station, self._seen_version = found
            self._poll.start()
            self.opened.emit(station)

        def shut(error: Exception) -> None:
            if not isinstance(error, YizhanError):
                raise error
            log.warning("%s: %s", type(error).__name__, error.key)
            self.failed_to_open.emit(error)
            QTimer.singleShot(RETRY_MS, self, self.start)

        self._tasks.run(lambda: (self._opened().station, self._version()), opened, shut)

    def ask(
        self,
        actor: Actor,
        question: Callable[[Desk], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[YizhanError], None],
    ) -> None:
        """Have `actor`'s desk answer beside the screen; what the surroundings do goes to `failed`."""

        def troubled(error: Exception) -> None:
            if not isinstance(error, YizhanError):
                raise error
            if isinstance(error, DamagedDatabase):
                self._reopen()
            if not isinstance(error, RULES):
                log.warning("%s: %s", type(error).__name__, error.key)
            failed(error)

        self._tasks.run(lambda: question(self._desk_of(actor)), answer, troubled)

    def close(self) -> None:
        """Close the station on its own thread; waits for what was begun."""
        self._poll.stop()
        self._tasks.close(last=self._shut)

    def _desk_of(self, actor: Actor) -> Desk:
        if self._desk is None or self._desk.room.actor != actor:
            self._desk = self._opened().desk(actor)
        return self._desk

    def _opened(self) -> OpenStation:
        if self._station is None:
            self._station = self._open_station()
        return self._station

    def _version(self) -> int:
        return self._opened().database.data_version()

    def _shut(self) -> None:
        station, self._station, self._desk = self._station, None, None
        if station is not None:
            station.close()

    def _reopen(self) -> None:
        """Put a damaged database aside and take up its last good backup."""

        def shut() -> None:
            if self._station is not None:
                mark_damaged(self._station.places.database)
            self._shut()

        def failed(error: Exception) -> None:
            raise error

        self._tasks.run(shut, lambda _: self.start(), failed)

    def _look_for_changes(self) -> None:
        def seen(version: int) -> None:
            self._poll.start()
            if version != self._seen_version:
                self._seen_version = version
                self.store_changed.emit()

        def failed(error: Exception) -> None:
            self._poll.start()
            if not isinstance(error, YizhanError):
                raise error

        self._tasks.run(self._version, seen, failed)
