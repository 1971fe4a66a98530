"""Classes: planned, changed and cancelled, and who has a seat in them."""

from __future__ import annotations

from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.staff import Role
from kiosk.domain.trade import TRADES
from kiosk.domain.training import (
    ClassState,
    NewClass,
    NoSeatLeft,
    SeatOutcome,
    SeatTaken,
    SignUp,
    SignUpState,
    TrainingClass,
)
from kiosk.domain.typed import typed
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store.kept import Step
from kiosk.store.training import TrainingStore

LONGEST_TITLE, LONGEST_LINE, LONGEST_NOTE = 40, 80, 500
MOST_SEATS = 1_000
PAST_LIMIT = 200
TRADE_IDS = frozenset(trade.id for trade in TRADES)


class Training(UseCases):
    """The station's classes."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = TrainingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(Role.WORKER, *STAFF)
    def upcoming(self) -> tuple[TrainingClass, ...]:
        """Return the classes from today on that are not cancelled, soonest first."""
        return self._store.upcoming(self.room.today)

    @may(Role.WORKER, *STAFF)
    def for_trade(self, trade: str) -> tuple[TrainingClass, ...]:
        """Return the upcoming classes with seats left for a trade: its own first, then those for every trade."""
        return self._store.for_trade(trade, self.room.today)

    @may(*STAFF)
    def past(self) -> tuple[TrainingClass, ...]:
        """Return the last classes that were held or cancelled, latest first."""
        return self._store.past(self.room.today, limit=PAST_LIMIT)

    @may(*STAFF)
    def get(self, class_id: str) -> TrainingClass:
        """Return the class; raise `UnknownThing` if there is none."""
        return self._store.get(class_id)

    @may(*STAFF)
    def signed_up(self, class_id: str) -> tuple[SignUp, ...]:
        """Return who has a seat, in the order in which they took it, then those who gave theirs up."""
        return self._store.sign_ups(class_id)

    @may(*STAFF)
    def plan(self, new: NewClass) -> Done[TrainingClass]:
        """Plan a class. Raises `Refused`: no title or place, an end before the start, no seats, a day that is past."""
        self._check(new)
        if new.day < self.room.today:
            raise Refused("refused-class-day-past")
        with self.room.change():
            step = self._store.add(new)
            self.room.note("class-planned", step.row_id, seats=new.seats)
        return Done(value=self._store.get(step.row_id), undo=lambda: self._unplan(step))

    @may(*STAFF)
    def change(self, class_id: str, new: NewClass) -> Done[TrainingClass]:
        """Put `new` in place of what a class was. Raises `Refused` as `plan` does, and for fewer seats than are taken.

        The day of a class that was held may stay as it is, and not be moved into the past.
        """
        self._check(new)
        with self.room.change():
            before = self._store.get(class_id)
            if before.state is ClassState.CANCELLED:
                raise Refused("refused-class-cancelled")
            if new.day < self.room.today and new.day != before.day:
                raise Refused("refused-class-day-past")
            if new.seats < before.seats_taken:
                raise Refused("refused-seats-taken", taken=before.seats_taken)
            step = self._store.change(class_id, new)
            self.room.note("class-changed", class_id, seats=new.seats)
        return Done(value=self._store.get(class_id), undo=lambda: self._take_back(step))

    @may(*STAFF)
    def cancel(self, class_id: str, reason: str) -> Done[TrainingClass]:
        """Cancel a class, saying why; who signed up stays on its list, to be told. Raises `Refused` without words."""
        if not typed(reason, most=LONGEST_NOTE, lines=True).strip():
            raise Refused("refused-no-words")
        with self.room.change():
            if self._store.get(class_id).state is ClassState.CANCELLED:
                raise Refused("refused-class-cancelled")
            step = self._store.set_state(class_id, ClassState.CANCELLED, reason=reason)
            self.room.note("class-cancelled", class_id)
        return Done(value=self._store.get(class_id), undo=lambda: self._take_back(step))

    @may(*STAFF)
    def sign_up(self, class_id: str, person_id: str) -> Done[SeatOutcome]:
        """Give a worker a seat; who has one keeps it. Raises `Refused` for a class that is cancelled or past."""
        return self._seated(class_id, person_id, SignUpState.SIGNED_UP)

    @may(*STAFF)
    def came(self, class_id: str, person_id: str) -> Done[SeatOutcome]:
        """Say that a worker came to the class; who had not signed up gets one of the seats that are left."""
        return self._seated(class_id, person_id, SignUpState.CAME)

    @may(*STAFF)
    def give_up(self, class_id: str, person_id: str) -> Done[SignUp]:
        """Free a worker's seat. Raises `UnknownThing` for somebody who never signed up."""
        with self.room.change():
            seat = self._store.seat_of(class_id, person_id)
            if seat is None:
                raise UnknownThing(what=person_id)
            if seat.state is SignUpState.GAVE_UP:
                return Done(value=seat)
            step = self._moved(seat, SignUpState.GAVE_UP)
        return Done(value=self._seat(class_id, person_id), undo=lambda: self._undo_seat(step))

    def _seated(self, class_id: str, person_id: str, state: SignUpState) -> Done[SeatOutcome]:
        with self.room.change():
            held = self._store.get(class_id)
            seat = self._store.seat_of(class_id, person_id)
            if seat is not None and seat.state in (state, SignUpState.CAME):
                return Done(value=SeatTaken(seat))
            self._check_open(held, state)
            if (seat is None or seat.state is SignUpState.GAVE_UP) and not held.seats_left:
                return Done(value=NoSeatLeft())
            step = self._moved(seat, state) if seat else self._added(class_id, person_id, state)
        taken = SeatTaken(self._seat(class_id, person_id))
        return Done(value=taken, undo=lambda: self._undo_seat(step))

    def _check_open(self, held: TrainingClass, state: SignUpState) -> None:
        if held.state is ClassState.CANCELLED:
            raise Refused("refused-class-cancelled")
        if state is SignUpState.SIGNED_UP and held.day < self.room.today:
            raise Refused("refused-class-over")

    def _added(self, class_id: str, person_id: str, state: SignUpState) -> Step:
        step = self._store.sign_up(class_id, person_id, state=state, by=self.room.actor.staff_id)
        self._note_seat(step.row_id, state)
        return step

    def _moved(self, seat: SignUp, state: SignUpState) -> Step:
        step = self._store.set_sign_up(seat.id, state, by=self.room.actor.staff_id)
        self._note_seat(seat.id, state)
        return step

    def _note_seat(self, sign_up_id: str, state: SignUpState) -> None:
        self.room.note(f"class-{state.value.replace('_', '-')}", sign_up_id)

    def _seat(self, class_id: str, person_id: str) -> SignUp:
        seat = self._store.seat_of(class_id, person_id)
        if seat is None:
            raise UnknownThing(what=person_id)
        return seat

    def _undo_seat(self, step: Step) -> None:
        with self.room.change():
            self._store.take_sign_up_back(step)
            self.room.note("class-seat-undone", step.row_id)

    def _unplan(self, step: Step) -> None:
        with self.room.change():
            if self._store.has_sign_ups(step.row_id):
                raise ChangedMeanwhile
            self._take_back(step)

    def _take_back(self, step: Step) -> None:
        with self.room.change():
            self._check_seats_after(step)
            self._store.take_back(step)
            self.room.note("class-undone", step.row_id)

    def _check_seats_after(self, step: Step) -> None:
        seats = (step.before or {}).get("seats")
        if isinstance(seats, int) and seats < self._store.get(step.row_id).seats_taken:
            raise ChangedMeanwhile("refused-seat-gone")

    def _check(self, new: NewClass) -> None:
        for text, most in ((new.title, LONGEST_TITLE), (new.place, LONGEST_LINE), (new.teacher, LONGEST_LINE)):
            typed(text, most=most)
        typed(new.note, most=LONGEST_NOTE, lines=True)
        if not new.title.strip() or not new.place.strip():
            raise Refused("refused-class-unnamed")
        if new.ends <= new.starts:
            raise Refused("refused-class-ends-before")
        if not 1 <= new.seats <= MOST_SEATS:
            raise Refused("refused-class-seats", most=MOST_SEATS)
        if new.trade and new.trade not in TRADE_IDS:
            raise UnknownThing(what=new.trade)
