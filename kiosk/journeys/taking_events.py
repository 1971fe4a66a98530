"""What happened while somebody takes a slip, alone or with companions."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.posting import Posting
from kiosk.domain.slip import Slip


@dataclass(frozen=True, slots=True)
class Wanted:
    """ "I want this" was touched; `wish_id` is a fresh id that is used only if this posting has no wish yet."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class CompanionsWanted:
    """ "With companions" was touched: several want to go together."""


@dataclass(frozen=True, slots=True)
class PeopleChosen:
    """So many want to go together; `wish_id` as in `Wanted`."""

    people: int
    wish_id: str


@dataclass(frozen=True, slots=True)
class GaveBack:
    """The slip on the screen is not wanted after all."""


@dataclass(frozen=True, slots=True)
class SlipIssued:
    """`slip` is the lead's where several `people` go by it."""

    wish_id: str
    slip: Slip
    posting: Posting
    people: int = 1


@dataclass(frozen=True, slots=True)
class WishRefused:
    """No slip: every slot is taken (`gone` False) or the posting is no longer on offer (`gone` True).

    `elsewhere`: another kiosk has slots, and was asked for some; the same wish may be tried again. `left`: a party is
    larger than the slots here, of which there are so many.
    """

    wish_id: str
    gone: bool = False
    elsewhere: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class WishNotSaved:
    """The store could not save the slip: nothing is held, and the same wish may be tried again."""

    wish_id: str


@dataclass(frozen=True, slots=True)
class PrintEnded:
    slip_id: str
    printed: bool


TakingHand = Wanted | CompanionsWanted | PeopleChosen | GaveBack
TakingAnswer = SlipIssued | WishRefused | WishNotSaved | PrintEnded
