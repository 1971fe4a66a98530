"""The screens on which somebody who looks for work leaves word for the staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from kiosk.domain.trade import TRADES
from kiosk.domain.work_wish import MOST_TRADES, WishReceipt
from kiosk.journeys.state import State, within


@dataclass(frozen=True, slots=True)
class WishConsent(State):
    """What is kept, for what and how long: yes or no."""

    level: ClassVar[int] = 60


@dataclass(frozen=True, slots=True)
class WishTrades(State):
    """What can you do? `chosen` are the trades touched so far, in that order."""

    level: ClassVar[int] = 61
    is_personal: ClassVar[bool] = True

    chosen: tuple[str, ...] = ()
    first: int = 0

    @property
    def may_choose_more(self) -> bool:
        return len(self.chosen) < MOST_TRADES

    def turned(self, first: int) -> WishTrades:
        return replace(self, first=within(first, len(TRADES)))


@dataclass(frozen=True, slots=True)
class WishDays(State):
    """Which of the next days are you free? With none `chosen`, any day."""

    level: ClassVar[int] = 62
    is_personal: ClassVar[bool] = True

    trades: tuple[str, ...]
    chosen: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class WishReach(State):
    """How are you told? By a phone whose number is typed, or you come and ask by the number.

    `token` tells the answer that is waited for from any other; empty while nothing is.
    """

    level: ClassVar[int] = 63
    is_personal: ClassVar[bool] = True

    trades: tuple[str, ...]
    days: tuple[date, ...]
    token: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.token != ""


@dataclass(frozen=True, slots=True)
class WishPhone(State):
    """The keypad; `is_wrong` tells that what was given is no number; `token` as in `WishReach`."""

    level: ClassVar[int] = 64
    is_personal: ClassVar[bool] = True

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

    level: ClassVar[int] = 65
    is_personal: ClassVar[bool] = True

    receipt: WishReceipt
