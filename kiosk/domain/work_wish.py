"""A work wish: what somebody leaves who is looking for work, for staff to match with what comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.recording import Sound
from kiosk.domain.slip import check_digit

WISH_MARK = "G"
"""干活: tells a work wish's number from a slip's and a complaint's."""
MOST_TRADES = 5
DAYS_AHEAD = 7
LONGEST_VOICE_S = 60
LONGEST_VOICE_MS = LONGEST_VOICE_S * 1000
KEPT_DAYS = 30
"""After that nobody waits for the same work any more, and the voice of a person is not kept for longer than it is
needed (《个人信息保护法》 article 19: the shortest time that the purpose needs)."""
PHONE_DIGITS = range(7, 13)
"""A number in a town without its area code, to a mobile or a number with it."""


class WishState(StrEnum):
    """`WITHDRAWN`: nothing is kept of it but its number, so that no other person gets that the same day."""

    OPEN = "open"
    CALLED = "called"
    MATCHED = "matched"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkWish:
    """What somebody leaves. They agreed to it being kept (`has_agreed`), or nothing is.

    No `days`: any day. They are called at `phone`, or are the registered `person_id`, or whoever signed in today as
    number `arrival`; with none of these they come by themselves and ask by the number.
    """

    has_agreed: bool
    trades: tuple[str, ...]
    days: tuple[date, ...] = ()
    phone: str = ""
    person_id: str | None = None
    arrival: int | None = None
    voice: Sound | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWish:
    """A work wish as it is kept. `person_name` and `phone` are the registered person's where there is one."""

    id: str
    number: str
    state: WishState
    trades: tuple[str, ...]
    days: tuple[date, ...]
    phone: str
    person_id: str | None
    person_name: str
    voice_ms: int | None
    made_at_ms: int
    day: date
    version: int

    @property
    def kept_until(self) -> date:
        """The last day on which anything of it is kept."""
        return self.day + timedelta(days=KEPT_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishReceipt:
    """What whoever left a wish gets: the number to ask and to withdraw by, and until when it is kept."""

    wish_id: str
    number: str
    kept_until: date
    is_called: bool
    """Whether there is a phone to be called at; else they come and ask."""


def wish_number(*, prefix: str, day: date, running: int) -> str:
    """Return the number of a work wish, made to be said aloud: `L7-G-1121-001-5`; the last is the check digit."""
    body = f"{prefix}-{WISH_MARK}-{day:%m%d}-{running:03d}"
    return f"{body}-{check_digit(body)}"


def days_ahead(today: date) -> tuple[date, ...]:
    """Return the days that can be chosen: today and the six after it."""
    return tuple(today + timedelta(days=number) for number in range(DAYS_AHEAD))
