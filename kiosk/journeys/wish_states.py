"""The screens on which somebody who looks for work leaves word for the staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from kiosk.domain.trade import TRADES
from kiosk.domain.voice import Introduction
from kiosk.domain.work_wish import LONGEST_VOICE_S, MOST_TRADES, WishReceipt
from kiosk.journeys.speaking_states import Speak, Telling
from kiosk.journeys.state import State, within


@dataclass(frozen=True, slots=True)
class WishConsent(State):
    """What is kept, for what and how long: yes or no, once all of it was there to be seen and heard.

    `arrival` is the number by which somebody has just signed in; `first` is the page, where a panel needs several.
    """

    level: ClassVar[int] = 60

    arrival: int | None = None
    first: int = 0

    @property
    def is_known(self) -> bool:
        """Whether the station knows who asks, so that they are reached as they are registered."""
        return self.arrival is not None

    def turned(self, first: int) -> WishConsent:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True)
class WishTrades(Telling):
    """What can you do? `chosen` are the trades touched so far, in that order."""

    level: ClassVar[int] = 61

    chosen: tuple[str, ...] = ()
    first: int = 0

    @property
    def may_choose_more(self) -> bool:
        return len(self.chosen) < MOST_TRADES

    def turned(self, first: int) -> WishTrades:
        return replace(self, first=within(first, len(TRADES)))


@dataclass(frozen=True, slots=True)
class WishDays(Telling):
    """Which of the next days are you free? With none `chosen`, any day."""

    level: ClassVar[int] = 62

    trades: tuple[str, ...]
    chosen: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class WishSay(Speak):
    """Say something about yourself, or do not.

    `token` tells the answer that is waited for from any other; empty while nothing is.
    """

    level: ClassVar[int] = 63
    longest_s: ClassVar[int] = LONGEST_VOICE_S

    trades: tuple[str, ...]
    days: tuple[date, ...]
    arrival: int | None = None
    token: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.token != ""

    def about(self, voice_id: str) -> Introduction:
        return Introduction(id=voice_id, trades=self.trades, days=self.days, arrival=self.arrival)


@dataclass(frozen=True, slots=True)
class WishReach(Telling):
    """How are you told? By a phone whose number is typed, or you come and ask by the number; `token` as in `WishSay`.

    Whoever signed in is reached as they are registered, and does not come here.
    """

    level: ClassVar[int] = 64

    trades: tuple[str, ...]
    days: tuple[date, ...]
    token: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.token != ""


@dataclass(frozen=True, slots=True)
class WishPhone(Telling):
    """The keypad; `is_wrong` tells that what was given is no number; `token` as in `WishSay`."""

    level: ClassVar[int] = 65

    trades: tuple[str, ...]
    days: tuple[date, ...]
    digits: str = ""
    is_wrong: bool = False
    token: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.token != ""


@dataclass(frozen=True, slots=True)
class WishDone(State):
    """The number to ask and to take it back by, and what happens next."""

    level: ClassVar[int] = 66
    is_personal: ClassVar[bool] = True
    holds_cards: ClassVar[bool] = True
    is_receipt: ClassVar[bool] = True

    receipt: WishReceipt
