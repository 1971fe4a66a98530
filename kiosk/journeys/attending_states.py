"""The screens of classes and of notices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.notice import Notice
from kiosk.domain.seat import Seat
from kiosk.domain.training import TrainingClass
from kiosk.journeys import effects as do
from kiosk.journeys.state import State, within
from kiosk.journeys.states import Printing


@dataclass(frozen=True, slots=True)
class Classes(State):
    """The classes to come, soonest first; None until they are found, empty where there are none."""

    level: ClassVar[int] = 32

    classes: tuple[TrainingClass, ...] | None = None
    first: int = 0

    @property
    def is_empty_yet(self) -> bool:
        return self.classes is None

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindClasses(),)

    def turned(self, first: int) -> Classes:
        return replace(self, first=within(first, len(self.classes or ())))


@dataclass(frozen=True, slots=True)
class OneClass(State):
    """One class, read aloud; `instead` is the next one like it, for whoever finds it full."""

    level: ClassVar[int] = 33

    held: TrainingClass
    instead: TrainingClass | None = None
    first: int = 0

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindClasses(),)

    def turned(self, first: int) -> OneClass:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True)
class SeatShown(State):
    """The slip of a seat, which the worker leaves with; a personal screen."""

    level: ClassVar[int] = 52
    is_personal: ClassVar[bool] = True
    is_slip: ClassVar[bool] = True

    seat: Seat
    held: TrainingClass
    printing: Printing = Printing.UNDER_WAY
    first: int = 0

    def turned(self, first: int) -> SeatShown:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True)
class Notices(State):
    """What the station and the county tell everybody; None until it is found, empty where there is nothing."""

    level: ClassVar[int] = 34

    notices: tuple[Notice, ...] | None = None
    first: int = 0

    @property
    def is_empty_yet(self) -> bool:
        return self.notices is None

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindNotices(),)

    def turned(self, first: int) -> Notices:
        return replace(self, first=within(first, len(self.notices or ())))


@dataclass(frozen=True, slots=True)
class OneNotice(State):
    """One notice, large and read aloud; `first` is the page of it that is shown."""

    level: ClassVar[int] = 35

    message: Notice
    first: int = 0

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindNotices(),)

    def turned(self, first: int) -> OneNotice:
        return replace(self, first=max(0, first))
