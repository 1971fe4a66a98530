"""Dispatch: people sent to a posting, slips for all of them at once, never more than it has slots."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.desk.dispatch_sheet import Sheet, SheetRow
from kiosk.desk.matching import Matching
from kiosk.desk.room import STAFF, Done, Room, may
from kiosk.desk.waiting_list import WaitingList
from kiosk.domain.arrival import Arrived
from kiosk.domain.dispatch import Dispatched, How, NotSent, NotSentWhy, Sendable, Sent, Waiting
from kiosk.domain.ids import new_id
from kiosk.domain.match import Why
from kiosk.domain.posting import ENDED, Posting
from kiosk.domain.shift import Shift, overlap
from kiosk.domain.slip import Slip, SlipHeld, SlipState
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.slips.compose import SlipContent, compose
from kiosk.slips.signing import SlipSigner
from kiosk.store.dispatches import Holding, SheetEntry
from kiosk.store.kept import Step
from kiosk.store.people import PersonStore
from kiosk.store.slips import Holder, SlipStore
from kiosk.store.stations import StationStore
from kiosk.texts.catalogue import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who could be sent. `arrived` is None for whoever waits for a slot and is not here today.

    `waiting_id` is their entry on the posting's waiting list, empty for whoever is not on it. `reasons` are told where
    candidates were asked for by match.
    """

    person_id: str
    name: str
    arrived: Arrived | None
    waiting_id: str = ""
    reasons: tuple[Why, ...] = ()

    @property
    def visit_id(self) -> str:
        """The visit of today, empty without one."""
        return self.arrived.visit.id if self.arrived else ""

    @property
    def is_here(self) -> bool:
        """Whether they can be sent at once."""
        return self.arrived is not None


def not_sent_text(not_sent: NotSent, texts: Texts) -> str:
    """Say in the language of `texts` why somebody got no slip."""
    return texts(f"not-sent-{not_sent.why}", number=not_sent.slip_number)


