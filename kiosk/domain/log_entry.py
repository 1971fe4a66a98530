"""One line of the desk log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.staff import Role

Detail = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log. `at_ms` is Unix time in milliseconds by the station's clock, right or wrong."""

    seq: int
    at_ms: int
    staff_id: str
    role: Role
    device: str
    action: str
    subject: str
    details: Mapping[str, Detail]
