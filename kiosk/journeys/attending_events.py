"""What happened while somebody looks at classes and notices, and takes a seat."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.notice import Notice
from kiosk.domain.seat import Seat
from kiosk.domain.training import TrainingClass


@dataclass(frozen=True, slots=True)
class ClassesWanted:
    """The picture "classes" was touched."""


@dataclass(frozen=True, slots=True)
class ClassChosen:
    class_id: str


@dataclass(frozen=True, slots=True)
class SeatWanted:
    """ "I will come" was touched; `wish_id` is a fresh id that is used only if this class has no wish yet."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class SeatGivenBack:
    """The person will not come after all."""


@dataclass(frozen=True, slots=True)
class NoticesWanted:
    """The picture "notices" was touched."""


@dataclass(frozen=True, slots=True)
class NoticeChosen:
    notice_id: str


@dataclass(frozen=True, slots=True)
class ClassesFound:
    """The classes to come, soonest first, full ones among them."""

    classes: tuple[TrainingClass, ...]


@dataclass(frozen=True, slots=True)
class SeatTaken:
    wish_id: str
    seat: Seat
    held: TrainingClass


@dataclass(frozen=True, slots=True)
class SeatRefused:
    """No seat: every one is taken (`gone` False), or the class is cancelled or over (`gone` True)."""

    wish_id: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class SeatNotSaved:
    """The store could not save the seat: nothing is held, and the same wish may be tried again."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class SeatPrinted:
    """What became of the paper of a seat."""

    seat_id: str
    printed: bool


@dataclass(frozen=True, slots=True)
class NoticesFound:
    """What is to be told today, what ends soonest first."""

    notices: tuple[Notice, ...]


AttendingHand = ClassesWanted | ClassChosen | SeatWanted | SeatGivenBack | NoticesWanted | NoticeChosen
AttendingAnswer = ClassesFound | SeatTaken | SeatRefused | SeatNotSaved | SeatPrinted | NoticesFound
