"""Outcomes: the end of the day, when staff say of each slip what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.desk.casebook import Moved
from kiosk.desk.room import STAFF, Done, Room, may
from kiosk.desk.slip_pages import SlipPages
from kiosk.desk.wages import completed, owed_minor
from kiosk.domain.outcome import DayState, Decision, OpenPosting, Outcome, Paid, Result
from kiosk.domain.posting import ENDED, Posting
from kiosk.domain.slip import Slip, SlipState
from kiosk.errors import ChangedMeanwhile, Refused
from kiosk.store.complaints import Subject
from kiosk.store.desk_log import DeskLog
from kiosk.store.kept import Step

DAY_CLOSED = "day-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """One decision that was made, as it can be taken back."""

    slip: Slip
    step: Step
    complaint: Moved | None
    outcome: Outcome


class Outcomes(SlipPages):
    """What became of the station's slips."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._log = DeskLog(room.database)

    @may(*STAFF)
    def undecided(self, day: date | None = None) -> tuple[OpenPosting, ...]:
        """Return the end-of-day list: slips without an outcome whose work has begun by now, or by the end of `day`.

        They are grouped by posting; postings whose work is over come first, and those keep the day from closing.
        """
        return self._outcomes.undecided(day=day or self.room.today, now=self.room.now())

    @may(*STAFF)
    def awaiting_pay(self) -> tuple[OpenPosting, ...]:
        """Return the slips of people hired who were not paid yet when last asked, by posting."""
        return self._outcomes.awaiting_pay(now=self.room.now())

    @may(*STAFF)
    def of_slip(self, slip_id: str) -> Outcome | None:
        """Return a slip's outcome, None while it has none."""
        return self._outcomes.find(slip_id)

    @may(*STAFF)
    def decide(
        self, slip_id: str, decision: Decision, *, confirmed: bool = False, seen_version: int | None = None
    ) -> Done[Outcome]:
        """Say what became of a slip, for the first time or again; pay that comes later is a later decision.

        Not hired or never came frees the slot while the posting runs. Wages not paid, or in part, open a complaint;
        paid in full later closes it. `confirmed` lets a sum pass that is not what was agreed; `seen_version` is the
        version of the outcome that was on the screen (0 for none), None to decide whatever is there.

        Raises `UnknownThing`, `ChangedMeanwhile` (another version is there), and `Refused`: a slip that was given
        back, no slot left for somebody hired after all, sums or days that cannot be, nobody hired on an ended posting.
        """
        with self.room.change():
            decided = self._decide(self._slips.find(slip_id), decision, confirmed, seen_version)
        return Done(value=decided.outcome, undo=self._undoing([decided]))

    @may(*STAFF)
    def decide_all(
        self, posting_id: str, result: Result = Result.HIRED, *, paid: Paid | None = None
    ) -> Done[tuple[Outcome, ...]]:
        """Say the same of all slips of a posting that have no outcome yet: "all came, all paid" in one touch.

        Days and pay are as agreed. Raises `Refused` where pay in part is said of all: each part is its own sum.
        """
        if paid is Paid.PART:
            raise Refused("refused-part-for-all")
        decision = Decision(result=result, paid=paid)
        with self.room.change():
            self._postings.get(posting_id)
            slips = [self._slips.find(id_) for id_ in self._outcomes.undecided_of(posting_id)]
            made = [self._decide(slip, decision, False, 0) for slip in slips]
        outcomes = tuple(each.outcome for each in made)
        return Done(value=outcomes, undo=self._undoing(made) if made else None)

    @may(*STAFF)
    def pay_came(self, slip_ids: Sequence[str], paid: Paid) -> Done[tuple[Outcome, ...]]:
        """Say that the pay came that was awaited, in full, or that it will not: days and pay agreed stay as they are.

        What is not awaited any more is passed over. Raises `UnknownThing`, and `Refused` for pay in part.
        """
        if paid is Paid.PART:
            raise Refused("refused-part-for-all")
        with self.room.change():
            known = [(self._slips.find(slip_id), self._outcomes.get(slip_id)) for slip_id in slip_ids]
            made = [
                self._decide(slip, _with_pay(outcome, paid), False, outcome.version)
                for slip, outcome in known
                if outcome.paid is Paid.NOT_YET
            ]
        return Done(value=tuple(each.outcome for each in made), undo=self._undoing(made) if made else None)

    @may(*STAFF)
    def day_state(self, day: date | None = None) -> DayState:
        """Return what is open before `day` (today unless said) can be closed."""
        return self._day_state(day or self.room.today)

    @may(*STAFF)
    def close_day(self, day: date | None = None) -> DayState:
        """Note in the log that a day is closed; a second time changes nothing, and nothing takes it back.

        Raises `Refused` while slips are undecided whose work was over by then, naming how many; and for days to come.
        """
        day = day or self.room.today
        with self.room.change():
            state = self._day_state(day)
            if day > self.room.today:
                raise Refused("refused-day-to-come")
            if not state.may_close:
                raise Refused("refused-day-undecided", count=state.undecided)
            if not state.is_closed:
                self.room.note(DAY_CLOSED, day.isoformat(), pay_to_come=state.pay_to_come)
        return replace(state, is_closed=True)

    def _day_state(self, day: date) -> DayState:
        open_ones = self._outcomes.undecided(day=day, now=self.room.now())
        notes = self._log.of_subject(day.isoformat())
        return DayState(
            day=day,
            undecided=sum(len(each.slips) for each in open_ones if each.is_over),
            still_working=sum(len(each.slips) for each in open_ones if not each.is_over),
            pay_to_come=self._outcomes.count_awaiting_pay(),
            is_closed=any(note.action == DAY_CLOSED for note in notes),
        )

    def _decide(self, slip: Slip, decision: Decision, confirmed: bool, seen_version: int | None) -> _Decided:
        before = self._outcomes.find(slip.id)
        if seen_version is not None and seen_version != (before.version if before else 0):
            raise ChangedMeanwhile
        if before is None and slip.state is SlipState.CANCELLED:
            raise Refused("refused-slip-given-back")
        posting = self._postings.get(slip.posting_id)
        whole = completed(decision, slip, posting, today=self.room.today, confirmed=confirmed)
        if whole.result is not Result.HIRED and self._outcomes.is_the_one_hired(slip.id):
            raise Refused("refused-nobody-hired")
        actor = self.room.actor
        step = self._outcomes.save(slip.id, whole, by=actor.staff_id, at_ms=self.room.now_ms)
        self._settle_slot(slip, posting, whole.result)
        complaint = self._settle_wages(slip, posting, whole, before)
        self._note(slip, whole)
        return _Decided(slip=slip, step=step, complaint=complaint, outcome=self._outcomes.get(slip.id))

    def _settle_slot(self, slip: Slip, posting: Posting, result: Result) -> None:
        if result is Result.HIRED:
            if not self._slips.hold_again(slip.id, now=self.room.now()):
                raise Refused("refused-slot-gone")
        elif slip.state is SlipState.HELD and self._runs(posting):
            self._slips.cancel(slip.id, now=self.room.now())

    def _runs(self, posting: Posting) -> bool:
        return posting.state not in ENDED and posting.last_day >= self.room.today

    def _settle_wages(self, slip: Slip, posting: Posting, whole: Decision, before: Outcome | None) -> Moved | None:
        """Open, change or close the complaint about the slip's wages, as far as this decision says something new.

        A first decision closes nothing: a worker who complained that day is not overruled by "all paid".
        """
        was_owed = before is not None and before.paid is not None and before.paid.is_owed
        owed = owed_minor(whole, posting)
        if whole.paid is not None and whole.paid.is_owed and owed != 0:
            if was_owed and before is not None and owed == owed_minor(before, posting):
                return None
            return self._book.wages_owed(slip.id, self._subject(slip, posting), amount_minor=owed)
        if before is not None and whole.paid is Paid.FULL:
            return self._book.wages_paid(slip.id)
        if before is not None and whole.result is not Result.HIRED:
            return self._book.nothing_owed_after_all(slip.id)
        return None

    def _subject(self, slip: Slip, posting: Posting) -> Subject:
        return Subject(
            person_id=self._book.store.person_of_slip(slip.id),
            employer_id=posting.employer_id,
            posting_id=posting.id,
            slip_id=slip.id,
        )

    def _note(self, slip: Slip, whole: Decision) -> None:
        self.room.note(
            "outcome-decided",
            slip.id,
            result=whole.result.value,
            half_days=whole.half_days_worked,
            paid=None if whole.paid is None else whole.paid.value,
            paid_minor=whole.paid_minor,
            agreed_minor=whole.pay_agreed_minor,
        )

    def _undoing(self, made: list[_Decided]) -> Callable[[], None]:
        def undo() -> None:
            with self.room.change():
                for decided in reversed(made):
                    self._undo(decided)

        return undo

    def _undo(self, decided: _Decided) -> None:
        """Put outcome, slot and complaint back; raise `ChangedMeanwhile` where the world has moved on."""
        slip_id, step = decided.slip.id, decided.step
        posting = self._postings.get(decided.slip.posting_id)
        if step.before is None and posting.state in ENDED:
            raise ChangedMeanwhile("refused-posting-has-ended")
        goes = step.before is not None and step.before.get("result", Result.HIRED.value) != Result.HIRED.value
        if goes and self._outcomes.is_the_one_hired(slip_id):
            raise ChangedMeanwhile("refused-nobody-hired")
        self._outcomes.take_back(step)
        self._put_slot_back(decided.slip)
        if decided.complaint is not None:
            self._book.undo(decided.complaint)
        self.room.note("outcome-undone", slip_id)

    def _put_slot_back(self, before: Slip) -> None:
        now = self.room.now()
        if before.state is SlipState.CANCELLED:
            self._slips.cancel(before.id, now=now)
        elif not self._slips.hold_again(before.id, now=now):
            raise ChangedMeanwhile("refused-slot-gone")


def _with_pay(outcome: Outcome, paid: Paid) -> Decision:
    return Decision(
        result=outcome.result,
        half_days_worked=outcome.half_days_worked,
        pay_agreed_minor=outcome.pay_agreed_minor,
        paid=paid,
        reason=outcome.reason,
    )
