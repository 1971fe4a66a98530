"""Slips, each holding one slot of a posting: never more of them than the posting has slots at this kiosk.

The table's own triggers and checks guard that rule too, against any other program that writes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.domain.party import is_lead, lead_wish, wishes_of
from kiosk.domain.slip import (
    NoSlotLeft,
    PostingGone,
    Slip,
    SlipHeld,
    SlipState,
    SlotElsewhere,
    SlotOutcome,
    TooFewSlots,
    slip_number,
)
from kiosk.errors import UnknownThing
from kiosk.store import offers
from kiosk.store.database import Database
from kiosk.store.outbox import Change, Field, OperationKind, Outbox
from kiosk.store.stations import current_prefix
from kiosk.store.sync_state import want_slot

SELECT = "select id, number, posting_id, wish_id, issued_at_ms, state from slips"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom staff give a slip: `person` is the number of a registration, `person_id` its id, which central is told."""

    person: int | None = None
    person_id: str | None = None
    visit_id: str | None = None
    dispatch_id: str | None = None


NOBODY = Holder()
"""A worker at the kiosk, of whom nothing is known."""


class SlipStore:
    """The slips of one station."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._outbox = Outbox(database)

    def issue(
        self, posting_id: str, *, wish_id: str, now: datetime, people: int = 1, holder: Holder = NOBODY
    ) -> SlotOutcome:
        """Answer the wish `wish_id` for a slot of a posting, in one transaction; for a party of `people`, all or none.

        A wish that was granted before gets the same slips again, however many are asked for now, whatever has become
        of them since, and from whichever process. When this returns slips, they are on disk. `holder` is whom staff
        give them.
        """
        wishes = wishes_of(wish_id, people=people)
        with self._database.transaction():
            earlier = self.of_wish(wish_id)
            if earlier:
                return SlipHeld(slip=earlier, companions=self.companions(earlier))
            left = self._slots_left(posting_id) if offers.is_listed(self._database, posting_id, now=now) else None
            if left is None:
                return self._refusal(posting_id, wish_id, now, people)
            if left < people:
                want_slot(self._database, posting_id, wish_id, slots=people - left)
                return TooFewSlots(left) if left else SlotElsewhere()
            lead, *others = (self._issued(posting_id, wish, now, holder) for wish in wishes)
            return SlipHeld(slip=lead, companions=tuple(others))

    def _refusal(self, posting_id: str, wish_id: str, now: datetime, people: int) -> SlotOutcome:
        if not offers.is_full(self._database, posting_id, now=now):
            return PostingGone()
        want_slot(self._database, posting_id, wish_id, slots=people)
        return NoSlotLeft()

    def _slots_left(self, posting_id: str) -> int:
        question = "select max(0, slots_here - slots_taken) from postings where id = ?"
        return int(self._database.value(question, (posting_id,)))

    def _issued(self, posting_id: str, wish_id: str, now: datetime, holder: Holder) -> Slip:
        now_ms, running = int(now.timestamp() * 1000), self._next_running(now.date())
        slip = Slip(
            id=new_id(now_ms=now_ms),
            number=slip_number(prefix=current_prefix(self._database), day=now.date(), running=running),
            posting_id=posting_id,
            wish_id=wish_id,
            issued_at_ms=now_ms,
        )
        fields: dict[str, Field] = {
            "id": slip.id,
            "number": slip.number,
            "day": now.date().isoformat(),
            "running": running,
            "posting_id": posting_id,
            "wish_id": wish_id,
            "issued_at_ms": now_ms,
            "state": slip.state.value,
        }
        known: dict[str, Field] = {"visit_id": holder.visit_id, "dispatch_id": holder.dispatch_id}
        self._database.execute(
            "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, person, visit_id,"
            " dispatch_id, version) values (:id, :number, :day, :running, :posting_id, :wish_id, :issued_at_ms,"
            " :state, :person, :visit_id, :dispatch_id, 1)",
            {**fields, **known, "person": holder.person},
        )
        known["person_id"] = holder.person_id
        told = {**fields, **{name: value for name, value in known.items() if value is not None}}
        self._outbox.add([_saved(slip.id, told, 0)], now_ms=now_ms)
        return slip

    def _next_running(self, day: date) -> int:
        last = self._database.value("select max(running) from slips where day = ? and is_ours", (day.isoformat(),))
        return int(last or 0) + 1

    def cancel(self, slip_id: str, *, now: datetime) -> Slip:
        """Free the slip's slot and return the slip as it is then; one that holds none stays as it is.

        Raises `UnknownThing` if there is no such slip.
        """
        with self._database.transaction():
            self._let_go("id = ? and state = 'held'", slip_id, SlipState.CANCELLED, now)
            slip = self._slip("id = ?", slip_id)
        if slip is None:
            raise UnknownThing(what=slip_id)
        return slip

    def give_back(self, slip_id: str, *, now: datetime) -> None:
        """Free the slip's slot, and with a lead's slip those of the whole party; doing it again changes nothing.

        Raises `UnknownThing` if there is no such slip.
        """
        with self._database.transaction():
            slip = self.cancel(slip_id, now=now)
            if is_lead(slip.wish_id) and slip.party:
                self._let_go("party = ? and state = 'held'", slip.party, SlipState.CANCELLED, now)

    def hold_again(self, slip_id: str, *, now: datetime) -> bool:
        """Give a cancelled slip its slot back; return False where this kiosk has none left.

        The slot of a slip that another kiosk issued is that kiosk's: it cannot be given back here. A slip whose work is
        over needs no slot: it becomes one that expired. Raises `UnknownThing`.
        """
        with self._database.transaction():
            row = self._database.row(
                "select s.state, s.version, p.last_day < ?, s.is_ours and p.slots_taken < p.slots_here"
                " from slips s join postings p on p.id = s.posting_id where s.id = ?",
                (now.date().isoformat(), slip_id),
            )
            if row is None:
                raise UnknownThing(what=slip_id)
            state, version, is_over, has_room = row
            if state != SlipState.CANCELLED:
                return True
            if not (is_over or has_room):
                return False
            again = SlipState.EXPIRED if is_over else SlipState.HELD
            self._database.execute(
                "update slips set state = ?, version = version + 1 where id = ?", (again.value, slip_id)
            )
            change = _saved(slip_id, {"state": again.value}, version)
            self._outbox.add([change], now_ms=int(now.timestamp() * 1000))
        return True

    def expire_due(self, *, now: datetime) -> int:
        """Free the slots of slips whose posting's last day has passed; return how many there were.

        `now` must be from a clock that is trusted: one that runs years ahead would expire every slip.
        """
        with self._database.transaction():
            over = "select id from postings where last_day < ?"
            return self._let_go(
                f"state = 'held' and posting_id in ({over})", now.date().isoformat(), SlipState.EXPIRED, now
            )

    def _let_go(self, condition: str, value: str, state: SlipState, now: datetime) -> int:
        freed = self._database.rows(f"select id, version from slips where {condition}", (value,))
        self._database.execute_many(
            "update slips set state = ?, version = version + 1 where id = ?",
            [(state.value, slip_id) for slip_id, _ in freed],
        )
        changes = [_saved(slip_id, {"state": state.value}, version) for slip_id, version in freed]
        self._outbox.add(changes, now_ms=int(now.timestamp() * 1000))
        return len(freed)

    def find(self, number_or_id: str) -> Slip:
        """Return the slip with this id or number; numbers come round every year, and the latest slip counts.

        Raises `UnknownThing` if there is none.
        """
        slip = self._slip("id = ?1 or number = upper(trim(?1))", number_or_id)
        if slip is None:
            raise UnknownThing(what=number_or_id)
        return slip

    def of_wish(self, wish_id: str) -> Slip | None:
        """Return the slip that this wish got, the lead's of a party, whatever has become of it since; None if none."""
        return self._slip("wish_id in (?, ?)", wish_id, lead_wish(wish_id))

    def companions(self, slip: Slip) -> tuple[Slip, ...]:
        """Return the other slips of the party, whatever has become of them, in the order of their numbers.

        One person alone has none.
        """
        if slip.party is None:
            return ()
        rows = self._database.rows(f"{SELECT} where party = ? and id <> ? order by wish_id", (slip.party, slip.id))
        return tuple(map(_slip_of, rows))

    def held_count(self, posting_id: str) -> int:
        """Return how many slips hold a slot of the posting, whichever kiosk issued them."""
        return int(
            self._database.value("select count(*) from slips where posting_id = ? and state = 'held'", (posting_id,))
        )

    def want(self, posting_id: str, wishes: Sequence[str]) -> None:
        """Note wishes that found no slot here, so that central hears of them; within a transaction."""
        for wish_id in wishes:
            want_slot(self._database, posting_id, wish_id)

    def is_full(self, posting_id: str, *, now: datetime) -> bool:
        """Tell whether only slots at this kiosk are wanting for the posting to be on offer at `now`."""
        return offers.is_full(self._database, posting_id, now=now)

    def _slip(self, condition: str, *values: str) -> Slip | None:
        row = self._database.row(f"{SELECT} where {condition} order by day desc, running desc limit 1", values)
        return None if row is None else _slip_of(row)


def _slip_of(row: Sequence[Any]) -> Slip:
    id_, number, posting_id, wish_id, issued_at_ms, state = row
    return Slip(
        id=id_,
        number=number,
        posting_id=posting_id,
        wish_id=wish_id,
        issued_at_ms=issued_at_ms,
        state=SlipState(state),
    )


def _saved(slip_id: str, fields: dict[str, Field], base: int) -> Change:
    return Change(kind=OperationKind.SLIP_SAVED, row_id=slip_id, fields=fields, base_version=base)
