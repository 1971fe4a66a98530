"""Complaints and their steps: added to, never taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.domain.complaint import (
    Complaint,
    ComplaintKind,
    ComplaintState,
    ComplaintStep,
    StepKind,
    complaint_number,
)
from kiosk.domain.ids import new_id
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms
from kiosk.store.person_numbers import counted_number
from kiosk.store.stations import current_prefix

KEPT = Kept(table="complaints", kind=OperationKind.COMPLAINT_SAVED, unsent=("person", "employer"))
KEPT_STEPS = Kept(table="complaint_steps", kind=OperationKind.COMPLAINT_STEP_ADDED)
SELECT = """
    select k.id, k.number, k.day, k.kind, k.words, k.state, k.next_step, k.due_day, k.opened_at_ms, k.opened_by,
        k.version, c.id, ifnull(c.name, ''), ifnull(c.phone, ''), e.id, ifnull(e.name, ''),
        ifnull(nullif(p.contact_phone, ''), ifnull(e.phone, '')), p.id, ifnull(p.title, ''), s.id,
        ifnull(s.number, ''), k.amount_minor, k.recording, k.closed_at_ms
    from complaints k
    left join people w on w.number = k.person left join people c on c.number = w.counts_as
    left join employers e on e.number = k.employer
    left join postings p on p.id = k.posting_id
    left join slips s on s.id = k.slip_id
"""
NAMES = (
    "id", "number", "day", "kind", "words", "state", "next_step", "due_day", "opened_at_ms", "opened_by", "version",
    "person_id", "person_name", "person_phone", "employer_id", "employer_name", "employer_phone", "posting_id",
    "posting_title", "slip_id", "slip_number", "amount_minor", "recording_id", "closed_at_ms",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a complaint is about, by the ids that the tables know."""

    person_id: str | None = None
    employer_id: str | None = None
    posting_id: str | None = None
    slip_id: str | None = None


