"""Complaints: taken down from anybody, answered at once, and followed until something was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.desk.casebook import Casebook, Moved
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.complaint import (
    Complaint,
    ComplaintKind,
    ComplaintPage,
    ComplaintState,
    NewComplaint,
    Receipt,
    StepKind,
    held_by,
)
from kiosk.domain.staff import Role
from kiosk.domain.typed import typed
from kiosk.errors import NotAllowed, Refused, UnknownThing
from kiosk.store.complaints import Subject
from kiosk.store.outbox import Field
from kiosk.store.postings import PostingStore
from kiosk.store.slips import SlipStore

LONGEST_WORDS = 2_000
LONGEST_STEP = 500
LONGEST_NUMBER = 40
LARGEST_AMOUNT_MINOR = 100_000_000
"""A million yuan; more is a slip of the finger."""
INBOX_LIMIT = 500


class Complaints(UseCases):
    """The station's complaints.

    They are never deleted: undoing an opening withdraws it, with a step that says so, and its number stays used.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._book = Casebook(room)
        self._store = self._book.store
        self._slips = SlipStore(room.database)
        self._postings = PostingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(Role.WORKER, *STAFF)
    def open(self, new: NewComplaint) -> Done[Receipt]:
        """Take a complaint down and answer it with its number and next step; a worker sees nothing else of it.

        The same `id` again is the same complaint, corrected as far as it is told otherwise and nobody took it up yet.
        A slip number that nobody knows is kept with the complaint. What is said about the wages of a slip that has
        a complaint already joins that one, and opens it again; a second recording gets a complaint of its own, without
        the slip. Only staff can undo it: it is withdrawn then.
        Raises `Refused` for text that cannot be kept, `UnknownThing` for an id that is not there.
        """
        _check(new)
        with self.room.change():
            if new.id and self._store.is_there(new.id):
                self._told_again(new)
                return Done(value=self._receipt(new.id))
            subject, unknown = self._subject(new)
            moved = self._joined(new, subject) or self._opened(new, subject)
            if unknown:
                moved = self._with_unknown_slip(moved, unknown)
            receipt = self._receipt(moved.complaint_id)
        undo = None if self.room.actor.role is Role.WORKER else lambda: self._undo(moved)
        return Done(value=receipt, undo=undo)

    def _subject(self, new: NewComplaint) -> tuple[Subject, str]:
        """Whom and what it is about, and the slip number where there is no such slip."""
        given = Subject(person_id=new.person_id, employer_id=new.employer_id, posting_id=new.posting_id)
        number = new.slip_number.strip()
        try:
            slip = self._slips.find(number) if number else None
        except UnknownThing:
            return self._with_employer(given), number
        if slip is None:
            return self._with_employer(given), ""
        found = Subject(
            person_id=new.person_id or self._store.person_of_slip(slip.id),
            employer_id=new.employer_id,
            posting_id=new.posting_id or slip.posting_id,
            slip_id=slip.id,
        )
        return self._with_employer(found), ""

    def _with_employer(self, subject: Subject) -> Subject:
        if subject.employer_id is not None or subject.posting_id is None:
            return subject
        return replace(subject, employer_id=self._postings.get(subject.posting_id).employer_id)

    def _fields(self, new: NewComplaint) -> dict[str, Field]:
        if new.recording_id is not None:
            self._store.check_recording(new.recording_id)
        return {"words": new.words, "amount_minor": new.amount_minor, "recording": new.recording_id}

    def _told_again(self, new: NewComplaint) -> None:
        """What was told last counts, as long as nobody took it up: the person heard that the first was not saved."""
        complaint = self._store.get(new.id)
        is_same_work = new.posting_id in (None, complaint.posting_id)
        if complaint.state is not ComplaintState.OPEN or (new.kind is complaint.kind and is_same_work):
            return
        subject = self._free_of(new, self._subject(new)[0])
        self._store.correct(complaint.id, new.kind, subject, due_day=self._book.due_day(new.kind))
        self._book.move(complaint, StepKind.OPENED, state=complaint.state)

    def _joined(self, new: NewComplaint, subject: Subject) -> Moved | None:
        """What was said, as a step of the complaint that the slip's wages have already; None where they have none."""
        if new.kind is not ComplaintKind.UNPAID_WAGES or subject.slip_id is None:
            return None
        complaint = self._store.about_wages_of(subject.slip_id)
        if complaint is None or (complaint.recording_id and new.recording_id):
            return None
        fields = self._news_of(new, complaint)
        state = complaint.state
        if state is ComplaintState.CLOSED:
            state = ComplaintState.OPEN
            fields |= {"due_day": self._book.due_day(complaint.kind).isoformat(), "next_step": ""}
        return self._book.move(complaint, StepKind.OPENED, state=state, words=new.words, fields=fields)

    def _opened(self, new: NewComplaint, subject: Subject) -> Moved:
        named: dict[str, Field] = {"id": new.id} if new.id else {}
        return self._book.open(new.kind, self._free_of(new, subject), {**self._fields(new), **named})

    def _free_of(self, new: NewComplaint, subject: Subject) -> Subject:
        """Without the slip where its wages have a complaint already."""
        is_second = new.kind is ComplaintKind.UNPAID_WAGES and subject.slip_id is not None
        if is_second and self._store.about_wages_of(str(subject.slip_id)) is not None:
            return replace(subject, slip_id=None)
        return subject

    def _news_of(self, new: NewComplaint, complaint: Complaint) -> dict[str, Field]:
        said = {name: value for name, value in self._fields(new).items() if name != "words" and value is not None}
        return {**said, **({"words": new.words} if not complaint.words else {})}

    def _with_unknown_slip(self, moved: Moved, number: str) -> Moved:
        complaint = self._store.get(moved.complaint_id)
        self._book.move(complaint, StepKind.SLIP_UNKNOWN, state=complaint.state, words=number)
        return moved

    @may(*STAFF)
    def inbox(self, state: ComplaintState | None = None, *, limit: int = INBOX_LIMIT) -> tuple[Complaint, ...]:
        """Return the complaints in `state`, or all that are not closed: the latest deadline missed comes first."""
        return self._store.unclosed(limit=limit) if state is None else self._store.in_state(state, limit=limit)

    @may(*STAFF)
    def late_count(self) -> int:
        """Return how many complaints have missed their deadline, for the desk's first screen."""
        return self._store.count_late(self.room.today)

    @may(*STAFF)
    def page(self, complaint_id: str) -> ComplaintPage:
        """Return a complaint with all its steps; raise `UnknownThing`."""
        return self._page(complaint_id)

    @may(*STAFF)
    def find(self, number: str) -> ComplaintPage:
        """Return the complaint with this number, as a worker says it; raise `UnknownThing`."""
        complaint = self._store.numbered(typed(number, most=LONGEST_NUMBER))
        if complaint is None:
            raise UnknownThing(what=number)
        return self._page(complaint.id)

    @may(*STAFF)
    def add_step(
        self,
        complaint_id: str,
        words: str,
        *,
        state: ComplaintState = ComplaintState.IN_HAND,
        next_step: str | None = None,
        due_day: date | None = None,
    ) -> Done[ComplaintPage]:
        """Write down what was done; whoever leaves it in hand has it from then on.

        `next_step` in own words, "" for the usual one; it and `due_day` stay as they are where None.
        Raises `Refused`: closed already, no words, a deadline that is past.
        """
        _check_words(words, most=LONGEST_STEP)
        if state is ComplaintState.CLOSED:
            raise Refused("refused-close-complaint-with-words")
        fields: dict[str, Field] = {}
        if next_step is not None:
            fields["next_step"] = typed(next_step, most=LONGEST_STEP, lines=True)
        if due_day is not None:
            fields["due_day"] = self._checked_due(due_day)
        with self.room.change():
            complaint = self._unclosed(complaint_id)
            moved = self._book.move(complaint, StepKind.NOTED, state=state, words=words, fields=fields)
        return self._done(moved)

    @may(*STAFF)
    def close(self, complaint_id: str, words: str) -> Done[ComplaintPage]:
        """Close a complaint, saying what was done. A clerk closes only what they have; the head closes any.

        Raises `NotAllowed`, and `Refused`: closed already, no words.
        """
        _check_words(words, most=LONGEST_STEP)
        with self.room.change():
            complaint = self._unclosed(complaint_id)
            actor = self.room.actor
            if actor.role is not Role.HEAD and held_by(self._store.steps(complaint_id)) != actor.staff_id:
                raise NotAllowed
            moved = self._book.move(complaint, StepKind.CLOSED, state=ComplaintState.CLOSED, words=words)
        return self._done(moved)

    @may(Role.HEAD)
    def reopen(self, complaint_id: str, words: str) -> Done[ComplaintPage]:
        """Open a closed complaint again, saying why; its deadline begins anew.

        Raises `Refused`: not closed, no words.
        """
        _check_words(words, most=LONGEST_STEP)
        with self.room.change():
            complaint = self._store.get(complaint_id)
            if complaint.state is not ComplaintState.CLOSED:
                raise Refused("refused-complaint-not-closed")
            fields: dict[str, Field] = {"due_day": self._book.due_day(complaint.kind).isoformat(), "next_step": ""}
            moved = self._book.move(complaint, StepKind.REOPENED, state=ComplaintState.OPEN, words=words, fields=fields)
        return self._done(moved)

    def _unclosed(self, complaint_id: str) -> Complaint:
        complaint = self._store.get(complaint_id)
        if complaint.state is ComplaintState.CLOSED:
            raise Refused("refused-complaint-closed")
        return complaint

    def _checked_due(self, due_day: date) -> str:
        if due_day < self.room.today:
            raise Refused("refused-deadline-past")
        return due_day.isoformat()

    def _page(self, complaint_id: str) -> ComplaintPage:
        complaint, steps = self._store.get(complaint_id), self._store.steps(complaint_id)
        return ComplaintPage(complaint=complaint, steps=steps, held_by=held_by(steps))

    def _receipt(self, complaint_id: str) -> Receipt:
        return self._store.get(complaint_id).receipt(self.room.today)

    def _done(self, moved: Moved) -> Done[ComplaintPage]:
        return Done(value=self._page(moved.complaint_id), undo=lambda: self._undo(moved))

    def _undo(self, moved: Moved) -> None:
        with self.room.change():
            self._book.undo(moved)


def _check(new: NewComplaint) -> None:
    typed(new.words, most=LONGEST_WORDS, lines=True)
    typed(new.slip_number, most=LONGEST_NUMBER)
    if new.amount_minor is not None and not 0 <= new.amount_minor <= LARGEST_AMOUNT_MINOR:
        raise Refused("refused-amount", most=LARGEST_AMOUNT_MINOR // 100)


def _check_words(words: str, *, most: int) -> None:
    if not typed(words, most=most, lines=True).strip():
        raise Refused("refused-no-words")
