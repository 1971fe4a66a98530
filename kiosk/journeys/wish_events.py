"""What happened while somebody leaves word that they look for work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.work_wish import WishReceipt


@dataclass(frozen=True, slots=True)
class WishWanted:
    """ "I am looking for work" was touched."""


@dataclass(frozen=True, slots=True)
class WishAgreed:
    """Whether somebody lets the station keep what they leave."""

    agrees: bool


@dataclass(frozen=True, slots=True)
class WishTradeTouched:
    """A trade was touched: chosen, or taken back where it was chosen already."""

    trade: str


@dataclass(frozen=True, slots=True)
class WishDayTouched:
    """A day was touched, in the same way; None: any day."""

    day: date | None


@dataclass(frozen=True, slots=True)
class WishSaid:
    """What there was to say is said, or nothing is to be said; `token` is a fresh id, where it is kept then."""

    token: str


@dataclass(frozen=True, slots=True)
class WishReachChosen:
    """By phone, or by coming to ask; `token` is a fresh id, which the answer of the store names."""

    token: str
    by_phone: bool = False


@dataclass(frozen=True, slots=True)
class WentOn:
    """What was to be chosen on a screen is chosen."""


@dataclass(frozen=True, slots=True)
class WishKept:
    """What somebody left is kept, under its number."""

    token: str
    receipt: WishReceipt


@dataclass(frozen=True, slots=True)
class WishNotKept:
    """It could not be kept: nothing is there, and the same may be tried again."""

    token: str


WishHand = WishWanted | WishAgreed | WishTradeTouched | WishDayTouched | WishSaid | WishReachChosen | WentOn
WishAnswer = WishKept | WishNotKept
