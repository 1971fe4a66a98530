"""Vetting: what keeps a posting out, and what a person should look at (the house's rules for postings)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kiosk.desk.draft import PostingDraft
from kiosk.desk.exchange.folding import fold
from kiosk.desk.fees import fee_asked, worth_a_look
from kiosk.desk.problems import Field, Problem, Reason, problem
from kiosk.desk.rules import (
    BREAK_AFTER_HOURS,
    BREAK_HOURS,
    OLDER_THAN,
    PAID_DAYS_PER_MONTH,
    PAID_HOURS_PER_MONTH,
    USUAL_HOURS_PER_DAY,
    YOUNGEST,
    CountyRules,
)
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Strength, is_night_work
from kiosk.domain.trade import TRADES, Trade

DAY_MINUTES = 24 * 60
OpenKey = tuple[str, str, str]
"""Folded employer's name, trade, first day (ISO): what makes two postings look like one."""


def open_key(*, employer_name: str, trade: str, first_day: date | str) -> OpenKey:
    """Return the key by which duplicates are found."""
    return _folded(employer_name), trade, str(first_day)


_folded = lru_cache(maxsize=4096)(fold)
"""An employer's name comes again and again down a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the station knows already: folded names of suspended employers, and the keys of open postings."""

    suspended: Collection[str] = frozenset()
    open_keys: Collection[OpenKey] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetting:
    """The rules of one county, ready to be asked; `fee_asked` may be given with a memory for texts that repeat."""

    rules: CountyRules
    today: date
    trades: Mapping[str, Trade] = field(default_factory=lambda: {trade.id: trade for trade in TRADES})
    fee_asked: Callable[[str], str | None] = fee_asked

    def vet(self, draft: PostingDraft, standing: Standing) -> tuple[Problem, ...]:
        """Return all problems of `draft`, refusals first; none at all means that it may be shown at once."""
        found = (
            *self._fees(draft),
            *_missing(draft),
            *self._pay(draft),
            *self._days(draft),
            *self._who(draft, standing),
            *self._where(draft),
            *_ages(draft),
        )
        warned = (*self._unusual_pay(draft), *self._work(draft), *_duplicate(draft, standing)) if not found else ()
        return (*found, *warned)

    def _fees(self, draft: PostingDraft) -> Iterator[Problem]:
        for place in worth_a_look(draft.written):
            words = self.fee_asked(draft.written[place])
            if words:
                yield problem(draft.written_in[place], Reason.FEE_ASKED, words=words)

    def _pay(self, draft: PostingDraft) -> Iterator[Problem]:
        if draft.pay is None or draft.pay.amount_minor is None:
            return
        if draft.pay.amount_minor <= 0:
            yield problem(Field.PAY, Reason.PAY_ZERO)
            return
        hourly = hourly_minor(draft)
        if hourly is not None and hourly < self.rules.hourly_floor_minor:
            yield problem(
                Field.PAY,
                Reason.PAY_UNDER_FLOOR,
                hourly=f"{hourly / 100:.2f}",
                floor=f"{self.rules.hourly_floor_minor / 100:.2f}",
            )

    def _days(self, draft: PostingDraft) -> Iterator[Problem]:
        if draft.first_day is None or draft.last_day is None:
            return
        if draft.last_day < draft.first_day:
            yield problem(Field.LAST_DAY, Reason.END_BEFORE_START, first=f"{draft.first_day}", last=f"{draft.last_day}")
        elif draft.last_day < self.today:
            yield problem(Field.LAST_DAY, Reason.DAYS_PAST, last=f"{draft.last_day}")

    def _who(self, draft: PostingDraft, standing: Standing) -> Iterator[Problem]:
        if draft.employer_name and _folded(draft.employer_name) in standing.suspended:
            yield problem(Field.EMPLOYER, Reason.EMPLOYER_SUSPENDED, employer=draft.employer_name)
        if self.rules.blocked_phones and self._has_blocked_phone(draft):
            yield problem(Field.PHONE, Reason.PHONE_BLOCKED)

    def _has_blocked_phone(self, draft: PostingDraft) -> bool:
        digits = f"{draft.contact_phone} {draft.phone_extra}".replace("-", " ").replace("☎", "").split()
        return any(number in self.rules.blocked_phones for number in digits)

    def _where(self, draft: PostingDraft) -> Iterator[Problem]:
        if self.rules.blocked_places:
            place = fold(draft.place)
            if any(fold(blocked) in place for blocked in self.rules.blocked_places if blocked.strip()):
                yield problem(Field.PLACE, Reason.PLACE_BLOCKED)

    def _unusual_pay(self, draft: PostingDraft) -> Iterator[Problem]:
        trade = self.trades.get(draft.trade or "")
        daily = daily_minor(draft.pay) if draft.pay else None
        if trade is None or daily is None:
            return
        low, high = trade.usual_day_pay
        if daily < low * 100 * self.rules.unusually_low or daily > high * 100 * self.rules.unusually_high:
            yield problem(Field.PAY, Reason.PAY_UNUSUAL, daily=round(daily / 100), low=low, high=high)

    def _work(self, draft: PostingDraft) -> Iterator[Problem]:
        takes_older = draft.any_age or (draft.age_to is not None and draft.age_to > OLDER_THAN)
        if draft.strength is Strength.HEAVY and takes_older:
            yield problem(Field.STRENGTH, Reason.HEAVY_FOR_AGE)
        trade = self.trades.get(draft.trade or "")
        outdoors = draft.outdoors if draft.outdoors is not None else trade is not None and trade.outdoors
        if outdoors and is_night_work(start=draft.daily_start, end=draft.daily_end):
            yield problem(Field.HOURS, Reason.OUTDOORS_AT_NIGHT)


