"""What a station and its county do not agree on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Value = str | int | float | None
"""What a field can hold."""


class RowKind(StrEnum):
    """What a row is to staff; a posting is one row here, whatever parts of it travel apart."""

    STATION = "station"
    EMPLOYER = "employer"
    PERSON = "person"
    POSTING = "posting"
    VISIT = "visit"
    ARRIVAL_DAY = "arrival-day"
    ARRIVAL_MOVE = "arrival-move"
    DISPATCH = "dispatch"
    SLIP = "slip"
    OUTCOME = "outcome"
    WAITING = "waiting"
    COMPLAINT = "complaint"
    COMPLAINT_STEP = "complaint-step"
    CLASS = "class"
    SIGN_UP = "sign-up"
    NOTICE = "notice"
    OTHER = "other"


class Refusal(StrEnum):
    """Why the county did not take a change: the words that its answers begin with."""

    UNKNOWN_KIND = "unknown-kind"
    UNKNOWN_FIELD = "unknown-field"
    WRONG_VALUE = "wrong-value"
    MALFORMED = "malformed"
    ROW_UNKNOWN = "row-unknown"
    ROW_GONE = "row-gone"
    ROW_OF_OTHERS = "row-of-others"
    ROW_IN_USE = "row-in-use"
    PERSON_FORGOTTEN = "person-forgotten"
    POSTING_UNKNOWN = "posting-unknown"
    HEADCOUNT_ELSEWHERE = "headcount-elsewhere"
    OTHER = "other"
    """A newer county's word, or one that was cleared when somebody was forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedChange:
    """One change that the county did not take. `fields` are the names of the columns that it set.

    `name` is a title, a name or a number; empty where the row is gone or its person forgotten, of whom `number` may be
    known. `at_ms` is Unix time in milliseconds by the station's clock.
    """

    seq: int
    kind: RowKind
    name: str
    number: int
    fields: tuple[str, ...]
    is_new: bool
    is_deletion: bool
    reason: Refusal
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field that was set on two sides: the value `kept`, and the one that `lost`.

    Ids in them are told by their names, identity numbers are masked; both are None where `is_emptied`, as somebody was
    forgotten. `at_ms` is Unix time in milliseconds by the county's clock.
    """

    id: str
    kind: RowKind
    row_id: str
    name: str
    number: int
    field: str
    kept: Value
    lost: Value
    is_emptied: bool
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """How many refused changes and open conflicts wait for staff."""

    refused: int
    conflicts: int