class Dispatch(WaitingList):
    """Who is sent where today."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._slips = SlipStore(room.database)

    @may(*STAFF)
    def candidates(self, posting_id: str, *, by: How = How.ORDER) -> tuple[Candidate, ...]:
        """Return who could be sent: the posting's waiting list first, longest wait first, then who else is here.

        Those are in the order of the arrivals list, or by how well they fit. Whoever holds a slip of work on the same
        days is not among them. People on the waiting list who are not here today are, to be called (`is_here`).
        Raises `UnknownThing`.
        """
        here = {one.visit_id: one for one in self._arrived(posting_id, by)}
        waiting = self._store.waiting(posting_id, day=self.room.today)
        first = [_waiting(one, here.pop(one.visit_id, None)) for one in waiting if one.visit_id in ("", *here)]
        return (*first, *here.values())

    def _arrived(self, posting_id: str, by: How) -> list[Candidate]:
        matching = Matching(self.room)
        if by is How.MATCH:
            return [_candidate(match.arrived, match.reasons) for match in matching.for_posting(posting_id)]
        return [_candidate(one) for one in matching.free_for(posting_id)]

    @may(*STAFF)
    def send(
        self,
        posting_id: str,
        *,
        visit_ids: Sequence[str] = (),
        person_ids: Sequence[str] = (),
        how: How = How.ORDER,
        anyway: bool = False,
    ) -> Done[Dispatched]:
        """Give these people slips of the posting, in this order while it has slots; all in one transaction.

        Whoever gets none is told back with the reason. Somebody who holds a slip of work at the same time gets another
        one only with `anyway`, and never a second one of this posting. Undoing cancels exactly these slips, and raises
        `ChangedMeanwhile` once anything became of one of them. Raises `UnknownThing`: posting, person, visit of today.
        """
        with self.room.change():
            posting = self._postings.get(posting_id)
            people = self._people(visit_ids, person_ids)
            free, not_sent = self._sorted_out(people, posting, anyway=anyway)
            left = self._slots_left(posting)
            chosen, late = free[: left or 0], free[left or 0 :]
            why = NotSentWhy.POSTING_GONE if left is None else NotSentWhy.NO_SLOT
            if left is not None and posting.has_slots_elsewhere:
                why = NotSentWhy.SLOT_ELSEWHERE
            if left is not None:
                self._slips.want(posting.id, [one.name_of_wish for one in late])
            not_sent = {**not_sent, **{one: _not_sent(one, why) for one in late}}
            back = tuple(not_sent[one] for one in people if one in not_sent)
            if not chosen:
                return Done(value=Dispatched(id="", sent=(), not_sent=back))
            dispatched, steps = self._sent(posting, chosen, how, back)
        return Done(value=dispatched, undo=self._undoing(dispatched, steps))

    @may(*STAFF)
    def slip_for(self, person_id: str, posting_id: str, *, anyway: bool = False) -> Done[Dispatched]:
        """Give one person a slip of the posting, as `send` does; asked twice, the second time says `HOLDS_THIS`."""
        return self.send(posting_id, person_ids=(person_id,), how=How.PICKED, anyway=anyway)

    @may(*STAFF)
    def take_back(self, slip_id: str) -> Done[Slip]:
        """Cancel a slip and free its slot; one that holds none stays as it is. Raises `UnknownThing`, `Refused`.

        Undoing holds the slot again, and raises `ChangedMeanwhile` when it is gone or the posting has ended.
        """
        with self.room.change():
            if self._store.is_decided(slip_id):
                raise Refused("refused-slip-decided")
            before = self._slips.find(slip_id)
            if before.state is not SlipState.HELD:
                return Done(value=before)
            slip = self._slips.cancel(before.id, now=self.room.now())
            version = self._store.slip_version(slip.id)
            self.room.note("slip-taken-back", slip.id, posting=slip.posting_id)
        return Done(value=slip, undo=lambda: self._hold_again(slip, version))

    @may(*STAFF)
    def slip_content(self, slip_id: str, texts: Texts, *, with_name: bool = False) -> SlipContent:
        """Return what stands on a slip, the worker's name only if the worker asked for it. Raises `UnknownThing`."""
        slip = self._slips.find(slip_id)
        number = self._store.holder_of(slip.id).person if with_name else None
        return compose(
            slip,
            self._postings.get(slip.posting_id),
            self.room.station,
            texts,
            signer=SlipSigner(StationStore(self.room.database).signing_seed()),
            today=self.room.today,
            worker_name="" if number is None else PersonStore(self.room.database).numbered(number).name,
        )

    @may(*STAFF)
    def sent_on(self, day: date, *, posting_id: str | None = None) -> tuple[tuple[str, str], ...]:
        """Return (dispatch id, posting id) of a day's dispatches, of one posting if asked, oldest first."""
        return self._store.of_day(day, posting_id=posting_id)

    @may(*STAFF)
    def sheet(self, dispatch_ids: Collection[str] = (), *, posting_id: str = "", day: date | None = None) -> Sheet:
        """Return the list for the employer: of these dispatches, or of all slips of a posting issued on `day` (today).

        Names and phones go to no other employer: dispatches to several are `Refused`. Raises `UnknownThing` where
        nobody was sent.
        """
        if dispatch_ids:
            entries = self._store.entries_of_dispatches(dispatch_ids)
        else:
            entries = self._store.entries_of_posting(posting_id, day=day or self.room.today)
        if not entries:
            raise UnknownThing("refused-nobody-sent")
        postings = {entry.posting_id: self._postings.get(entry.posting_id) for entry in entries}
        if len({posting.employer_id for posting in postings.values()}) > 1:
            raise Refused("refused-several-employers")
        return Sheet(
            station=self.room.station,
            day=day or self.room.today,
            postings=tuple(postings.values()),
            rows=tuple(_row(entry, postings) for entry in entries),
        )

    def _people(self, visit_ids: Sequence[str], person_ids: Sequence[str]) -> list[Sendable]:
        """Who is meant, each once, in the order in which they were named."""
        visitors = self._store.visitors(visit_ids, day=self.room.today)
        registered = self._store.registered(person_ids, day=self.room.today)
        named = [*(visitors[one] for one in visit_ids), *(registered[one] for one in person_ids)]
        return list({one.name_of_wish: one for one in reversed(named)}.values())[::-1]

    def _sorted_out(
        self, people: Sequence[Sendable], posting: Posting, *, anyway: bool
    ) -> tuple[list[Sendable], dict[Sendable, NotSent]]:
        """Part those who may be sent from those who hold a slip that is in the way."""
        shift = _shift(posting)
        holdings = self._store.holdings(people, around=shift)
        free: list[Sendable] = []
        held: dict[Sendable, NotSent] = {}
        for one in people:
            own = [holding for holding in holdings if _is_held_by(holding, one)]
            this = next((holding for holding in own if holding.posting_id == posting.id), None)
            other = next((holding for holding in own if overlap(holding.shift, shift)), None)
            if this is not None:
                held[one] = _not_sent(one, NotSentWhy.HOLDS_THIS, this.slip_number)
            elif other is not None and not anyway:
                held[one] = _not_sent(one, NotSentWhy.HOLDS_OTHER, other.slip_number)
            else:
                free.append(one)
        return free, held

    def _slots_left(self, posting: Posting) -> int | None:
        """How many more people it takes; None if it takes nobody for another reason than that it is full."""
        if self._postings.is_on_offer(posting.id, now=self.room.now()):
            return posting.slots_left
        return 0 if self._slips.is_full(posting.id, now=self.room.now()) else None

    def _sent(
        self, posting: Posting, chosen: Sequence[Sendable], how: How, back: tuple[NotSent, ...]
    ) -> tuple[Dispatched, list[Step]]:
        dispatch_id, actor = new_id(now_ms=self.room.now_ms), self.room.actor
        self._store.add(
            dispatch_id, posting.id, day=self.room.today, how=how, staff_id=actor.staff_id, at_ms=self.room.now_ms
        )
        sent = tuple(self._slip(posting, one, dispatch_id) for one in chosen)
        people = [one.person for one in chosen if one.person is not None]
        steps = self._store.served(posting.id, people, day=self.room.today)
        self.room.note("dispatch-sent", dispatch_id, posting=posting.id, slips=len(sent), how=how.value)
        return Dispatched(id=dispatch_id, sent=sent, not_sent=back), steps

    def _slip(self, posting: Posting, one: Sendable, dispatch_id: str) -> Sent:
        holder = Holder(
            person=one.person,
            person_id=one.person_id or None,
            visit_id=one.visit_id or None,
            dispatch_id=dispatch_id,
        )
        wish_id = f"{dispatch_id}/{one.name_of_wish}"
        outcome = self._slips.issue(posting.id, wish_id=wish_id, now=self.room.now(), holder=holder)
        if not isinstance(outcome, SlipHeld):  # the clock stepped over the posting's end since it was looked at
            raise ChangedMeanwhile
        return Sent(slip=outcome.slip, visit_id=one.visit_id, person_id=one.person_id)

    def _undoing(self, dispatched: Dispatched, steps: Sequence[Step]) -> Callable[[], None]:
        slip_ids = [sent.slip.id for sent in dispatched.sent]

        def undo() -> None:
            with self.room.change():
                if not self._store.are_as_sent(slip_ids):
                    raise ChangedMeanwhile
                for slip_id in slip_ids:
                    self._slips.cancel(slip_id, now=self.room.now())
                for step in steps:
                    self._store.take_back(step)
                self.room.note("undone", dispatched.id, what="dispatch-sent", slips=len(slip_ids))

        return undo

    def _hold_again(self, slip: Slip, version: int) -> None:
        with self.room.change():
            if self._store.slip_version(slip.id) != version or self._store.is_decided(slip.id):
                raise ChangedMeanwhile
            posting = self._postings.get(slip.posting_id)
            if posting.state in ENDED:
                raise ChangedMeanwhile("refused-posting-has-ended")
            others = self._store.holdings([self._store.holder_of(slip.id)], around=_shift(posting))
            if any(holding.posting_id == posting.id for holding in others):
                raise ChangedMeanwhile
            if not self._slips.hold_again(slip.id, now=self.room.now()):
                raise ChangedMeanwhile("refused-slot-gone")
            self.room.note("undone", slip.id, what="slip-taken-back")


