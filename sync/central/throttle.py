"""How much real work one process takes on before it asks kiosks to come back later."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

PER_SECOND = 150.0
BURST = 300.0
LATER_S = (60, 600)


class Throttle:
    """A bucket of `burst` syncs that fills with `per_second`; idle polls and pages are not counted."""

    def __init__(
        self,
        *,
        per_second: float = PER_SECOND,
        burst: float = BURST,
        clock: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._chance = chance or random.Random()
        self._left, self._at = burst, clock()

    def wait_s(self) -> int:
        """Return 0 where there is room for one more, otherwise in how many seconds it should be tried again."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0
        return self._chance.randint(*LATER_S)
