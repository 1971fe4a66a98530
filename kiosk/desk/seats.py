"""Seats that workers take at the kiosk, without a name: taken, given back, and found again by staff."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.desk.room import STAFF, Done, Room, UseCases, may
from kiosk.domain.seat import ClassGone, Seat, SeatAnswer, SeatHeld
from kiosk.domain.staff import Role
from kiosk.domain.training import ClassState, NoSeatLeft, SignUpState, TrainingClass
from kiosk.errors import Refused
from kiosk.store.kept import Step
from kiosk.store.seats import SeatStore
from kiosk.store.training import TrainingStore


class Seats(UseCases):
    """A worker sees what may be learnt and leaves with a number. Whether two touches or two kiosks come at once:
    there are never more seats given out than there are."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._store = SeatStore(room.database, clock_ms=lambda: room.now_ms)
        self._classes = TrainingStore(room.database, clock_ms=lambda: room.now_ms)

    @may(Role.WORKER, *STAFF)
    def classes(self) -> tuple[TrainingClass, ...]:
        """Return the classes to come that are not cancelled, soonest first, those that are full among them."""
        return tuple(self._to_come())

    @may(Role.WORKER, *STAFF)
    def take(self, class_id: str, *, wish_id: str) -> SeatAnswer:
        """Answer the wish `wish_id` for a seat in one transaction; the same wish always gets the same seat."""
        with self.room.change():
            earlier = self._store.of_wish(wish_id)
            if earlier is not None:
                return SeatHeld(seat=earlier, held=self._classes.get(earlier.class_id))
            held = next((each for each in self._to_come() if each.id == class_id), None)
            if held is None:
                return ClassGone()
            if not held.seats_left:
                return NoSeatLeft()
            seat = self._store.take(class_id, wish_id=wish_id)
            self._note(seat, SignUpState.SIGNED_UP)
            return SeatHeld(seat=seat, held=self._classes.get(class_id))

    @may(Role.WORKER, *STAFF)
    def give_back(self, seat_id: str) -> None:
        """Free a seat; doing it again changes nothing, and who came has used theirs. Raises `UnknownThing`."""
        with self.room.change():
            if self._store.get(seat_id).state is SignUpState.SIGNED_UP:
                self._move(seat_id, SignUpState.GAVE_UP)

    @may(*STAFF)
    def of_number(self, number: str) -> Seat:
        """Return the seat whose number is on the paper; raise `UnknownThing` if there is none."""
        return self._store.of_number(number)

    @may(*STAFF)
    def came(self, seat_id: str) -> Done[SeatHeld | NoSeatLeft]:
        """Say that whoever has this seat came; one that was given back needs one of the seats that are left.

        Raises `Refused` for a class that is cancelled, `UnknownThing`.
        """
        with self.room.change():
            seat = self._store.get(seat_id)
            held = self._classes.get(seat.class_id)
            if seat.state is SignUpState.CAME:
                return Done(value=SeatHeld(seat=seat, held=held))
            if held.state is ClassState.CANCELLED:
                raise Refused("refused-class-cancelled")
            if seat.state is SignUpState.GAVE_UP and not held.seats_left:
                return Done(value=NoSeatLeft())
            step = self._move(seat_id, SignUpState.CAME)
            now = SeatHeld(seat=self._store.get(seat_id), held=self._classes.get(seat.class_id))
        return Done(value=now, undo=lambda: self._undo(step))

    @may(*STAFF)
    def gave_up(self, seat_id: str) -> Done[Seat]:
        """Free the seat of somebody who does not come. Raises `UnknownThing`."""
        with self.room.change():
            seat = self._store.get(seat_id)
            if seat.state is SignUpState.GAVE_UP:
                return Done(value=seat)
            step = self._move(seat_id, SignUpState.GAVE_UP)
            now = self._store.get(seat_id)
        return Done(value=now, undo=lambda: self._undo(step))

    def _to_come(self) -> Iterator[TrainingClass]:
        now = self.room.now()
        for each in self._classes.upcoming(now.date()):
            if each.day > now.date() or each.ends > now.time():
                yield each

    def _move(self, seat_id: str, state: SignUpState) -> Step:
        step = self._store.set_state(seat_id, state, by=self.room.actor.staff_id)
        self._note(self._store.get(seat_id), state)
        return step

    def _note(self, seat: Seat, state: SignUpState) -> None:
        self.room.note(f"class-{state.value.replace('_', '-')}", seat.id, number=seat.number)

    def _undo(self, step: Step) -> None:
        with self.room.change():
            self._classes.take_sign_up_back(step)
            self.room.note("class-seat-undone", step.row_id)
