"""What a person did at this station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.arrival import Way
from kiosk.domain.complaint import ComplaintKind, ComplaintState
from kiosk.domain.outcome import Paid, Result
from kiosk.domain.slip import SlipState


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """A day on which the person was here, with the number of that day."""

    id: str
    day: date
    running: int
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSlip:
    """A slip that the person got and what became of it; `result` and the rest are None while nobody has said.

    Money is in the currency's minor unit.
    """

    id: str
    number: str
    day: date
    state: SlipState
    posting_id: str
    posting_title: str
    trade: str
    employer_name: str
    result: Result | None
    half_days_worked: int | None
    paid: Paid | None
    paid_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastComplaint:
    """A complaint that the person made."""

    id: str
    number: str
    kind: ComplaintKind
    state: ComplaintState
    day: date
