"""What happened while somebody signs in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.sign_in import Attempt, More, Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac


@dataclass(frozen=True, slots=True)
class SignInWanted:
    """ "I am here" was touched."""


@dataclass(frozen=True, slots=True)
class SignInWayChosen:
    """How to sign in; the card needs no choosing, and says only how to hold it."""

    way: Way


@dataclass(frozen=True, slots=True)
class DigitTyped:
    """A key of the keypad: one of 0 to 9."""

    digit: str


@dataclass(frozen=True, slots=True)
class DigitErased:
    pass


@dataclass(frozen=True, slots=True)
class DigitsGiven:
    """The digits are complete, says the person; `token` is a fresh id, where something is kept then."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class PictureTouched:
    """One of the twelve pictures: chosen, or taken back where it was chosen already."""

    picture: SignInPicture


@dataclass(frozen=True, slots=True)
class ZodiacChosen:
    animal: Zodiac


@dataclass(frozen=True, slots=True)
class CardScanned:
    """The scanner read something, whatever is on the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class SignedInAs:
    """Somebody is signed in, now or earlier today, as number `running`; so many wait before them."""

    attempt: Attempt
    running: int
    waiting_before: int


@dataclass(frozen=True, slots=True)
class AskedForMore:
    """Several people fit the attempt."""

    attempt: Attempt
    further: More


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nobody fits the attempt."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class SignInFailed:
    """The store could not tell or not save: the same may be tried again."""

    attempt: Attempt


SignInHand = (
    SignInWanted
    | SignInWayChosen
    | DigitTyped
    | DigitErased
    | DigitsGiven
    | PictureTouched
    | ZodiacChosen
    | CardScanned
)
SignInAnswer = SignedInAs | AskedForMore | NotKnown | SignInFailed
