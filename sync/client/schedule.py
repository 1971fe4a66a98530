"""When to speak with central next: often enough to be fresh, and never all stations at once."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sync.client.report import Outcome, Report

EVERY_S = 480.0
"""A poll of 50,000 stations each eight minutes is 104 requests a second, and 125 with what their staff save, which goes
up at once (sync.md, property 12: at most 200 in the busiest second, which `measure/blackout.py` counts)."""
START_WITHIN_S = 2 * EVERY_S
"""After a blackout a whole county starts in the same minute. A multiple of `EVERY_S`, as the first and the second polls
of stations would otherwise fall together for a part of each round."""
COMPANY_S = 60.0
"""So often asks a kiosk that shares its station with another one: its clerks call people whom the other signed in. Few
stations have two, and only these hear each other's day."""
JITTER = 0.2
FIRST_RETRY_S = 30.0
LONGEST_RETRY_S = 1200.0
LEAST_AFTER_CHANGE_S = 10.0
"""What staff save goes up soon, but ten slips of one minute go together."""
LONGEST_BACKOFF_S = 3600.0


@dataclass(slots=True)
class Schedule:
    """Says how long to wait after a sync. All times are seconds of a clock that only goes forward.

    `has_company`: another kiosk of the same station is at work.
    """

    every_s: float = EVERY_S
    start_within_s: float = START_WITHIN_S
    chance: random.Random = field(default_factory=random.Random)
    failures: int = 0
    has_company: bool = False

    def first_s(self) -> float:
        """Return how long to wait after the program has started."""
        return self.chance.uniform(0, self._soon(self.start_within_s))

    def _soon(self, seconds: float) -> float:
        return min(seconds, COMPANY_S) if self.has_company else seconds

    def after_s(self, report: Report) -> float:
        """Return how long to wait after a sync that ended so."""
        match report.outcome:
            case Outcome.DONE:
                self.failures = 0
                return self._soon(self.every_s) * self.chance.uniform(1 - JITTER, 1 + JITTER)
            case Outcome.BUSY if report.backoff_s:
                return min(report.backoff_s, LONGEST_BACKOFF_S) * self.chance.uniform(1, 1 + JITTER)
            case Outcome.NOT_ENROLLED:
                return LEAST_AFTER_CHANGE_S  # no byte was sent, and whoever enrols it stands before it
        self.failures += 1
        longest = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** min(self.failures - 1, 20))
        return self.chance.uniform(longest / 2, longest)


@dataclass(slots=True, kw_only=True)
class Timetable:
    """When one station speaks with central next; all times are seconds of a clock that only goes forward.

    `due_s`: whatever there is to say. `not_before_s`: not sooner, however much waits here: after a blackout much waits
    everywhere, and a central that is busy is left alone. Who asks in person is not kept waiting by either.
    """

    schedule: Schedule
    due_s: float
    not_before_s: float

    @classmethod
    def begun(cls, schedule: Schedule, now_s: float, *, is_new: bool = False) -> Timetable:
        """The program has started. A station that `is_new`, and never heard central, comes back from no blackout."""
        begin = now_s if is_new else now_s + schedule.first_s()
        return cls(schedule=schedule, due_s=begin, not_before_s=begin)

    def next_s(self, *, has_waiting: bool) -> float:
        """Return when to speak where nobody asks for it. `has_waiting`: this station has something to say."""
        return min(self.due_s, self.not_before_s) if has_waiting else self.due_s

    def ended(self, now_s: float, report: Report) -> None:
        """A sync ended so, just now."""
        self.due_s = self.not_before_s = now_s + self.schedule.after_s(report)
        if report.outcome is Outcome.DONE:
            self.not_before_s = now_s + LEAST_AFTER_CHANGE_S

    def found_company(self, now_s: float) -> None:
        """Another kiosk of the station is at work: hear what it does, sooner than was meant."""
        if not self.schedule.has_company:
            self.schedule.has_company = True
            soon = now_s + self.schedule.first_s()
            self.due_s, self.not_before_s = min(self.due_s, soon), min(self.not_before_s, soon)

    def put_off(self, now_s: float) -> None:
        """The station's database could not be used just now."""
        self.due_s = self.not_before_s = max(self.not_before_s, now_s + LEAST_AFTER_CHANGE_S)
