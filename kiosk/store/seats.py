"""Seats of a class taken at the kiosk without a name; each is a sign-up of nobody we know.

The tables' own triggers see to it that there are never more of them than seats.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.domain.seat import Seat, new_seat_id, number_of, running_in, tail_of, tail_of_number
from kiosk.domain.training import SignUpState
from kiosk.errors import UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import KeptRows, Step
from kiosk.store.outbox import Field, wall_clock_ms
from kiosk.store.stations import current_prefix
from kiosk.store.training import KEPT_SIGN_UPS

SELECT = "select id, class_id, at_ms, state from sign_ups"


class SeatStore:
    """The seats without a name of one station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._rows = KeptRows(database, KEPT_SIGN_UPS, clock_ms=clock_ms)

    def take(self, class_id: str, *, wish_id: str) -> Seat:
        """Take a seat that is known to be free, in answer to a wish that has none yet."""
        now_ms, letters = self._clock_ms(), current_prefix(self._database)
        seat_id = new_seat_id(now_ms=now_ms, letters=letters, running=self._next_running(letters))
        row: dict[str, Field] = {
            "id": seat_id,
            "class_id": class_id,
            "person": None,
            "at_ms": now_ms,
            "staff_id": "",
            "state": SignUpState.SIGNED_UP.value,
        }
        self._rows.add(row)
        self._database.execute("insert into seat_wishes (wish_id, sign_up_id) values (?, ?)", (wish_id, seat_id))
        return self.get(seat_id)

    def set_state(self, seat_id: str, state: SignUpState, *, by: str) -> Step:
        """Say that whoever has the seat came, or does not come; raise `UnknownThing` where nobody has it."""
        self.get(seat_id)
        return self._rows.change(seat_id, {"state": state.value, "staff_id": by})

    def get(self, seat_id: str) -> Seat:
        """Return the seat; raise `UnknownThing` if there is none."""
        seat = self._seat("id = ? and person is null", seat_id)
        if seat is None:
            raise UnknownThing(what=seat_id)
        return seat

    def of_number(self, number: str) -> Seat:
        """Return the seat with the number that stands on its paper; raise `UnknownThing` if there is none."""
        seat = self._seat("person is null and substr(id, 25) = ?", tail_of_number(number))
        if seat is None:
            raise UnknownThing(what=number)
        return seat

    def of_wish(self, wish_id: str) -> Seat | None:
        """Return the seat that this wish got, whatever has become of it since; None if it got none."""
        return self._seat("id = (select sign_up_id from seat_wishes where wish_id = ?)", wish_id)

    def _next_running(self, letters: str) -> int:
        kiosk = letters.encode().hex()
        last = self._database.value(
            "select max(substr(id, 25)) from sign_ups where person is null and substr(id, 25) between ? and ?",
            (tail_of(letters=letters, running=1), kiosk + "f" * 8),
        )
        return running_in(last) + 1 if last else 1

    def _seat(self, condition: str, value: str) -> Seat | None:
        row = self._database.row(f"{SELECT} where {condition}", (value,))
        return None if row is None else _seat_of(row)


def _seat_of(row: Sequence[Any]) -> Seat:
    id_, class_id, at_ms, state = row
    return Seat(id=id_, number=number_of(id_), class_id=class_id, taken_at_ms=at_ms, state=SignUpState(state))
