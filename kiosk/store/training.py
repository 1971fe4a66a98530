"""Classes and who has signed up for them: never more people than seats.

The tables' own triggers and checks guard that rule too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from kiosk.domain.ids import new_id
from kiosk.domain.phone import masked_phone
from kiosk.domain.seat import number_of
from kiosk.domain.training import ClassState, NewClass, SignUp, SignUpState, TrainingClass
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.database import Database
from kiosk.store.kept import Kept, KeptRows, Step
from kiosk.store.outbox import Field, OperationKind, wall_clock_ms
from kiosk.store.person_numbers import SAME_PERSON, counted_number

KEPT = Kept(table="classes", kind=OperationKind.CLASS_SAVED)
KEPT_SIGN_UPS = Kept(table="sign_ups", kind=OperationKind.SIGN_UP_SAVED, unsent=("person",))
SELECT = (
    "select id, title, trade, day, starts, ends, place, teacher, seats, seats_taken, note, state, cancelled_reason,"
    " version from classes"
)
SIGN_UPS = (
    "select s.id, s.class_id, ifnull(c.id, ''), ifnull(c.name, ''), ifnull(c.phone, ''), s.state, s.at_ms, s.version"
    " from sign_ups s left join people w on w.number = s.person left join people c on c.number = w.counts_as"
)


class TrainingStore:
    """The classes of one station. Changes belong into the caller's transaction."""

    def __init__(self, database: Database, *, clock_ms: Callable[[], int] = wall_clock_ms) -> None:
        self._database, self._clock_ms = database, clock_ms
        self._classes = KeptRows(database, KEPT, clock_ms=clock_ms)
        self._sign_ups = KeptRows(database, KEPT_SIGN_UPS, clock_ms=clock_ms)

    def add(self, new: NewClass) -> Step:
        """Add a class with all its seats free; the step's `row_id` is its id."""
        id_ = new_id(now_ms=self._clock_ms())
        return self._classes.add({"id": id_, **_columns(new), "state": ClassState.OPEN.value})

    def change(self, class_id: str, new: NewClass) -> Step:
        """Put `new` in place of what the class was; raise `UnknownThing` if there is none."""
        return self._classes.change(class_id, _columns(new))

    def set_state(self, class_id: str, state: ClassState, *, reason: str) -> Step:
        """Cancel a class, or open it again; raise `UnknownThing` if there is none."""
        return self._classes.change(class_id, {"state": state.value, "cancelled_reason": reason})

    def take_back(self, step: Step) -> None:
        """Undo a change of a class; raise `ChangedMeanwhile` if it was changed since."""
        self._classes.take_back(step)

    def has_sign_ups(self, class_id: str) -> bool:
        """Tell whether anybody ever signed up."""
        return self._database.row("select 1 from sign_ups where class_id = ?", (class_id,)) is not None

    def get(self, class_id: str) -> TrainingClass:
        """Return the class; raise `UnknownThing` if there is none."""
        found = self._found("id = :id", {"id": class_id})
        if not found:
            raise UnknownThing(what=class_id)
        return found[0]

    def upcoming(self, today: date) -> tuple[TrainingClass, ...]:
        """Return the classes from `today` on that are not cancelled, soonest first."""
        return self._found("day >= :today and state = 'open' order by day, starts, id", {"today": today.isoformat()})

    def for_trade(self, trade: str, today: date) -> tuple[TrainingClass, ...]:
        """Return the upcoming classes of a trade, and of every trade, that have seats left: the trade's own first."""
        return self._found(
            "day >= :today and state = 'open' and seats_taken < seats and trade in (:trade, '')"
            " order by trade = '', day, starts, id",
            {"today": today.isoformat(), "trade": trade},
        )

    def past(self, today: date, *, limit: int) -> tuple[TrainingClass, ...]:
        """Return the last `limit` classes before `today` and those cancelled, latest first."""
        return self._found(
            "day < :today or state <> 'open' order by day desc, starts desc, id limit :limit",
            {"today": today.isoformat(), "limit": limit},
        )

    def seat_of(self, class_id: str, person_id: str) -> SignUp | None:
        """Return the sign-up of a person, or of a registration merged into theirs; one with a seat comes first."""
        number = counted_number(self._database, person_id)
        found = self._signed(
            f"s.class_id = ? and s.person in {SAME_PERSON} order by s.state = 'gave_up', s.at_ms, s.rowid limit 1",
            (class_id, number),
        )
        return found[0] if found else None

    def holds_seat(self, sign_up_id: str) -> bool:
        """Tell whether this sign-up takes a seat now."""
        return (
            self._database.row("select 1 from sign_ups where id = ? and state <> 'gave_up'", (sign_up_id,)) is not None
        )

    def sign_up(self, class_id: str, person_id: str, *, state: SignUpState, by: str) -> Step:
        """Give a person, who has no sign-up yet, a seat; raise `UnknownThing` for one who is not there."""
        now_ms = self._clock_ms()
        row: dict[str, Field] = {
            "id": new_id(now_ms=now_ms),
            "class_id": class_id,
            "person": counted_number(self._database, person_id),
            "at_ms": now_ms,
            "staff_id": by,
            "state": state.value,
        }
        return self._sign_ups.add(row, also={"person_id": person_id})

    def set_sign_up(self, sign_up_id: str, state: SignUpState, *, by: str) -> Step:
        """Say that somebody came, gave up, or wants to come after all; the seat is taken or freed with it."""
        return self._sign_ups.change(sign_up_id, {"state": state.value, "staff_id": by})

    def take_sign_up_back(self, step: Step) -> None:
        """Undo a sign-up or a giving up; raise `ChangedMeanwhile` if it was changed since.

        A seat that somebody else took meanwhile is not there to go back to either.
        """
        had_seat = step.before is not None and step.before.get("state", SignUpState.GAVE_UP) != SignUpState.GAVE_UP
        if had_seat and not self.holds_seat(step.row_id) and not self._has_seat_for(step.row_id):
            raise ChangedMeanwhile("refused-seat-gone")
        self._sign_ups.take_back(step)

    def _has_seat_for(self, sign_up_id: str) -> bool:
        question = "select seats_taken < seats from classes where id = (select class_id from sign_ups where id = ?)"
        return bool(self._database.value(question, (sign_up_id,)))

    def sign_ups(self, class_id: str) -> tuple[SignUp, ...]:
        """Return everybody who ever signed up: who holds a seat, in the order of signing up, then the others.

        Whom two kiosks signed up is there once; who signed up at the kiosk has a number and no name.
        """
        found: dict[str, SignUp] = {}
        for one in self._signed("s.class_id = ? order by s.state = 'gave_up', s.at_ms, s.rowid", (class_id,)):
            found.setdefault(one.person_id or one.id, one)
        return tuple(found.values())

    def _found(self, condition: str, values: Mapping[str, Any]) -> tuple[TrainingClass, ...]:
        return tuple(map(_class_of, self._database.rows(f"{SELECT} where {condition}", values)))

    def _signed(self, condition: str, values: Sequence[Any]) -> tuple[SignUp, ...]:
        return tuple(map(_sign_up_of, self._database.rows(f"{SIGN_UPS} where {condition}", values)))


def _columns(new: NewClass) -> dict[str, Field]:
    return {
        "title": new.title,
        "trade": new.trade,
        "day": new.day.isoformat(),
        "starts": new.starts.isoformat("minutes"),
        "ends": new.ends.isoformat("minutes"),
        "place": new.place,
        "teacher": new.teacher,
        "seats": new.seats,
        "note": new.note,
    }


def _class_of(row: Sequence[Any]) -> TrainingClass:
    id_, title, trade, day, starts, ends, place, teacher, seats, taken, note, state, reason, version = row
    return TrainingClass(
        id=id_,
        title=title,
        trade=trade,
        day=date.fromisoformat(day),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        place=place,
        teacher=teacher,
        seats=seats,
        seats_taken=taken,
        note=note,
        state=ClassState(state),
        cancelled_reason=reason,
        version=version,
    )


def _sign_up_of(row: Sequence[Any]) -> SignUp:
    id_, class_id, person_id, name, phone, state, at_ms, version = row
    return SignUp(
        id=id_,
        class_id=class_id,
        person_id=person_id,
        number="" if person_id else number_of(id_),
        name=name,
        masked_phone=masked_phone(phone),
        state=SignUpState(state),
        at_ms=at_ms,
        version=version,
    )
