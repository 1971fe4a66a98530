"""What a posting pays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PayUnit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    PIECE = "piece"
    MONTH = "month"
    JOB = "job"


class PaidWhen(StrEnum):
    SAME_DAY = "same_day"
    WEEKLY = "weekly"
    AT_END = "at_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """An amount in the currency's minor unit (fen) for each `unit`.

    `amount_minor` is None when pay is to be agreed on the spot (面议). `up_to_minor` is the upper end where a
    range was offered (180-220元/天) and None otherwise; it is never below `amount_minor`.
    """

    amount_minor: int | None
    unit: PayUnit
    up_to_minor: int | None = None
    paid_when: PaidWhen | None = None
    currency: str = "CNY"
