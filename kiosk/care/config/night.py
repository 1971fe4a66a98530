"""A part of the night in which a station may do what would disturb somebody by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """From `begin` to `end` by the station's clock; over midnight where `end` is the earlier one."""

    begin: time
    end: time

    def holds(self, moment: time) -> bool:
        """Tell whether `moment` lies in it; `end` does not."""
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end