def _missing(draft: PostingDraft) -> Iterator[Problem]:
    if draft.trade is None:
        yield problem(Field.TRADE, Reason.TRADE_MISSING)
    if not draft.employer_name:
        yield problem(Field.EMPLOYER, Reason.EMPLOYER_MISSING)
    if draft.pay is None:
        yield problem(Field.PAY, Reason.PAY_MISSING)
    if draft.headcount is None or draft.headcount < 1:
        yield problem(Field.HEADCOUNT, Reason.HEADCOUNT_UNDER_ONE, written=str(draft.headcount or 0))
    if not draft.place:
        yield problem(Field.PLACE, Reason.PLACE_MISSING)
    if not draft.contact_phone:
        yield problem(Field.PHONE, Reason.PHONE_MISSING)
    if draft.first_day is None or draft.last_day is None:
        yield problem(Field.FIRST_DAY, Reason.DAY_UNREADABLE, written="")


def _ages(draft: PostingDraft) -> Iterator[Problem]:
    youngest = min((age for age in (draft.age_from, draft.age_to) if age is not None), default=YOUNGEST)
    if youngest < YOUNGEST:
        yield problem(Field.AGE, Reason.AGE_UNDER_16, age=youngest)


def _duplicate(draft: PostingDraft, standing: Standing) -> Iterator[Problem]:
    if draft.trade is None or draft.first_day is None:
        return
    key = open_key(employer_name=draft.employer_name, trade=draft.trade, first_day=draft.first_day)
    if key in standing.open_keys:
        yield problem(Field.ROW, Reason.DUPLICATE, employer=draft.employer_name, day=f"{draft.first_day}")


def hours_per_day(draft: PostingDraft) -> float:
    """Paid hours of a day: as stated, less the meal hour when they are more than six; eight when nobody stated them."""
    if draft.daily_start is None or draft.daily_end is None:
        return USUAL_HOURS_PER_DAY
    start, end = (moment.hour * 60 + moment.minute for moment in (draft.daily_start, draft.daily_end))
    hours = ((end - start) % DAY_MINUTES or DAY_MINUTES) / 60
    return hours - BREAK_HOURS if hours > BREAK_AFTER_HOURS else hours


def hourly_minor(draft: PostingDraft) -> float | None:
    """The least that an hour brings, in fen; None for pay by the piece or the job, where no hours can be told.

    A day's pay is divided by `hours_per_day`, a month's by 174 hours, or by 21.75 days of the stated hours.
    """
    pay = draft.pay
    if pay is None or pay.amount_minor is None:
        return None
    match pay.unit:
        case PayUnit.HOUR:
            return float(pay.amount_minor)
        case PayUnit.DAY:
            return pay.amount_minor / hours_per_day(draft)
        case PayUnit.MONTH if draft.daily_start is None or draft.daily_end is None:
            return pay.amount_minor / PAID_HOURS_PER_MONTH
        case PayUnit.MONTH:
            return pay.amount_minor / (PAID_DAYS_PER_MONTH * min(hours_per_day(draft), USUAL_HOURS_PER_DAY))
        case _:
            return None


def daily_minor(pay: Pay) -> float | None:
    """What eight hours bring, in fen, in the middle of the range offered; None where no day can be told."""
    if pay.amount_minor is None:
        return None
    middle = (pay.amount_minor + (pay.up_to_minor or pay.amount_minor)) / 2
    match pay.unit:
        case PayUnit.HOUR:
            return middle * USUAL_HOURS_PER_DAY
        case PayUnit.DAY:
            return middle
        case PayUnit.MONTH:
            return middle / PAID_DAYS_PER_MONTH
        case _:
            return None


def vet(
    draft: PostingDraft, *, today: date, rules: CountyRules | None = None, standing: Standing | None = None
) -> tuple[Problem, ...]:
    """Vet one draft, as the desk's fast posting does; see `Vetting.vet`."""
    return Vetting(rules=rules or CountyRules(), today=today).vet(draft, standing or Standing())
