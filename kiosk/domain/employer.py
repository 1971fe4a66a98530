"""Who offers work: a farm, a firm or a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """`verified` by a clerk; a `suspended` employer's postings are shown to nobody, for the reason that staff gave."""

    id: str
    name: str
    phone: str = ""
    verified: bool = True
    suspended: bool = False
    note: str = ""
    suspended_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpaidSlip:
    """Wages that an employer owes for one slip; money is in the currency's minor unit, None where nobody said it."""

    slip_id: str
    slip_number: str
    posting_id: str
    day: date
    agreed_minor: int | None
    paid_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerComplaint:
    """A complaint about an employer, as a line of their history."""

    id: str
    number: str
    kind: str
    state: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerHistory:
    """What was between an employer and the station, counted; the lists hold the latest first, and not all of them.

    `undecided` slips have no outcome yet; `unpaid` were hired and paid in part or not at all.
    """

    postings: int
    running: int
    slips: int
    hired: int
    not_hired: int
    no_shows: int
    undecided: int
    unpaid: int
    complaints: int
    complaints_open: int
    unpaid_slips: tuple[UnpaidSlip, ...] = ()
    complaint_list: tuple[EmployerComplaint, ...] = ()
