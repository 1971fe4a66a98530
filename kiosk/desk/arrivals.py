"""The arrivals of the day at the desk: their order, and calling them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.desk.arrival_log import replayed
from kiosk.desk.arrival_sheet import ArrivalSheet, arrival_sheet
from kiosk.desk.room import EVERYBODY, STAFF, Done, may
from kiosk.desk.signing_in import SigningIn
from kiosk.domain.arrival import Arrived, Board, Called, Draw, Move, NobodyWaits, Rule, Visit
from kiosk.domain.ids import new_id
from kiosk.domain.staff import Role
from kiosk.domain.typed import typed
from kiosk.errors import ChangedMeanwhile, Refused
from kiosk.store.desk_log import DeskLog
from kiosk.texts.catalogue import Texts

SEED_DIGITS, LONGEST_SEED = 8, 32
LONGEST_REASON = 500
ON_THE_BOARD = 6
CALLED_AT_ONCE = 60
"""So many calls of one moment are told, as when a whole dispatch is called: each must be spoken."""
TAKEN_BACK = "↩ "
"""Stands before the reason of a move that took another one back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BothOrders:
    """The same day's visits twice; anything but equal means that a row was changed past this program."""

    shown: tuple[str, ...]
    replayed: tuple[str, ...]


class Arrivals(SigningIn):
    """Who is here today, in which order, and who is called. Every day is the one that the station's clock says."""

    @may(*STAFF)
    def today(self) -> tuple[Arrived, ...]:
        """Return today's list, first in line first; whoever left or was sent keeps their place."""
        return self._list(self.room.today)

    @may(*STAFF)
    def on(self, day: date) -> tuple[Arrived, ...]:
        """Return the list of another day, for instance of one that the clock had wrong."""
        return self._list(day)

    @may(*STAFF)
    def recomputed(self, day: date) -> tuple[str, ...]:
        """Return the ids of the day's visits at this kiosk in the order that follows from its desk log.

        Draws and moves that another kiosk of the station made are not in that log, and taken as they are kept.
        """
        lines = DeskLog(self.room.database).of_subject(day.isoformat(), limit=-1)
        return replayed(reversed(lines), self._store.kept(day))

    @may(Role.CLERK, Role.HEAD, Role.TECHNICIAN)
    def shown_and_replayed(self) -> BothOrders:
        """Return today's order by the tables and as it follows from the desk log: ids of visits, no names.

        Visits at other kiosks are left out, as this kiosk's log knows nothing of them; draws and moves that were made
        there are in both orders.
        """
        return BothOrders(shown=self._store.own_order(self.room.today), replayed=self.recomputed(self.room.today))

    @may(*STAFF)
    def rule(self) -> Draw:
        """Return by which rule today's list is ordered."""
        return self._store.draw_of(self.room.today)

    @may(*STAFF)
    def draw(self, seed: str | None = None) -> Done[Draw]:
        """Draw lots for everybody who is on today's list by now, by whichever kiosk; it cannot be taken back.

        `seed` is what was drawn in front of everybody (ASCII letters and digits), made by chance where it is not given.
        Raises `Refused`: nobody is there, the seed is unreadable, or a clerk would draw a second time.
        """
        day = self.room.today
        if seed is not None and not (seed.isascii() and seed.isalnum() and len(seed) <= LONGEST_SEED):
            raise Refused("refused-seed", longest=LONGEST_SEED)
        with self.room.change():
            again = self._store.draw_of(day).rule is Rule.LOTTERY
            if again and self.room.actor.role is not Role.HEAD:
                raise Refused("refused-drawn-already")
            last = self._store.next_running(day) - 1
            if not last:
                raise Refused("refused-nobody-to-draw")
            drawn = Draw(rule=Rule.LOTTERY, seed=seed or _made_seed(), drawn_through=last)
            self._store.set_draw(day, drawn, at_ms=self.room.now_ms, staff_id=self.room.actor.staff_id)
            self.room.note(
                "arrivals-drawn",
                day.isoformat(),
                seed=drawn.seed,
                drawn_through=last,
                again=int(again),
                given=int(seed is not None),
            )
        return Done(value=drawn)

    @may(*STAFF)
    def move(self, visit_id: str, to_place: int, reason: str) -> Done[int]:
        """Put a visit at a place (from 1) of today's order, and keep who did it, when and why; return the place.

        Taking it back is another move. Raises `Refused`: no reason, or one that cannot be kept; no such place; a visit
        of another day. Raises `UnknownThing`.
        """
        if not reason.strip():
            raise Refused("refused-move-without-reason")
        typed(reason, most=LONGEST_REASON)
        with self.room.change():
            visit = self._todays(visit_id)
            before = [one.visit.id for one in self._list(visit.day)]
            if not 1 <= to_place <= len(before):
                raise Refused("refused-no-such-place", last=len(before))
            move_id = self._moved(visit, to_place, reason)
        return Done(value=to_place, undo=lambda: self._move_back(visit, before, reason, move_id))

    def _moved(self, visit: Visit, to_place: int, reason: str, **details: str) -> str:
        move_id = new_id(now_ms=self.room.now_ms)
        self._store.add_move(
            move_id,
            visit.day,
            Move(visit_id=visit.id, to_place=to_place),
            reason=reason,
            staff_id=self.room.actor.staff_id,
            at_ms=self.room.now_ms,
        )
        self._note("arrival-moved", visit, to_place=to_place, move=move_id, **details)
        return move_id

    def _move_back(self, visit: Visit, before: list[str], reason: str, move_id: str) -> None:
        """Move back; the order of all who were there must then be the one of before, or nothing is done."""
        with self.room.change():
            self._moved(visit, before.index(visit.id) + 1, TAKEN_BACK + reason, undoes=move_id)
            after = [one.visit.id for one in self._list(visit.day)]
            if after[: len(before)] != before:
                raise ChangedMeanwhile
            self._note("undone", visit, what="arrival-moved", move=move_id)

    @may(*STAFF)
    def call(self, visit_id: str) -> Done[Called]:
        """Call somebody to the desk, as often as need be. Raises `Refused` for whoever left, `UnknownThing`."""
        with self.room.change():
            return self._call(self._todays(visit_id))

    @may(*STAFF)
    def call_next(self) -> Done[Called] | NobodyWaits:
        """Call the first who was neither called nor sent out yet and is still here; two desks never call the same."""
        with self.room.change():
            waiting = [one for one in self._list(self.room.today) if one.is_waiting]
            return self._call(waiting[0].visit) if waiting else NobodyWaits()

    def _call(self, visit: Visit) -> Done[Called]:
        if visit.left_at_ms is not None:
            raise Refused("refused-has-left", number=str(visit.running))
        now_ms = self.room.now_ms
        seq = self._store.add_call(visit, at_ms=now_ms, staff_id=self.room.actor.staff_id)
        self._note("arrival-called", visit)
        called = Called(running=visit.running, at_ms=now_ms, visit_id=visit.id)
        return Done(value=called, undo=self._call_back(visit, seq))

    def _call_back(self, visit: Visit, seq: int) -> Callable[[], None]:
        def undo() -> None:
            with self.room.change():
                self._store.take_call_back(seq)
                self._note("undone", visit, what="arrival-called")

        return undo

    @may(*STAFF)
    def left(self, visit_id: str) -> Done[Visit]:
        """Keep that somebody went away; signing in again brings them back to their place. Raises as `call`."""
        with self.room.change():
            visit = self._todays(visit_id)
            if visit.left_at_ms is not None:
                return Done(value=visit)
            step = self._store.set_left(visit.id, self.room.now_ms)
            self._note("arrival-left", visit)
            return Done(value=self._store.visit(visit_id), undo=self._undo("arrival-left", step))

    @may(*EVERYBODY)
    def board(self) -> Board:
        """Return what everybody in the hall may see: numbers and no names."""
        waiting = [one.visit.running for one in self._list(self.room.today) if one.is_waiting]
        called = self._store.last_called(self.room.today, limit=CALLED_AT_ONCE)
        return Board(called=called, waiting=len(waiting), upcoming=tuple(waiting[:ON_THE_BOARD]))

    @may(*STAFF)
    def sheet(self, texts: Texts) -> ArrivalSheet:
        """Return today's list as it is printed: the rule, how anybody can check it, and the rows."""
        day = self.room.today
        return arrival_sheet(
            self._list(day), day=day, draw=self._store.draw_of(day), moves=self._store.moves(day), texts=texts
        )

    def _todays(self, visit_id: str) -> Visit:
        visit = self._store.visit(visit_id)
        if visit.day != self.room.today:
            raise Refused("refused-visit-of-another-day", day=visit.day.isoformat())
        return visit


def _made_seed() -> str:
    return f"{secrets.randbelow(10**SEED_DIGITS):0{SEED_DIGITS}d}"
