"""Signing in: what somebody shows for it, and what they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac


class Way(StrEnum):
    """How somebody signed in."""

    CARD = "card"
    PHONE = "phone"
    PICTURES = "pictures"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class ByCard:
    """A card was scanned; `text` is what the scanner read, whatever that is."""

    text: str


@dataclass(frozen=True, slots=True)
class ByPhone:
    """The last digits of a phone number were typed."""

    digits: str


@dataclass(frozen=True, slots=True)
class ByPictures:
    """Three pictures were touched, and the animal of the birth year where it was asked for."""

    pictures: tuple[SignInPicture, ...]
    zodiac: Zodiac | None = None


Attempt = ByCard | ByPhone | ByPictures


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What a sign-in is answered with: the number of the day and how many wait before it.

    `visit_id` is empty for a worker at the kiosk. `is_new` is False where they had signed in already.
    """

    running: int
    waiting_before: int
    is_new: bool
    visit_id: str = ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nobody has this card, this phone or these pictures."""


class More(StrEnum):
    """What to ask next where several people fit."""

    DIGITS = "digits"
    PICTURES = "pictures"
    ZODIAC = "zodiac"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMore:
    """Several people fit. `person_ids` says who, to staff only."""

    further: More
    person_ids: tuple[str, ...] = ()


Answer = SignedIn | AskMore | NotFound
