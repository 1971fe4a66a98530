"""The life of a posting: paused, full, closed, withdrawn, opened again, with more people or more days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from kiosk.desk.employer_book import EmployerBook
from kiosk.desk.problems import Field as PostingField
from kiosk.desk.problems import Problem, Reason, problem
from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.desk.vetting_now import NotTaken, Taken, TakenOrNot, VettingNow, draft_of
from kiosk.desk.when_said import is_over
from kiosk.domain.posting import ENDED, LIFE, RUNNING, Posting, PostingState
from kiosk.domain.staff import Role
from kiosk.domain.typed import typed
from kiosk.errors import ChangedMeanwhile, Refused
from kiosk.store.kept import Step
from kiosk.store.outbox import Field
from kiosk.store.postings import PostingStore

MOST_PEOPLE = 10_000
LONGEST_REASON = 500
SHOWN_BEFORE = frozenset({PostingState.OPEN, PostingState.PAUSED, PostingState.FULL})


class PostingLife(UseCases):
    """What staff do with a posting that is there; each raises `UnknownThing`, and `Refused` where its state forbids."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = PostingStore(room.database, clock_ms=lambda: room.now_ms)
        self._book = EmployerBook(room.database)
        self._vetting = VettingNow(room, self._book)

    @may(*STAFF)
    def pause(self, posting_id: str) -> Done[Posting]:
        """Take a posting from the workers' screens for now."""
        return self._go(posting_id, PostingState.PAUSED, since=RUNNING)

    @may(*STAFF)
    def say_full(self, posting_id: str) -> Done[Posting]:
        """Say that the employer has enough people, whoever sent them."""
        return self._go(posting_id, PostingState.FULL, since=RUNNING)

    @may(*STAFF)
    def resume(self, posting_id: str) -> Done[Posting]:
        """Show a paused or full posting again."""
        return self._go(posting_id, PostingState.OPEN, since={PostingState.PAUSED, PostingState.FULL})

    @may(*STAFF)
    def close(self, posting_id: str, *, reason: str = "") -> Done[Posting]:
        """End a posting whose work is done. Raises `Refused`: slips undecided; nobody hired and no `reason` given."""
        return self._go(posting_id, PostingState.CLOSED, since=SHOWN_BEFORE, reason=_kept(reason))

    @may(*STAFF)
    def withdraw(self, posting_id: str, *, reason: str) -> Done[Posting]:
        """End a posting that the employer takes back. Raises `Refused`: slips undecided; no `reason`."""
        return self._go(posting_id, PostingState.WITHDRAWN, since=RUNNING, reason=_said(reason))

    @may(Role.HEAD)
    def reject(self, posting_id: str, *, reason: str) -> Done[Posting]:
        """Say no to a posting that waits to be looked at. Raises `Refused`: no `reason`."""
        return self._go(posting_id, PostingState.REJECTED, since={PostingState.REVIEW}, reason=_said(reason))

    @may(Role.HEAD)
    def reopen(self, posting_id: str) -> Done[Posting]:
        """Bring an ended posting back: to the workers, or to be looked at if nobody had verified it."""
        posting = self._store.get(posting_id)
        is_unseen = posting.state is PostingState.REJECTED or posting.verified_by is None
        return self._go(posting_id, PostingState.REVIEW if is_unseen else PostingState.OPEN, since=ENDED)

    @may(Role.HEAD)
    def approve(self, posting_id: str) -> Done[TakenOrNot]:
        """Show a posting that waits to be looked at, after vetting it again; what vetting warns of is approved too."""
        with self.room.change():
            posting = self._store.get(posting_id)
            _check(posting, PostingState.OPEN, {PostingState.REVIEW})
            refused = self._refusals(posting)
            if refused:
                return Done(value=NotTaken(refused))
            before: dict[str, Field] = {
                "state": posting.state.value,
                "verified_by": posting.verified_by,
                "verified_at_ms": posting.verified_at_ms,
            }
            self._store.change(posting_id, verified_by=self.room.actor.staff_id, verified_at_ms=self.room.now_ms)
            self._store.set_state(posting_id, PostingState.OPEN)
            undo = self._noted("posting-approved", posting_id, before)
        return Done(value=Taken(self._store.get(posting_id)), undo=undo)

    @may(*STAFF)
    def set_headcount(self, posting_id: str, headcount: int) -> Done[Posting]:
        """Ask for more or fewer people. Raises `Refused` under one, and under the slips that hold a slot."""
        if not 1 <= headcount <= MOST_PEOPLE:
            raise Refused("refused-headcount", most=MOST_PEOPLE)
        with self.room.change():
            posting = self._store.get(posting_id)
            _check_runs(posting)
            if not self._store.set_headcount(posting_id, headcount):
                raise Refused("refused-headcount-under-slips", count=self._store.held_count(posting_id))
            undo = self._noted(
                "posting-headcount-set",
                posting_id,
                {"headcount": posting.headcount},
                before=posting.headcount,
                after=headcount,
            )
        return Done(value=self._store.get(posting_id), undo=undo)

    @may(*STAFF)
    def extend(self, posting_id: str, last_day: date) -> Done[TakenOrNot]:
        """Let a posting run until `last_day`, after vetting it again; an earlier day that has not passed is as good."""
        with self.room.change():
            posting = self._store.get(posting_id)
            _check_runs(posting)
            refused = self._refusals(replace(posting, last_day=last_day))
            if refused:
                return Done(value=NotTaken(refused))
            before: dict[str, Field] = {
                "last_day": posting.last_day.isoformat(),
                "expires_at_ms": posting.expires_at_ms,
            }
            self._store.change(posting_id, last_day=last_day.isoformat(), expires_at_ms=None)
            undo = self._noted(
                "posting-extended", posting_id, before, before=f"{posting.last_day}", after=f"{last_day}"
            )
        return Done(value=Taken(self._store.get(posting_id)), undo=undo)

    def _go(
        self, posting_id: str, state: PostingState, *, since: Collection[PostingState], reason: str = ""
    ) -> Done[Posting]:
        with self.room.change():
            posting = self._store.get(posting_id)
            _check(posting, state, since)
            before: dict[str, Field] = {
                "state": posting.state.value,
                "closing_reason": self._store.closing_reason(posting_id),
            }
            self._store.set_state(posting_id, state, reason=reason)
            if state not in ENDED:
                self._store.change(posting_id, closing_reason="")
            undo = self._noted(f"posting-{state.value}", posting_id, before, before=posting.state.value)
        return Done(value=self._store.get(posting_id), undo=undo)

    def _refusals(self, posting: Posting) -> tuple[Problem, ...]:
        draft = draft_of(posting)
        employer = self._book.get(posting.employer_id)
        found = [each for each in self._vetting.vet(draft, employer=employer, but=posting.id) if each.reason.refuses]
        if is_over(draft, self.room.now()):
            found.append(problem(PostingField.LAST_DAY, Reason.DAYS_PAST, last=f"{draft.last_day}"))
        return tuple(found)

    def _noted(
        self, action: str, posting_id: str, fields: Mapping[str, Field], **details: str | int
    ) -> Callable[[], None]:
        """Write the log's line, and return how to put `fields` back as they were."""
        self.room.note(action, posting_id, **details)
        step = Step(row_id=posting_id, before=dict(fields), version=self._store.version(posting_id))

        def undo() -> None:
            with self.room.change():
                self._put_back(step)
                self.room.note("undone", posting_id, what=action)

        return undo

    def _put_back(self, step: Step) -> None:
        """Put the fields back by the rules that guard them; what those forbid by now has changed meanwhile."""
        before = dict(step.before or {})
        if self._store.version(step.row_id) != step.version:
            raise ChangedMeanwhile
        if before.get("state") in ENDED:
            self._end_again(step.row_id, PostingState(str(before["state"])), str(before["closing_reason"]))
        elif before.get("state") == PostingState.REVIEW and self._store.undecided_count(step.row_id):
            raise ChangedMeanwhile("refused-slips-meanwhile")
        elif "headcount" in before:
            if not self._store.set_headcount(step.row_id, int(str(before["headcount"]))):
                raise ChangedMeanwhile("refused-slips-meanwhile")
        else:
            self._store.take_back(step)

    def _end_again(self, posting_id: str, state: PostingState, reason: str) -> None:
        try:
            self._store.set_state(posting_id, state, reason=reason)
        except Refused as error:
            raise ChangedMeanwhile("refused-slips-meanwhile") from error


def _check(posting: Posting, state: PostingState, since: Collection[PostingState]) -> None:
    if posting.state not in since or state not in LIFE[posting.state]:
        raise Refused(f"refused-posting-{posting.state.value}")


def _check_runs(posting: Posting) -> None:
    if posting.state in ENDED:
        raise Refused(f"refused-posting-{posting.state.value}")


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("refused-say-why")
    return _kept(reason)


def _kept(reason: str) -> str:
    return typed(reason, most=LONGEST_REASON, lines=True)
