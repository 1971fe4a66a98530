"""Employers at the desk: found, written down, verified, suspended, each with all that was between us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.desk.employer_book import EmployerBook
from kiosk.desk.exchange.phone_words import read_phones
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.employer import Employer, EmployerHistory
from kiosk.domain.ids import new_id
from kiosk.domain.posting import PostingState
from kiosk.domain.posting_list import ListedPosting, PostingFilter
from kiosk.domain.staff import Role
from kiosk.domain.typed import shown_to_all, typed
from kiosk.errors import Refused
from kiosk.store.employer_history import history_of
from kiosk.store.employers import EmployerStore
from kiosk.store.kept import Step
from kiosk.store.outbox import Field
from kiosk.store.posting_lists import PostingLists

LONGEST_NAME = 200
LONGEST_PHONE = 100
LONGEST_NOTE = 2_000
LONGEST_REASON = 500
MOST_FOUND = 50
LATEST = 50
"""So many postings, unpaid slips and complaints are listed on an employer's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerPage:
    """An employer with their history and their latest postings of whatever state."""

    employer: Employer
    history: EmployerHistory
    postings: tuple[ListedPosting, ...]


class Employers(UseCases):
    """Two employers may have one name: they are told apart by phone and postings."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = EmployerStore(room.database, clock_ms=lambda: room.now_ms)
        self._lists = PostingLists(room.database)
        self._book = EmployerBook(room.database)

    @may(*STAFF)
    def search(self, text: str, *, limit: int = MOST_FOUND) -> tuple[Employer, ...]:
        """Return who has all words of `text` in the name, in any spelling, or a phone that ends so; nothing: all."""
        return self._book.search(text)[:limit]

    @may(*STAFF)
    def page(self, employer_id: str) -> EmployerPage:
        """Return an employer with all that is known of them; raise `UnknownThing` if there is none."""
        wanted = PostingFilter(states=frozenset(PostingState), employer_id=employer_id)
        return EmployerPage(
            employer=self._store.get(employer_id),
            history=history_of(self.room.database, employer_id, limit=LATEST),
            postings=self._lists.listed(self._lists.places(wanted, after=None, limit=LATEST)),
        )

    @may(*STAFF)
    def save(self, *, name: str, phone: str = "", note: str = "", employer_id: str = "") -> Done[Employer]:
        """Write down a new employer, not verified yet, or change the one with `employer_id`.

        Raises `UnknownThing`, and `Refused`: no name, a phone that is none, text that cannot be kept.
        """
        fields: dict[str, Field] = {
            "name": _name(name),
            "phone": _phone(phone),
            "note": typed(note, most=LONGEST_NOTE, lines=True),
        }
        with self.room.change():
            if employer_id:
                return self._changed(employer_id, "employer-changed", **fields)
            employer = Employer(
                id=new_id(now_ms=self.room.now_ms),
                name=str(fields["name"]),
                phone=str(fields["phone"]),
                verified=False,
                note=str(fields["note"]),
            )
            return self._noted("employer-added", self._store.add(employer))

    @may(*STAFF)
    def verify(self, employer_id: str, verified: bool = True) -> Done[Employer]:
        """Say that somebody made sure who this is, or that nobody did. Raises `UnknownThing`."""
        with self.room.change():
            action = "employer-verified" if verified else "employer-unverified"
            return self._changed(employer_id, action, verified=int(verified))

    @may(Role.HEAD)
    def suspend(self, employer_id: str, *, reason: str) -> Done[Employer]:
        """Take all postings of an employer from the workers' screens at once. Raises `UnknownThing`, `Refused`: why?"""
        if not reason.strip():
            raise Refused("refused-say-why")
        reason = typed(reason, most=LONGEST_REASON, lines=True)
        with self.room.change():
            return self._changed(employer_id, "employer-suspended", suspended=1, suspended_reason=reason)

    @may(Role.HEAD)
    def unsuspend(self, employer_id: str) -> Done[Employer]:
        """Let an employer's postings be seen again. Raises `UnknownThing`."""
        with self.room.change():
            return self._changed(employer_id, "employer-unsuspended", suspended=0, suspended_reason="")

    def _changed(self, employer_id: str, action: str, **fields: Field) -> Done[Employer]:
        return self._noted(action, self._store.change(employer_id, **fields))

    def _noted(self, action: str, step: Step) -> Done[Employer]:
        self.room.note(action, step.row_id)
        return Done(value=self._store.get(step.row_id), undo=self._undoing(action, step))

    def _undoing(self, action: str, step: Step) -> Callable[[], None]:
        def undo() -> None:
            with self.room.change():
                self._store.take_back(step)
                self.room.note("undone", step.row_id, what=action)

        return undo


def _name(name: str) -> str:
    name = shown_to_all(name.strip(), most=LONGEST_NAME)
    if not name:
        raise Refused("refused-employer-name")
    return name


def _phone(phone: str) -> str:
    """The first number as digits, like a posting's; "" for none."""
    if not phone.strip():
        return ""
    found = read_phones(typed(phone, most=LONGEST_PHONE)).value.first
    if not found:
        raise Refused("refused-employer-phone")
    return found
