"""A class: a training session with its day, place and seats, and who has signed up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class ClassState(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"
    OVER = "over"


class SignUpState(StrEnum):
    SIGNED_UP = "signed_up"
    CAME = "came"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClass:
    """A class to be held; times of day are the station's. `trade` is empty where it is for every trade."""

    title: str
    day: date
    starts: time
    ends: time
    place: str
    seats: int
    trade: str = ""
    teacher: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingClass:
    """A class as it is kept; `seats_taken` counts all who signed up and did not give up."""

    id: str
    title: str
    trade: str
    day: date
    starts: time
    ends: time
    place: str
    teacher: str
    seats: int
    seats_taken: int
    note: str
    state: ClassState
    cancelled_reason: str
    version: int

    @property
    def seats_left(self) -> int:
        return self.seats - self.seats_taken


def next_like(held: TrainingClass, coming: Iterable[TrainingClass]) -> TrainingClass | None:
    """Return the first of `coming` that whoever finds `held` full may come to instead; None if there is none.

    Of the same title, or else for the same trade, on another date and with seats left.
    """
    others = [each for each in coming if each.id != held.id and each.seats_left]
    same = [each for each in others if each.title.strip() == held.title.strip()]
    return next(iter(same or [each for each in others if held.trade and each.trade == held.trade]), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """One worker's seat in a class, or the one given up. The phone is masked.

    Who took it at the kiosk has no name and no id: the seat has a `number`.
    """

    id: str
    class_id: str
    person_id: str
    name: str
    masked_phone: str
    state: SignUpState
    at_ms: int
    version: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """The worker has a seat, from now or from before."""

    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class NoSeatLeft:
    """Every seat of the class is taken."""


SeatOutcome = SeatTaken | NoSeatLeft
