"""The state of one visit: which screen, how the person got there, and what is being waited for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.domain.language import Language
from kiosk.domain.party import LARGEST_PARTY
from kiosk.domain.preferences import USUAL, Preferences
from kiosk.journeys.state import Home, State

if TYPE_CHECKING:
    from kiosk.domain.sign_in import Attempt
    from kiosk.journeys.attending_states import SeatShown
    from kiosk.journeys.states import SlipShown

MAX_SLIPS = 3
"""Slips one visit may take at the screen, a party's counting as one; more go through the staff, so that nobody, no
child, empties a posting."""
MOST_SLOTS = LARGEST_PARTY
"""Slots all slips of one visit may hold together: one party's, or a few people's. Three parties of six would empty the
postings of a small station by six touches, and nobody at the screen is asked who the others are."""


HOME = Home()


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
    ENOUGH_SLOTS = "notice-enough-slots"
    ENOUGH_TRADES = "notice-enough-trades"
    GIVEN_BACK = "notice-given-back"
    CLASS_FULL = "notice-class-full"
    CLASS_GONE = "notice-class-gone"
    SEAT_GIVEN_BACK = "notice-seat-given-back"
    MESSAGE_GONE = "notice-message-gone"
    ONE_MOMENT = "notice-one-moment"
    NOT_KNOWN = "notice-not-known"
    ASK_STAFF = "notice-ask-staff"


@dataclass(frozen=True, slots=True)
class Wish:
    """One touch on "I want this", for so many `people`: at most one slip for each ever answers it, however often it is
    repeated.

    `posting_id` names what is wanted: a posting, or a class. `unsaved` tells that the store has answered that it could
    not save it: only then is the same wish asked again.
    """

    posting_id: str
    wish_id: str
    unsaved: bool = False
    people: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything the kiosk knows of the person in front of it. Forgetting them is dropping this value.

    `preferences` are how they want to see and hear it; they alone outlive a touch on Home, until the person has gone.
    `back` are the screens that led here, oldest first. `waiting_for` is the wish that the screen waits for; `wishes`
    are those that were asked and that no slip and no refusal has answered yet: the one that is waited for is among
    them, unless another for the same posting has to be answered first. `taken` are the slips held, `seats` those of
    classes. `signing_in` is what the visit waits to be signed in by, `cards` are scanned cards that wait until a slip
    is out of the way, and `not_known` counts the attempts that fitted nobody. `is_helped` tells that the screen is
    being explained. `idle_s` are the seconds since the last touch, `waited_s` those since the store was asked for what
    the visit waits for.
    """

    preferences: Preferences = USUAL
    screen: State = HOME
    back: tuple[State, ...] = ()
    notice: NoticeKind | None = None
    waiting_for: Wish | None = None
    wishes: tuple[Wish, ...] = ()
    taken: tuple[SlipShown, ...] = ()
    seats: tuple[SeatShown, ...] = ()
    signing_in: Attempt | None = None
    cards: tuple[str, ...] = ()
    not_known: int = 0
    is_helped: bool = False
    idle_s: int = 0
    waited_s: int = 0

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return self.preferences.language

    @property
    def slots_held(self) -> int:
        """How many slots the slips of this visit hold."""
        return sum(shown.people for shown in self.taken)


def is_waiting(visit: Visit) -> bool:
    """Tell whether the visit cannot go on before the store has answered."""
    if visit.screen.is_keeping:
        return True
    return visit.screen.is_empty_yet or visit.waiting_for is not None or visit.signing_in is not None


def is_taking_a_slip(visit: Visit) -> bool:
    """Tell whether a slip is on the screen, behind it or on its way there, so that nothing else may come over it."""
    return any(screen.is_slip for screen in (*visit.back, visit.screen)) or visit.waiting_for is not None


def holds_cards(visit: Visit) -> bool:
    """Tell whether a card that is scanned waits: a slip is on its way, or somebody tells what happened to them."""
    return is_taking_a_slip(visit) or any(screen.holds_cards for screen in (*visit.back, visit.screen))


def is_personal(visit: Visit) -> bool:
    """Tell whether the screen, or one behind it, shows what belongs to this person alone."""
    return any(screen.is_personal for screen in (*visit.back, visit.screen))


def is_fresh(visit: Visit, *, usual: Preferences) -> bool:
    """Tell whether nobody has left anything on the kiosk yet: it is as it stands by itself."""
    return visit == Visit(preferences=usual, idle_s=visit.idle_s)
