"""The state of one visit: which screen, how the person got there, and what is being waited for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from kiosk.domain.language import Language
from kiosk.domain.listing import Listing
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in import Attempt
from kiosk.domain.sign_in_pictures import SignInPicture
from kiosk.domain.slip import Slip

MAX_SLIPS = 3
"""Slips one visit may take at the screen; more go through the staff, so that nobody, no child, empties a posting."""


@dataclass(frozen=True, slots=True)
class Home:
    """The first screen."""


@dataclass(frozen=True, slots=True)
class Trades:
    """Pictures of trades. `counts` holds (trade id, postings on offer), most first; None until they are found.

    `first` is the index of the first item shown: how many fit on a page is the panel's business.
    """

    counts: tuple[tuple[str, int], ...] | None = None
    first: int = 0


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a listing; None until they are found, empty where there are none."""

    listing: Listing
    postings: tuple[Posting, ...] | None = None
    first: int = 0


@dataclass(frozen=True, slots=True)
class OnePosting:
    """One posting, read aloud; `first` is the first of its facts shown where the panel cannot hold all."""

    posting: Posting
    first: int = 0


class Printing(StrEnum):
    """What became of the paper; the slip itself is safe in the store and on the screen."""

    UNDER_WAY = "under_way"
    PRINTED = "printed"
    NO_PAPER_TODAY = "no_paper_today"


@dataclass(frozen=True, slots=True)
class SlipShown:
    """The slip that the worker leaves with; a personal screen."""

    slip: Slip
    posting: Posting
    printing: Printing = Printing.UNDER_WAY
    first: int = 0


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in: by card, by phone or by pictures."""


@dataclass(frozen=True, slots=True)
class SignInDigits:
    """The keypad; `more` tells that several phones end with what was given, and that the whole number is asked for."""

    digits: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class SignInPictures:
    """The twelve pictures; `chosen` are those touched so far, in that order."""

    chosen: tuple[SignInPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class SignInZodiac:
    """The twelve animals, as several people have these pictures."""

    pictures: tuple[SignInPicture, ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person's number of the day, and how many wait before them; goes home by itself."""

    running: int
    waiting_before: int


SigningIn = SignIn | SignInDigits | SignInPictures | SignInZodiac
Screen = Home | Trades | Postings | OnePosting | SigningIn | SignedIn | SlipShown
DEPTHS = (
    Home, Trades, Postings, OnePosting, SignIn, SignInDigits, SignInPictures, SignInZodiac, SignedIn, SlipShown
)  # fmt: skip


class NoticeKind(Enum):
    """What is said over a screen, each with what to do next; the value is the beginning of its text keys."""

    STAFF_CALLED = "notice-staff-called"
    NOBODY_HEARS = "notice-nobody-hears"
    STILL_THERE = "notice-still-there"
    NO_SLOT_LEFT = "notice-no-slot-left"
    SLOT_ELSEWHERE = "notice-slot-elsewhere"
    POSTING_GONE = "notice-posting-gone"
    NOT_SAVED = "notice-not-saved"
    NOT_READ = "notice-not-read"
    ENOUGH_SLIPS = "notice-enough-slips"
    GIVEN_BACK = "notice-given-back"
    ONE_MOMENT = "notice-one-moment"
    NOT_KNOWN = "notice-not-known"
    ASK_STAFF = "notice-ask-staff"


@dataclass(frozen=True, slots=True)
class Wish:
    """One touch on "I want this": at most one slip ever answers it, however often it is repeated.

    `unsaved` tells that the store has answered that it could not save it: only then is the same wish asked again.
    """

    posting_id: str
    wish_id: str
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything the kiosk knows of the person in front of it. Forgetting them is dropping this value.

    `back` are the screens that led here, oldest first. `waiting_for` is the wish that the screen waits for; `wishes`
    are those that no slip and no refusal has answered yet. `taken` are the slips held. `signing_in` is what the visit
    waits to be signed in by, `cards` are scanned cards that wait until a slip is out of the way, and `not_known`
    counts the attempts that fitted nobody. `idle_s` are the seconds since the last touch, `waited_s` those since the
    store was asked for what the visit waits for.
    """

    language: Language = Language.ZH_CN
    screen: Screen = Home()
    back: tuple[Screen, ...] = ()
    notice: NoticeKind | None = None
    waiting_for: Wish | None = None
    wishes: tuple[Wish, ...] = ()
    taken: tuple[SlipShown, ...] = ()
    signing_in: Attempt | None = None
    cards: tuple[str, ...] = ()
    not_known: int = 0
    idle_s: int = 0
    waited_s: int = 0


def level(screen: Screen) -> int:
    """How far the screen lies from Home; Back always leads to a lower level, so the way home is short."""
    return DEPTHS.index(type(screen))


def is_waiting(visit: Visit) -> bool:
    """Tell whether the visit cannot go on before the store has answered."""
    match visit.screen:
        case Trades(counts=None) | Postings(postings=None):
            return True
        case _:
            return visit.waiting_for is not None or visit.signing_in is not None


def is_personal(visit: Visit) -> bool:
    """Tell whether the screen shows what belongs to this person alone."""
    return isinstance(visit.screen, SlipShown | SignInDigits | SignInPictures | SignInZodiac | SignedIn)


def is_taking_a_slip(visit: Visit) -> bool:
    """Tell whether a slip is on the screen or on its way there, so that nothing else may come over it."""
    return isinstance(visit.screen, SlipShown) or visit.waiting_for is not None


def is_fresh(visit: Visit, *, home_language: Language) -> bool:
    """Tell whether nobody has left anything on the kiosk yet."""
    return visit == Visit(language=home_language, idle_s=visit.idle_s)