class ComplaintStore:
    """The complaints of one station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._rows = KeptRows(database, KEPT, clock_ms=clock_ms)
        self._steps = KeptRows(database, KEPT_STEPS, clock_ms=clock_ms)

    def add(
        self, kind: ComplaintKind, subject: Subject, fields: Mapping[str, Field], *, day: date, by: str
    ) -> Complaint:
        """Open a complaint under the day's next number. `fields` are words, amount_minor, recording and due_day, and
        its id where it has one already.

        Numbers come round every year; a running number is never given twice for the same day of any year.
        Raises `UnknownThing` for a person, employer, posting or slip that is not there.
        """
        now_ms, running = self._clock_ms(), self._next_running(day)
        row: dict[str, Field] = {
            "id": new_id(now_ms=now_ms),
            "number": complaint_number(prefix=current_prefix(self._database), day=day, running=running),
            "day": day.isoformat(),
            "running": running,
            "kind": kind.value,
            **self._columns_of(subject),
            **fields,
            "state": ComplaintState.OPEN.value,
            "next_step": "",
            "opened_at_ms": now_ms,
            "opened_by": by,
        }
        self._rows.add(row, also=_ids_of(subject))
        return self.get(str(row["id"]))

    def _next_running(self, day: date) -> int:
        last = self._database.value(
            "select max(running) from complaints where is_ours and substr(day, 6) = ?", (f"{day:%m-%d}",)
        )
        return int(last or 0) + 1

    def _columns_of(self, subject: Subject) -> dict[str, Field]:
        return {
            "person": None if subject.person_id is None else counted_number(self._database, subject.person_id),
            "employer": self._known("employers", "number", subject.employer_id),
            "posting_id": self._known("postings", "id", subject.posting_id),
            "slip_id": self._known("slips", "id", subject.slip_id),
        }

    def _known(self, table: str, column: str, id_: str | None) -> str | int | None:
        if id_ is None:
            return None
        found: str | int | None = self._database.value(f"select {column} from {table} where id = ?", (id_,))
        if found is None:
            raise UnknownThing(what=id_)
        return found

    def change(self, complaint_id: str, fields: Mapping[str, Field]) -> Step:
        """Set `fields` of a complaint; raise `UnknownThing` if there is none."""
        return self._rows.change(complaint_id, fields)

    def correct(self, complaint_id: str, kind: ComplaintKind, subject: Subject, *, due_day: date) -> None:
        """Say what it is about after all; raise `UnknownThing` as `add` does."""
        fields = {"kind": kind.value, "due_day": due_day.isoformat(), **self._columns_of(subject)}
        self._rows.change(complaint_id, fields, also=_ids_of(subject))

    def take_back(self, step: Step) -> None:
        """Undo a change (not an opening); raise `ChangedMeanwhile` if the complaint was changed since."""
        self._rows.take_back(step)

    def add_step(self, complaint_id: str, what: StepKind, *, state: ComplaintState, words: str, by: str) -> None:
        """Add what was done, after all steps before."""
        now_ms = self._clock_ms()
        self._steps.add(
            {
                "id": new_id(now_ms=now_ms),
                "complaint_id": complaint_id,
                "at_ms": now_ms,
                "staff_id": by,
                "what": what.value,
                "state": state.value,
                "words": words,
            }
        )

    def is_there(self, complaint_id: str) -> bool:
        """Tell whether there is such a complaint."""
        return self._database.row("select 1 from complaints where id = ?", (complaint_id,)) is not None

    def get(self, complaint_id: str) -> Complaint:
        """Return the complaint; raise `UnknownThing` if there is none."""
        row = self._database.row(f"{SELECT} where k.id = ?", (complaint_id,))
        if row is None:
            raise UnknownThing(what=complaint_id)
        return _complaint_of(row)

    def numbered(self, number: str) -> Complaint | None:
        """Return the complaint with this number, None if there is none; of several kiosks', the one opened here."""
        row = self._database.row(
            f"{SELECT} where k.number = upper(trim(?)) order by k.is_ours desc, k.opened_at_ms desc, k.id limit 1",
            (number,),
        )
        return None if row is None else _complaint_of(row)

    def about_wages_of(self, slip_id: str) -> Complaint | None:
        """Return the complaint about the wages of this slip, None if there is none.

        Two kiosks may each have opened one while they were apart; the earlier counts.
        """
        row = self._database.row(
            f"{SELECT} where k.slip_id = ? and k.kind = 'unpaid_wages' order by k.opened_at_ms, k.id limit 1",
            (slip_id,),
        )
        return None if row is None else _complaint_of(row)

    def unclosed(self, *, limit: int) -> tuple[Complaint, ...]:
        """Return the first `limit` complaints that are open or in hand, soonest deadline first."""
        return self._found("k.state <> 'closed' order by k.due_day, k.opened_at_ms, k.id limit ?", (limit,))

    def in_state(self, state: ComplaintState, *, limit: int) -> tuple[Complaint, ...]:
        """Return the first `limit` complaints in `state`: closed ones latest first, others soonest deadline first."""
        if state is ComplaintState.CLOSED:
            return self._found("k.state = 'closed' order by k.closed_at_ms desc, k.id limit ?", (limit,))
        wanted = "k.state <> 'closed' and k.state = ? order by k.due_day, k.opened_at_ms, k.id limit ?"
        return self._found(wanted, (state.value, limit))

    def count_late(self, today: date) -> int:
        """Return how many complaints have missed their deadline."""
        return int(
            self._database.value(
                "select count(*) from complaints where state <> 'closed' and due_day < ?", (today.isoformat(),)
            )
        )

    def person_of_slip(self, slip_id: str) -> str | None:
        """Return the id of the worker who holds the slip, None for somebody anonymous or forgotten."""
        found: str | None = self._database.value(
            "select c.id from slips s join people w on w.number = s.person join people c on c.number = w.counts_as"
            " where s.id = ? and c.forgotten_at_ms is null",
            (slip_id,),
        )
        return found

    def check_recording(self, recording_id: str) -> None:
        """Raise `UnknownThing` if there is no such recording."""
        self._known("recordings", "id", recording_id)

    def steps(self, complaint_id: str) -> tuple[ComplaintStep, ...]:
        """Return the complaint's steps, oldest first."""
        rows = self._database.rows(
            "select at_ms, staff_id, what, state, words from complaint_steps where complaint_id = ? order by seq",
            (complaint_id,),
        )
        return tuple(
            ComplaintStep(at_ms=at_ms, staff_id=by, what=StepKind(what), state=ComplaintState(state), words=words)
            for at_ms, by, what, state, words in rows
        )

    def _found(self, condition: str, values: Sequence[Field]) -> tuple[Complaint, ...]:
        return tuple(map(_complaint_of, self._database.rows(f"{SELECT} where {condition}", values)))


def _ids_of(subject: Subject) -> dict[str, Field]:
    return {"person_id": subject.person_id, "employer_id": subject.employer_id}


def _complaint_of(row: Sequence[Any]) -> Complaint:
    fields = dict(zip(NAMES, row, strict=True))
    return Complaint(
        **{
            **fields,
            "day": date.fromisoformat(fields["day"]),
            "due_day": date.fromisoformat(fields["due_day"]),
            "kind": ComplaintKind(fields["kind"]),
            "state": ComplaintState(fields["state"]),
        }
    )
