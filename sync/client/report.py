"""How a sync ended, and what it did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.client.applying import Applied


class Outcome(StrEnum):
    """How a sync ended; each has its sentence, `sync-state-*`."""

    DONE = "done"
    BUSY = "busy"
    OFFLINE = "offline"
    UNANSWERED = "unanswered"
    CUT = "cut"
    PORTAL = "portal"
    CERTIFICATE = "certificate"
    CLOCK = "clock"
    REVOKED = "revoked"
    REFUSED = "refused"
    SET_BACK = "set-back"
    NOT_ENROLLED = "not-enrolled"
    ENROLLED = "enrolled"
    """No sync ended so: it is how a station stands between its code and its first sync."""


@dataclass(slots=True, kw_only=True)
class Report:
    """What one sync did. `central_ms`: central's signed time, heard at `heard_at_s` of the monotonic clock."""

    outcome: Outcome
    rounds: int = 0
    sent: int = 0
    refused: int = 0
    written: int = 0
    gone: int = 0
    bad: int = 0
    granted: int = 0
    repaired: int = 0
    agrees: bool | None = None
    backoff_s: int = 0
    central_ms: int = 0
    heard_at_s: float = 0.0
    detail: str = ""

    def add(self, done: Iterable[Applied]) -> None:
        """Count what was written, too."""
        for one in done:
            self.written += one.written
            self.gone += one.gone
            self.bad += one.bad
            self.granted += one.granted
