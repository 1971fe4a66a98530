"""The screens on the way from Home to a slip, and those of signing in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.filters import NOTHING_CHOSEN, Chosen
from kiosk.domain.language import Language
from kiosk.domain.listing import Listing
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in_pictures import SignInPicture
from kiosk.domain.slip import Slip
from kiosk.journeys import effects as do
from kiosk.journeys.state import State, within


@dataclass(frozen=True, slots=True)
class More(State):
    """What else the kiosk offers, where Home has no room for it."""

    level: ClassVar[int] = 5


@dataclass(frozen=True, slots=True)
class Trades(State):
    """Pictures of trades. `counts` holds (trade id, postings on offer), most first; None until they are found.

    `first` is the index of the first item shown: how many fit on a page is the panel's business.
    """

    level: ClassVar[int] = 10

    counts: tuple[tuple[str, int], ...] | None = None
    first: int = 0

    @property
    def is_empty_yet(self) -> bool:
        return self.counts is None

    def is_bare(self, language: Language) -> bool:
        return not self.counts

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindTrades(),)

    def turned(self, first: int) -> Trades:
        return replace(self, first=within(first, len(self.counts or ())))


@dataclass(frozen=True, slots=True)
class Postings(State):
    """The postings of a listing with what was `chosen`; None until they are found, empty where there are none.

    `taught` are the trades before whose work there is a lesson to be heard.
    """

    level: ClassVar[int] = 20

    listing: Listing
    postings: tuple[Posting, ...] | None = None
    first: int = 0
    chosen: Chosen = NOTHING_CHOSEN
    taught: frozenset[str] = frozenset()

    @property
    def is_empty_yet(self) -> bool:
        return self.postings is None

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindPostings(self.listing, self.chosen),)

    def of(self, posting: Posting) -> OnePosting:
        """Return the screen of one of them."""
        return OnePosting(posting, has_lessons=posting.trade in self.taught)

    def turned(self, first: int) -> Postings:
        return replace(self, first=within(first, len(self.postings or ())))


@dataclass(frozen=True, slots=True)
class OnePosting(State):
    """One posting, read aloud; `first` is the first of its facts shown where the panel cannot hold all.

    With `has_lessons` there is something to be heard before this work.
    """

    level: ClassVar[int] = 30

    posting: Posting
    first: int = 0
    has_lessons: bool = False

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindPosting(self.posting.id),)

    def turned(self, first: int) -> OnePosting:
        return replace(self, first=max(0, first))


class Printing(StrEnum):
    """What became of the paper; the slip itself is safe in the store and on the screen."""

    UNDER_WAY = "under_way"
    PRINTED = "printed"
    NO_PAPER_TODAY = "no_paper_today"


@dataclass(frozen=True, slots=True)
class SlipShown(State):
    """The slip that the worker leaves with; a personal screen. It is the lead's where several `people` go by it."""

    level: ClassVar[int] = 50
    is_personal: ClassVar[bool] = True
    is_slip: ClassVar[bool] = True

    slip: Slip
    posting: Posting
    printing: Printing = Printing.UNDER_WAY
    first: int = 0
    people: int = 1

    def turned(self, first: int) -> SlipShown:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True)
class SignIn(State):
    """How to sign in: by card, by phone or by pictures."""

    level: ClassVar[int] = 40


@dataclass(frozen=True, slots=True)
class SignInDigits(State):
    """The keypad; `more` tells that several phones end with what was given, and that the whole number is asked for."""

    level: ClassVar[int] = 41
    is_personal: ClassVar[bool] = True
    is_typed_on: ClassVar[bool] = True

    digits: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class SignInPictures(State):
    """The twelve pictures; `chosen` are those touched so far, in that order."""

    level: ClassVar[int] = 42
    is_personal: ClassVar[bool] = True
    is_typed_on: ClassVar[bool] = True

    chosen: tuple[SignInPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class SignInZodiac(State):
    """The twelve animals, as several people have these pictures."""

    level: ClassVar[int] = 43
    is_personal: ClassVar[bool] = True
    is_typed_on: ClassVar[bool] = True

    pictures: tuple[SignInPicture, ...]


@dataclass(frozen=True, slots=True)
class SignedIn(State):
    """The person's number of the day, and how many wait before them; goes home by itself."""

    level: ClassVar[int] = 44
    is_personal: ClassVar[bool] = True

    running: int
    waiting_before: int


SigningIn = SignIn | SignInDigits | SignInPictures | SignInZodiac
