"""A slip: what a worker leaves with; it holds one slot of a posting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.party import party_of


class SlipState(StrEnum):
    HELD = "held"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """`wish_id` names the one touch on "I want this" that the slip answers; a wish gets at most one slip.

    The wish of a party gets one for each of them, told apart as `kiosk.domain.party` says.
    """

    id: str
    number: str
    posting_id: str
    wish_id: str
    issued_at_ms: int
    state: SlipState = SlipState.HELD

    @property
    def party(self) -> str | None:
        """The wish of the party whose slip this is; None for one person alone."""
        return party_of(self.wish_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipHeld:
    """The wish was granted, now or by an earlier touch of the same wish.

    `slip` is the lead's where several go together, `companions` are the others' in the order of their numbers.
    """

    slip: Slip
    companions: tuple[Slip, ...] = ()

    @property
    def people(self) -> int:
        """How many go by these slips: those that were given back since are not among them."""
        return sum(slip.state is SlipState.HELD for slip in (self.slip, *self.companions))


@dataclass(frozen=True, slots=True)
class NoSlotLeft:
    """Every slot of the posting is taken."""


@dataclass(frozen=True, slots=True)
class TooFewSlots:
    """A party is larger than the `left` slots here, one at least: none of them got one, and more were asked for."""

    left: int


@dataclass(frozen=True, slots=True)
class PostingGone:
    """The posting is closed, paused, expired or its employer suspended: nobody may take it now."""


@dataclass(frozen=True, slots=True)
class SlotElsewhere:
    """No slot is left here, but another kiosk may have one, which was asked for."""


SlotOutcome = SlipHeld | SlotElsewhere | TooFewSlots | NoSlotLeft | PostingGone


def slip_number(*, prefix: str, day: date, running: int) -> str:
    """Return the number of the day's `running`-th slip (from 1), made to be said aloud: `A1-1121-007-4`.

    `prefix` is the station's, letters and digits; the last digit is the check digit over all the others.
    """
    body = f"{prefix}-{day:%m%d}-{running:03d}"
    return f"{body}-{check_digit(body)}"


def check_digit(body: str) -> int:
    """Return the ISO/IEC 7064 MOD 11,10 check digit over the letters (A=10 ... as two digits) and digits of `body`.

    `body` is ASCII. It finds every single wrong digit and nearly all swapped neighbours.
    """
    product = 10
    for char in body.upper():
        if not char.isalnum():
            continue
        for digit in str(int(char, 36)):
            total = (int(digit) + product) % 10 or 10
            product = total * 2 % 11
    return (11 - product) % 10


def is_slip_number(number: str) -> bool:
    """Tell whether the last digit of `number` is the check digit of what stands before it."""
    body, dash, last = number.rpartition("-")
    return bool(dash) and number.isascii() and last.isdigit() and len(last) == 1 and int(last) == check_digit(body)
