"""What is to be done for somebody who looks at classes and notices, and takes a seat."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.seat import Seat
from kiosk.domain.training import TrainingClass


@dataclass(frozen=True, slots=True)
class FindClasses:
    pass


@dataclass(frozen=True, slots=True)
class TakeSeat:
    class_id: str
    wish_id: str


@dataclass(frozen=True, slots=True)
class GiveSeatBack:
    seat_id: str


@dataclass(frozen=True, slots=True)
class PrintSeat:
    seat: Seat
    held: TrainingClass


@dataclass(frozen=True, slots=True)
class FindNotices:
    pass


AttendingEffect = FindClasses | TakeSeat | GiveSeatBack | PrintSeat | FindNotices