def _shift(posting: Posting) -> Shift:
    return Shift(
        first_day=posting.first_day, last_day=posting.last_day, start=posting.daily_start, end=posting.daily_end
    )


def _is_held_by(holding: Holding, one: Sendable) -> bool:
    if holding.person is not None:
        return holding.person == one.person
    return bool(holding.visit_id) and holding.visit_id == one.visit_id


def _not_sent(one: Sendable, why: NotSentWhy, slip_number: str = "") -> NotSent:
    return NotSent(why=why, visit_id=one.visit_id, person_id=one.person_id, slip_number=slip_number)


def _candidate(arrived: Arrived, reasons: tuple[Why, ...] = ()) -> Candidate:
    return Candidate(person_id=arrived.person_id, name=arrived.name, arrived=arrived, reasons=reasons)


def _waiting(entry: Waiting, here: Candidate | None) -> Candidate:
    if here is not None:
        return replace(here, waiting_id=entry.id)
    return Candidate(person_id=entry.person_id, name=entry.name, arrived=None, waiting_id=entry.id)


def _row(entry: SheetEntry, postings: dict[str, Posting]) -> SheetRow:
    return SheetRow(
        slip_number=entry.slip_number,
        name=entry.name,
        phone=entry.phone,
        posting=postings[entry.posting_id],
        running=entry.running,
    )
