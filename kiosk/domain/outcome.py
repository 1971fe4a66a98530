"""An outcome: what became of one slip, and whether the worker got the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.complaint import Receipt
from kiosk.domain.pay import PaidWhen, Pay


class Result(StrEnum):
    """Whether the employer took the worker; `NO_SHOW`: the worker never came."""

    HIRED = "hired"
    NOT_HIRED = "not_hired"
    NO_SHOW = "no_show"


class Paid(StrEnum):
    """`NOT_YET`: the day on which it was to be paid has not come."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    NOT_YET = "not_yet"

    @property
    def is_owed(self) -> bool:
        """Whether the employer did not pay what was due: that is a complaint by itself."""
        return self in (Paid.PART, Paid.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What staff say about a slip.

    Only somebody hired has `half_days_worked`, `paid` and `paid_minor`; None there means: as was agreed (all days of
    the posting until now, the posting's pay, not paid yet, all of it). Money is in the currency's minor unit;
    `pay_agreed_minor` is for the posting's pay unit.
    """

    result: Result
    half_days_worked: int | None = None
    pay_agreed_minor: int | None = None
    paid: Paid | None = None
    paid_minor: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision as it is kept; `version` counts its changes, `decided_by` is the last one's member of staff."""

    slip_id: str
    result: Result
    half_days_worked: int | None
    pay_agreed_minor: int | None
    paid: Paid | None
    paid_minor: int | None
    reason: str
    decided_at_ms: int
    decided_by: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSlip:
    """A slip that waits for its outcome, or for its pay.

    `worker_name` and `masked_phone` are empty for somebody anonymous, and for somebody forgotten, who `is_registered`
    still. `half_days` is what the slip's holder can have worked until now, the usual answer. `party_size` is how many
    go together by one wish, this one among them; 0 for one alone.
    """

    slip_id: str
    number: str
    worker_name: str
    masked_phone: str
    is_registered: bool
    half_days: int
    party_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPosting:
    """The undecided slips of one posting. `is_over`: its work has ended, so that the day cannot close before them."""

    posting_id: str
    title: str
    trade: str
    employer_name: str
    employer_phone: str
    headcount: int
    pay: Pay
    first_day: date
    last_day: date
    is_over: bool
    slips: tuple[OpenSlip, ...]

    def pays_by(self, day: date) -> bool:
        """Tell whether the money is due by the evening of `day`: at the end of the work, unless sooner was said."""
        if self.is_over or self.pay.paid_when is PaidWhen.SAME_DAY:
            return True
        return self.pay.paid_when is None and self.last_day <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPage:
    """All there is to know of one slip: `posting` holds it alone, `complaint` is the one about its wages.

    `companions` are the numbers of the others that go with it; what was given back is not among them.
    """

    posting: OpenPosting
    outcome: Outcome | None
    is_given_back: bool
    complaint: Receipt | None
    companions: tuple[str, ...] = ()

    @property
    def slip(self) -> OpenSlip:
        return self.posting.slips[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """What is open: `undecided` slips keep `day` from closing; work that goes on and pay to come do not."""

    day: date
    undecided: int
    still_working: int
    pay_to_come: int
    is_closed: bool

    @property
    def may_close(self) -> bool:
        return not self.undecided


def half_days_between(first: date, last: date) -> int:
    """Return the half days from the morning of `first` to the evening of `last`; one day at least."""
    return 2 * max(1, (last - first).days + 1)
