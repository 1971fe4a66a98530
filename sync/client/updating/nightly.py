"""Begins a look for a new program once a night, as a process of its own that may take its time and its memory."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from time import monotonic

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.sections import Settings
from kiosk.care.places import Places
from kiosk.care.program import program_argv

CLOCK_EVERY_S = 30.0
AGAIN_AFTER_S = 600.0
"""After a look that failed, as of a line that was cut: what is here by then is gone on with."""
SPREAD_PART = 0.5
"""Stations begin within the first half of the time that they have, so that most of them have done by the end of it."""


def night_command(here: Places) -> tuple[str, ...]:
    """Return the words of the process; it ends with this one, and exits with 0 where nothing is left to do."""
    return (*program_argv(), "update", "--data", str(here.data), "--beside", str(os.getpid()))


@dataclass(slots=True, kw_only=True)
class Nightly:
    """Looks for one station. `now` is its wall clock, `monotonic_s` a clock that only goes forward."""

    here: Places
    now: Callable[[], datetime]
    command: Sequence[str]
    monotonic_s: Callable[[], float] = monotonic
    chance: random.Random = field(default_factory=random.Random)
    _looks_next_s: float = field(default=float("-inf"), init=False)
    _begins_s: float | None = field(default=None, init=False)
    """When the look of this night begins; None outside the hours, infinite when it is done."""
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def look(self) -> None:
        """Begin or end what is due; asked again and again, and costs nothing most of the time."""
        if self.monotonic_s() < self._looks_next_s:
            return
        self._looks_next_s = self.monotonic_s() + CLOCK_EVERY_S
        self._note_end()
        settings, now = settings_in_force(self.here.settings).settings, self.now()
        if not (settings.updates.enabled and settings.updates.hours.holds(now.time())):
            self._begins_s = None
            return
        if self._begins_s is None:
            self._begins_s = self.monotonic_s() + self.chance.uniform(0, _time_left_s(settings, now) * SPREAD_PART)
        if self._process is None and self.monotonic_s() >= self._begins_s:
            self._begin()

    def _begin(self) -> None:
        try:
            self._process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError:
            self._begins_s = self.monotonic_s() + AGAIN_AFTER_S

    def _note_end(self) -> None:
        if self._process is not None and (code := self._process.poll()) is not None:
            self._process = None
            self._begins_s = float("inf") if code == 0 else self.monotonic_s() + AGAIN_AFTER_S


def _time_left_s(settings: Settings, now: datetime) -> float:
    """Return for how long a program may still be fetched: to the fresh start that takes it, or to the hours' end."""
    ends = [_next(settings.updates.hours.end, now)]
    fresh = settings.watch.restart_at_night
    if fresh is not None and settings.updates.hours.holds(fresh):
        ends.append(_next(fresh, now))
    return (min(ends) - now).total_seconds()


def _next(moment: time, now: datetime) -> datetime:
    today = datetime.combine(now.date(), moment, tzinfo=now.tzinfo)
    return today if today > now else today + timedelta(days=1)
