"""One line of the desk log, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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


class SubjectKind(StrEnum):
    """What a line of the log can be about."""

    PERSON = "person"
    POSTING = "posting"
    EMPLOYER = "employer"
    SLIP = "slip"
    COMPLAINT = "complaint"
    CLASS = "class"
    NOTICE = "notice"
    WORK_WISH = "work_wish"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`name` is a name, a title or a number; empty for somebody who was forgotten. `number` is a registration's."""

    kind: SubjectKind
    name: str
    number: int = 0
