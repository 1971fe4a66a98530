"""A complaint: always answered with a number and a next step, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.slip import check_digit

COMPLAINT_MARK = "T"
"""投诉: tells a complaint's number from a slip's."""
CUT_OFF = "cut-off"
"""Words of a step: somebody left, or the power did, before the complaint was handed in. Not a kind of step of its own,
which kiosks of an earlier version would not understand."""


class ComplaintKind(StrEnum):
    UNPAID_WAGES = "unpaid_wages"
    INJURY = "injury"
    FALSE_POSTING = "false_posting"
    FEE_ASKED = "fee_asked"
    OTHER = "other"


DEADLINE_DAYS: dict[ComplaintKind, int] = {
    ComplaintKind.UNPAID_WAGES: 3,
    ComplaintKind.INJURY: 1,
    ComplaintKind.FALSE_POSTING: 1,
    ComplaintKind.FEE_ASKED: 1,
    ComplaintKind.OTHER: 7,
}
"""Days after which the station's own try is over and the next step is somebody else's. The laws give the outer
frame; the days themselves are a judgement, short enough for the frame to hold.

Unpaid wages, 3: who works by the day or hour is paid by the day or hour, and at the latest on the day that was agreed
(《保障农民工工资支付条例》, in force since 1 May 2020, articles 12 to 14); one-off work is paid when it is done
(《工资支付暂行规定》 article 8). So the money is late already. Three days let the employer be reached over a weekend;
then it goes to labour inspection (劳动监察, 12333), which takes up a complaint within 5 working days
(《关于实施〈劳动保障监察条例〉若干规定》 article 18) and only within 2 years (《劳动保障监察条例》 article 20).

Injury, 1: treatment comes at once, and the evidence goes soon. The employer has 30 days to ask for it to be
recognised as a work injury, the worker or family one year (《工伤保险条例》 article 17): by the next day the station
has heard that both know.

False posting, 1, and fee asked, 1: every further morning sends others into the same trap. Fees and kept papers are
forbidden, and the labour office has them given back (《劳动合同法》 articles 9 and 84).

Other, 7: a week, so that the worker hears back at the next market day."""


class ComplaintState(StrEnum):
    OPEN = "open"
    IN_HAND = "in_hand"
    CLOSED = "closed"


class StepKind(StrEnum):
    """What a step did. `UNPAID` and `PAID` come by themselves from an outcome; `WITHDRAWN` and `UNDONE` are undoings,
    told by a step of their own because no step is ever taken away."""

    OPENED = "opened"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    UNPAID = "unpaid"
    PAID = "paid"
    SLIP_UNKNOWN = "slip_unknown"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """What somebody complains of. All but the kind may be left out: a worker may stay anonymous.

    `slip_number` is as it stands on the slip or was said; worker, posting and employer follow from it where they are
    not given. `amount_minor` is the money that it is about, in the currency's minor unit. `id` names what was told at
    the screen: however often it is handed in, it is one complaint.
    """

    kind: ComplaintKind
    id: str = ""
    words: str = ""
    person_id: str | None = None
    employer_id: str | None = None
    posting_id: str | None = None
    slip_number: str = ""
    recording_id: str | None = None
    amount_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What whoever complains gets: the number to ask by, and until when what happens next has happened."""

    complaint_id: str
    number: str
    kind: ComplaintKind
    due_day: date
    is_late: bool = False
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """`next_step` is in staff's own words; empty means the usual step of its kind (`usual_step`).

    `opened_by` is empty for a worker at the kiosk. Times are Unix time in milliseconds.
    """

    id: str
    number: str
    day: date
    kind: ComplaintKind
    words: str
    state: ComplaintState
    next_step: str
    due_day: date
    opened_at_ms: int
    opened_by: str
    version: int
    person_id: str | None = None
    person_name: str = ""
    person_phone: str = ""
    employer_id: str | None = None
    employer_name: str = ""
    employer_phone: str = ""
    posting_id: str | None = None
    posting_title: str = ""
    slip_id: str | None = None
    slip_number: str = ""
    amount_minor: int | None = None
    recording_id: str | None = None
    closed_at_ms: int | None = None

    def is_late(self, today: date) -> bool:
        """Tell whether the deadline has passed and nothing closed it."""
        return self.state is not ComplaintState.CLOSED and self.due_day < today

    def receipt(self, today: date) -> Receipt:
        """Return what is handed to whoever complained."""
        return Receipt(
            complaint_id=self.id,
            number=self.number,
            kind=self.kind,
            due_day=self.due_day,
            is_late=self.is_late(today),
            next_step=self.next_step,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintStep:
    """One thing that was done about a complaint, by whom, and how the complaint stood after it."""

    at_ms: int
    staff_id: str
    what: StepKind
    state: ComplaintState
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPage:
    """A complaint with its steps, oldest first; `held_by` is the member of staff who has it, empty while nobody has."""

    complaint: Complaint
    steps: tuple[ComplaintStep, ...]
    held_by: str


def complaint_number(*, prefix: str, day: date, running: int) -> str:
    """Return the number of a complaint, made to be said aloud: `L7-T-1121-001-3`; the last is the check digit."""
    body = f"{prefix}-{COMPLAINT_MARK}-{day:%m%d}-{running:03d}"
    return f"{body}-{check_digit(body)}"


def held_by(steps: tuple[ComplaintStep, ...]) -> str:
    """Return the member of staff who last took it in hand; before that, who wrote it down; empty for nobody."""
    by_staff = [step for step in _standing(steps) if step.staff_id]
    taken = [step for step in by_staff if step.what is StepKind.NOTED and step.state is ComplaintState.IN_HAND]
    holder = taken[-1:] or by_staff[:1]
    return holder[0].staff_id if holder else ""


def _standing(steps: tuple[ComplaintStep, ...]) -> list[ComplaintStep]:
    """The steps that were not undone: only the last one standing ever is."""
    standing: list[ComplaintStep] = []
    for step in steps:
        if step.what is not StepKind.UNDONE:
            standing.append(step)
        elif standing:
            standing.pop()
    return standing
