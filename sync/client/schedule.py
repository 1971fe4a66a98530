"""When to speak with central next: often enough to be fresh, and never all stations at once."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sync.client.report import Outcome, Report

EVERY_S = 360.0
"""A poll of 50,000 stations each six minutes is 140 requests a second (sync.md, property 12: at most 200)."""
START_WITHIN_S = 720.0
"""After a blackout a whole county starts in the same minute."""
JITTER = 0.2
FIRST_RETRY_S = 30.0
LONGEST_RETRY_S = 1200.0
LEAST_AFTER_CHANGE_S = 10.0
"""What staff save goes up soon, but ten slips of one minute go together."""
LONGEST_BACKOFF_S = 3600.0


@dataclass(slots=True)
class Schedule:
    """Says how long to wait after a sync. All times are seconds of a clock that only goes forward."""

    every_s: float = EVERY_S
    start_within_s: float = START_WITHIN_S
    chance: random.Random = field(default_factory=random.Random)
    failures: int = 0

    def first_s(self) -> float:
        """Return how long to wait after the program has started."""
        return self.chance.uniform(0, self.start_within_s)

    def after_s(self, report: Report) -> float:
        """Return how long to wait after a sync that ended so."""
        match report.outcome:
            case Outcome.DONE:
                self.failures = 0
                return self.every_s * self.chance.uniform(1 - JITTER, 1 + JITTER)
            case Outcome.BUSY if report.backoff_s:
                return min(report.backoff_s, LONGEST_BACKOFF_S) * self.chance.uniform(1, 1 + JITTER)
        self.failures += 1
        longest = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** min(self.failures - 1, 20))
        return self.chance.uniform(longest / 2, longest)
