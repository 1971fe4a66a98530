"""How a complaint moves on: opened, taken further, undone; by staff, by a worker, or by what became of a slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.desk.room import Room
from kiosk.domain.complaint import (
    DEADLINE_DAYS,
    Complaint,
    ComplaintKind,
    ComplaintState,
    StepKind,
)
from kiosk.errors import ChangedMeanwhile
from kiosk.store.complaints import ComplaintStore, Subject
from kiosk.store.kept import Step
from kiosk.store.outbox import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One move of a complaint, as it can be undone; `step` is None for an opening, whose `version` it left."""

    complaint_id: str
    step: Step | None
    version: int = 1


class Casebook:
    """The moves of complaints, for the use-cases that make them; each within the caller's change.

    Nothing is ever taken away: what is undone stays in the steps, followed by the step that undid it, and the number
    of a withdrawn complaint stays used.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.store = ComplaintStore(room.database, clock_ms=lambda: room.now_ms)

    def due_day(self, kind: ComplaintKind) -> date:
        """Return the deadline of a complaint of `kind` that comes up today."""
        return self.room.today + timedelta(days=DEADLINE_DAYS[kind])

    def open(
        self, kind: ComplaintKind, subject: Subject, fields: Mapping[str, Field], *, what: StepKind = StepKind.OPENED
    ) -> Moved:
        """Open a complaint; `fields` are its words, amount_minor and recording."""
        whole = {"words": "", "amount_minor": None, "recording": None, **fields}
        by = self.room.actor.staff_id
        complaint = self.store.add(
            kind, subject, {**whole, "due_day": self.due_day(kind).isoformat()}, day=self.room.today, by=by
        )
        self.store.add_step(complaint.id, what, state=ComplaintState.OPEN, words="", by=by)
        self.room.note("complaint-opened", complaint.id, kind=kind.value, by_itself=int(what is StepKind.UNPAID))
        return Moved(complaint_id=complaint.id, step=None)

    def move(
        self,
        complaint: Complaint,
        what: StepKind,
        *,
        state: ComplaintState,
        words: str = "",
        fields: Mapping[str, Field] | None = None,
    ) -> Moved:
        """Add a step that leaves the complaint in `state`, with `fields` of it changed too."""
        closed_at = self.room.now_ms if state is ComplaintState.CLOSED else None
        if complaint.state is state is ComplaintState.CLOSED:
            closed_at = complaint.closed_at_ms
        changes: dict[str, Field] = {"state": state.value, "closed_at_ms": closed_at, **(fields or {})}
        step = self.store.change(complaint.id, changes)
        self.store.add_step(complaint.id, what, state=state, words=words, by=self.room.actor.staff_id)
        self.room.note(f"complaint-{what.value.replace('_', '-')}", complaint.id, state=state.value)
        return Moved(complaint_id=complaint.id, step=step, version=step.version)

    def undo(self, moved: Moved) -> None:
        """Undo a move, by a further step; raise `ChangedMeanwhile` if the complaint was moved on since."""
        complaint = self.store.get(moved.complaint_id)
        if moved.step is None:
            self._withdraw(complaint, moved.version)
            return
        self.store.take_back(moved.step)
        state = self.store.get(moved.complaint_id).state
        self.store.add_step(complaint.id, StepKind.UNDONE, state=state, words="", by=self.room.actor.staff_id)
        self.room.note("complaint-undone", complaint.id, state=state.value)

    def _withdraw(self, complaint: Complaint, version: int) -> None:
        if complaint.version != version:
            raise ChangedMeanwhile
        self.move(complaint, StepKind.WITHDRAWN, state=ComplaintState.CLOSED)

    def wages_owed(self, slip_id: str, subject: Subject, *, amount_minor: int | None) -> Moved | None:
        """See to it that the wages of a slip are complained of; return None where nothing had to change."""
        complaint = self.store.about_wages_of(slip_id)
        if complaint is None:
            fields: dict[str, Field] = {"amount_minor": amount_minor}
            return self.open(ComplaintKind.UNPAID_WAGES, subject, fields, what=StepKind.UNPAID)
        if complaint.state is ComplaintState.CLOSED:
            due = self.due_day(ComplaintKind.UNPAID_WAGES).isoformat()
            again: dict[str, Field] = {"amount_minor": amount_minor, "due_day": due, "next_step": ""}
            return self.move(complaint, StepKind.UNPAID, state=ComplaintState.OPEN, fields=again)
        if complaint.amount_minor == amount_minor:
            return None
        return self.move(complaint, StepKind.UNPAID, state=complaint.state, fields={"amount_minor": amount_minor})

    def wages_paid(self, slip_id: str) -> Moved | None:
        """Close the complaint about the wages of a slip, if there is one that is not closed."""
        complaint = self.store.about_wages_of(slip_id)
        if complaint is None or complaint.state is ComplaintState.CLOSED:
            return None
        return self.move(complaint, StepKind.PAID, state=ComplaintState.CLOSED)

    def nothing_owed_after_all(self, slip_id: str) -> Moved | None:
        """Withdraw the complaint that an outcome made, now that it says that nobody worked.

        One that a person made, or added to, stays: nobody but a person can say that it is settled.
        """
        complaint = self.store.about_wages_of(slip_id)
        if complaint is None or complaint.state is ComplaintState.CLOSED:
            return None
        if any(step.what in (StepKind.OPENED, StepKind.NOTED) for step in self.store.steps(complaint.id)):
            return None
        return self.move(complaint, StepKind.WITHDRAWN, state=ComplaintState.CLOSED)
