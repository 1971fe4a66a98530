"""What touches mean as text: pay and days are one line each, whether typed or touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from kiosk.domain.language import Language
from kiosk.domain.pay import PaidWhen, PayUnit

AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:\s*[-–~—至到]\s*\d+(?:\.\d+)?)?")
"""`180`, `18.5`, `180-220`."""
UNIT_WORDS: Mapping[PayUnit, str] = {
    PayUnit.HOUR: "元/小时",
    PayUnit.DAY: "元/天",
    PayUnit.PIECE: "元/件",
    PayUnit.JOB: "元一口价",
    PayUnit.MONTH: "元/月",
}
PAID_WORDS: Mapping[PaidWhen, str] = {
    PaidWhen.SAME_DAY: "日结",
    PaidWhen.WEEKLY: "周结",
    PaidWhen.AT_END: "干完结清",
}
"""Said to the reader of pay, never shown."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
USUAL_HOURS = 10
"""From 7:00 to 17:00, with a meal between: what is put in for the end when only the beginning was touched."""
NOON, LATEST_END = 12, 23


def pay_text(amount: str, *, unit: PayUnit | None, paid: PaidWhen | None) -> str:
    """What is typed and what is touched, as one text; a unit that is typed counts before one that was touched."""
    text = amount.strip()
    if not text:
        return ""
    if unit is not None and AMOUNT.fullmatch(text):
        text += UNIT_WORDS[unit]
    return f"{text} {PAID_WORDS[paid]}" if paid is not None else text


def amount_alone(typed: str) -> str:
    """The amount in what was typed, where a unit is touched that shall count now; all of it where there is none."""
    found = AMOUNT.search(typed)
    return found[0] if found else typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Days and hours as they were touched or understood."""

    first: date
    last: date
    start: time | None = None
    end: time | None = None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def beginning(self, day: date) -> Chosen:
        """From another day on, as long as before."""
        return replace(self, first=day, last=day + (self.last - self.first))

    def lasting(self, days: int) -> Chosen:
        """That many days."""
        return replace(self, last=self.first + timedelta(days=days - 1))

    def starting(self, start: time) -> Chosen:
        """From that hour on; where the end is not known or would come first, as long as is usual."""
        if self.end is not None and self.start is not None and self.end > start:
            return replace(self, start=start)
        return replace(self, start=start, end=usual_end(start))

    def ending(self, end: time) -> Chosen:
        """Until that hour; only where it is known from when."""
        return replace(self, end=end)

    def text(self, language: Language) -> str:
        """The line that says it, as somebody would type it: `11月22日到11月24日 7:00-17:00`."""
        days = day_words(self.first, language)
        if self.last != self.first:
            days += f"{' to ' if language is Language.EN else '到'}{day_words(self.last, language)}"
        if self.start is None:
            return days
        hours = f"{self.start:%H:%M}" if self.end is None else f"{self.start:%H:%M}-{self.end:%H:%M}"
        return f"{days} {hours}"


def usual_end(start: time) -> time:
    """When work ends that begins at `start`: in the morning after a long day, in the afternoon in the evening."""
    if start.hour < NOON:
        return time(min(start.hour + USUAL_HOURS, LATEST_END), start.minute)
    return time(18) if start.hour < 16 else time(LATEST_END)


def day_words(day: date, language: Language) -> str:
    """`11月22日`, `22 Nov`: short, and understood when it is typed."""
    return f"{day.day} {MONTHS[day.month - 1]}" if language is Language.EN else f"{day.month}月{day.day}日"
