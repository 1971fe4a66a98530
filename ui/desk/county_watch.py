"""Watches how it stands between the station and the county, as the process beside the screen writes it down."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.texts.catalogue import Texts
from ui.screens.desk.screen import CountyNews
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from sync.client.status import Status

LOOK_MS = 5_000
POLL_MS = 300
"""While somebody waits for an answer."""
PATIENCE_MS = 60_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often is looked, and how long somebody waits at most, in milliseconds."""

    look_ms: int = LOOK_MS
    poll_ms: int = POLL_MS
    patience_ms: int = PATIENCE_MS


class CountyWatch(QObject):
    """Reads the status now and then; files are touched, and what reads them is loaded, beside the screen only."""

    looked = Signal()
    """The status was read; the sentences in it age even where it is the same."""

    def __init__(self, *, tasks: Tasks, data: Path, pace: Pace | None = None) -> None:
        super().__init__(tasks)
        self._tasks, self._data, self._pace = tasks, data, pace or Pace()
        self.status: Status | None = None
        """None until it was read."""
        self._before: Status | None = None
        """What was written when somebody asked for a sync; None while nobody waits."""
        self._problem = ""
        self._timer = QTimer(self, singleShot=True, interval=self._pace.look_ms)
        self._timer.timeout.connect(self._look)
        self._patience = QTimer(self, singleShot=True, interval=self._pace.patience_ms)
        self._patience.timeout.connect(lambda: self._ended("county-no-answer"))

    @property
    def is_sending(self) -> bool:
        """Whether somebody waits for the answer."""
        return self._before is not None

    def start(self) -> None:
        """Look now, and from now on."""
        self._look()

    def look_again(self) -> None:
        """Look at once: somebody else has heard from the county."""
        self._timer.stop()
        self._look()

    def send_now(self) -> None:
        """Have the process beside the screen sync at once; while it does, asking again changes nothing."""
        if self.is_sending or self.status is None:
            return
        self._before, self._problem = self.status, ""
        self._patience.start()
        self.looked.emit()
        self._tasks.run(self._ask, self._asked, self._not_asked, lane=Lane.DEVICE)

    def news(self, texts: Texts) -> CountyNews:
        """Say how it stands; what was refused stands on the same screen, as it is by now."""
        if self.status is None:
            return CountyNews()
        from sync.client.sentences import status_sentences

        return CountyNews(
            sentences=tuple(status_sentences(replace(self.status, refused=0), texts)),
            is_sending=self.is_sending,
            problem=texts(self._problem) if self._problem else "",
        )

    def foot(self, texts: Texts) -> str:
        """Say when the county was heard last; nothing at a station that is not connected to a county."""
        if self.status is None:
            return ""
        from sync.client.report import Outcome
        from sync.client.sentences import heard_sentence

        return "" if self.status.outcome == Outcome.NOT_ENROLLED.value else heard_sentence(self.status, texts)

    def _ask(self) -> Status:
        """What is written before the asking is what its answer is told from."""
        from sync.client.status import ask_now, read_status

        before = read_status(self._data)
        ask_now(self._data)
        return before

    def _asked(self, before: Status) -> None:
        if self.is_sending:
            self._before = before
            self._timer.start(self._pace.poll_ms)

    def _not_asked(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        log.warning("%s", error)
        self._ended("county-not-asked")

    def _look(self) -> None:
        self._tasks.run(self._read, self._seen, _fail, lane=Lane.DEVICE)

    def _read(self) -> Status:
        from sync.client import sentences
        from sync.client.status import read_status

        assert sentences  # loaded here, on this thread
        return read_status(self._data)

    def _seen(self, status: Status) -> None:
        self.status = status
        if self._before is not None and status != self._before:
            self._ended("")
        else:
            self.looked.emit()
        self._timer.start(self._pace.poll_ms if self.is_sending else self._pace.look_ms)

    def _ended(self, problem: str) -> None:
        self._before, self._problem = None, problem
        self._patience.stop()
        self.looked.emit()


def _fail(error: Exception) -> None:
    raise error
