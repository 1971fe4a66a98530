"""Who works at a station, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do (domain.md, "People and rights"). A worker at the kiosk has no log-in."""

    WORKER = "worker"
    CLERK = "clerk"
    HEAD = "head"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody at a device of the station, as the desk log names them; `staff_id` is empty for a worker."""

    role: Role
    device: str
    staff_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person with a log-in. `locked_until_ms` is Unix time in milliseconds, None while nothing is locked."""

    id: str
    name: str
    role: Role
    is_active: bool = True
    wrong_pins: int = 0
    locked_until_ms: int | None = None
