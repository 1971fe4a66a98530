"""What staff said in the form of one slip, and what of it is still missing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.outcome import Decision, Paid, Result

MONEY = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?")


class Missing(StrEnum):
    """What has to be said before a slip can be decided; each is a question in the catalogue."""

    RESULT = "result"
    PAID = "paid"
    AMOUNT = "amount"
    AGREED_UNREADABLE = "agreed-unreadable"
    AMOUNT_UNREADABLE = "amount-unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The form as it stands. Sums are as they were typed; None for what was not chosen yet."""

    result: Result | None = None
    half_days: int = 0
    agreed: str = ""
    paid: Paid | None = None
    amount: str = ""
    reason: str = ""

    @property
    def missing(self) -> Missing | None:
        """What to ask for next; None when it is all there."""
        if self.result is None:
            return Missing.RESULT
        if self.result is not Result.HIRED:
            return None
        if self.agreed.strip() and minor_of(self.agreed) is None:
            return Missing.AGREED_UNREADABLE
        if self.paid is None:
            return Missing.PAID
        if self.needs_amount and not self.amount.strip():
            return Missing.AMOUNT
        if self.takes_amount and self.amount.strip() and minor_of(self.amount) is None:
            return Missing.AMOUNT_UNREADABLE
        return None

    @property
    def takes_amount(self) -> bool:
        """Whether a sum that was paid belongs to it."""
        return self.result is Result.HIRED and self.paid in (Paid.FULL, Paid.PART)

    @property
    def needs_amount(self) -> bool:
        """Whether it is not complete without that sum."""
        return self.result is Result.HIRED and self.paid is Paid.PART

    @property
    def decision(self) -> Decision:
        """What is to be kept, once nothing is missing."""
        if self.result is None or self.result is not Result.HIRED:
            return Decision(result=self.result or Result.NO_SHOW, reason=self.reason.strip())
        return Decision(
            result=self.result,
            half_days_worked=self.half_days,
            pay_agreed_minor=minor_of(self.agreed),
            paid=self.paid,
            paid_minor=minor_of(self.amount) if self.takes_amount else None,
        )

    @property
    def days(self) -> Decision:
        """Days and pay agreed alone, to work out what they bring."""
        return replace(Said(result=Result.HIRED, half_days=self.half_days, agreed=self.agreed).decision)


def minor_of(text: str) -> int | None:
    """`180`, `180.5元`, `１８０`: the sum in the minor unit; None for what is no sum."""
    plain = unicodedata.normalize("NFKC", text[:40]).strip().removeprefix("¥").removesuffix("元").strip()
    found = MONEY.fullmatch(plain)
    if found is None or not plain.isascii():
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
