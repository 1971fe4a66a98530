"""When a kiosk that is well is begun anew: once a night, and when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from time import time_ns
from typing import Protocol

from kiosk.care.places import Places

LATEST = timedelta(hours=2)
"""So long after its time a fresh start waits for people to be gone; then it is left to the next night. A clock that is
set in the morning causes none by day."""


class FreshStart(Protocol):
    """Says whether the kiosk is to be begun anew. Nothing here is raised."""

    def begun(self, now: datetime) -> None:
        """A life of the kiosk begins."""
        ...

    def is_due(self, now: datetime, *, is_busy: bool) -> bool:
        """Tell whether that life is to end now. `is_busy`: somebody is there, or it has something in hand."""
        ...


class NeverFresh:
    """A kiosk that nobody begins anew while it lives."""

    def begun(self, now: datetime) -> None:
        """Nothing is to be remembered."""

    def is_due(self, now: datetime, *, is_busy: bool) -> bool:
        return False


class AtNight:
    """A fresh start at `at()` each night (None: never), asked at each beginning, and whenever `asked` is written.

    That of the night waits while the kiosk is busy, `LATEST` at most; whoever asks for one knows what goes on.
    """

    def __init__(self, asked: Path, *, at: Callable[[], time | None]) -> None:
        self._asked, self._read_time = asked, at
        self._at: time | None = None
        self._began: datetime | None = None
        self._known = 0

    def begun(self, now: datetime) -> None:
        self._began, self._at, self._known = now, self._read_time(), _written_at(self._asked)

    def is_due(self, now: datetime, *, is_busy: bool) -> bool:
        return _written_at(self._asked) != self._known or (not is_busy and self._is_time(now))

    def _is_time(self, now: datetime) -> bool:
        if self._at is None or self._began is None:
            return False
        tonight = datetime.combine(now.date(), self._at, tzinfo=now.tzinfo)
        last = tonight if tonight <= now else tonight - timedelta(days=1)
        return self._began < last <= now < last + LATEST


def asked_in(here: Places) -> Path:
    """Return the file that asks the watch of a station for a fresh start each time that it is written."""
    return here.data / "watch" / "again"


def ask_fresh_start(here: Places) -> None:
    """Have the watch begin the kiosk anew, where one watches. Raises `OSError`."""
    asked_in(here).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    asked_in(here).write_text(str(time_ns()), "ascii")


def _written_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
