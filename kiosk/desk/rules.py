"""What a county asks of a posting before workers may see it."""

from __future__ import annotations

from dataclasses import dataclass

HOURLY_FLOOR_MINOR = 10_00
"""Default: the lowest monthly minimum wage of any province's last class, about 1,750 yuan in 2025 (人社部，全国各地区
最低工资标准情况), over the 174 paid hours of a month. A county sets its own, which is never lower."""
PAID_HOURS_PER_MONTH = 174
"""21.75 paid days of 8 hours (劳社部发〔2008〕3号)."""
PAID_DAYS_PER_MONTH = 21.75
USUAL_HOURS_PER_DAY = 8
BREAK_AFTER_HOURS = 6
BREAK_HOURS = 1
"""Stated hours of more than six hold an unpaid hour for the meal, as is the custom; in the employer's favour, because a
posting is refused by this sum."""
YOUNGEST = 16
"""《中华人民共和国劳动法》 article 15: nobody under 16 may be hired."""
OLDER_THAN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRules:
    """A county's figures and lists. Money is in fen.

    `blocked_phones` are digits only; `blocked_places` are words of an address, compared without blanks and widths.
    `long_term_days` is how long a posting without a last day stays up. Pay under `unusually_low` times the lower end
    of the trade's usual range, or over `unusually_high` times the upper end, is looked at by a person.
    """

    hourly_floor_minor: int = HOURLY_FLOOR_MINOR
    blocked_phones: frozenset[str] = frozenset()
    blocked_places: tuple[str, ...] = ()
    long_term_days: int = 30
    unusually_low: float = 0.7
    unusually_high: float = 1.6
