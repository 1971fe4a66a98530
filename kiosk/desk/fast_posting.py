"""Fast posting: what a clerk types while the employer is on the phone, understood as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from kiosk.desk.draft import PostingDraft
from kiosk.desk.employer_book import EmployerBook
from kiosk.desk.exchange.folding import clean, fold
from kiosk.desk.exchange.pay_words import read_pay
from kiosk.desk.exchange.phone_words import Phones, read_phones
from kiosk.desk.exchange.rows import LONGEST_TEXT, LONGEST_TITLE, LONGEST_VALUE, regions_by_name
from kiosk.desk.exchange.small_words import read_headcount
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.problems import Field, Problem, Reason, problem, refuses
from kiosk.desk.rules import CountyRules
from kiosk.desk.when_said import WhenSaid, is_over, when_said
from kiosk.domain.employer import Employer
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.region import Region
from kiosk.domain.trade import OTHER_TRADE, TRADES
from kiosk.domain.typed import shown_to_all
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import days_line, hours_line, pay_line

BETWEEN = " · "
BLANKS = re.compile(r"[\t\n\r]+")
"""Come with what was copied from elsewhere."""
TRADE_IDS = frozenset(trade.id for trade in TRADES)
SHOWN_INSTEAD = frozenset({Reason.PAY_UNIT_GUESSED})
"""What the sentence shows at once needs no question."""
ONE_LINE = (
    ("work", Field.TITLE), ("headcount", Field.HEADCOUNT), ("pay", Field.PAY), ("when", Field.FIRST_DAY),
    ("place", Field.PLACE), ("phone", Field.PHONE), ("employer", Field.EMPLOYER), ("contact", Field.CONTACT),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FastPosting:
    """The form as it stands; "" is what nobody filled in yet.

    `trade` is a trade's id, touched on its picture; `work` says the work in words, and names the trade where no
    picture was touched. What is from `meals` to `men_facilities` was touched, or nobody said so. `employer_id` is an
    employer picked from those that are known, who counts before the name.
    """

    trade: str = ""
    work: str = ""
    headcount: str = ""
    pay: str = ""
    when: str = ""
    place: str = ""
    phone: str = ""
    employer: str = ""
    employer_id: str = ""
    contact: str = ""
    note: str = ""
    strength: Strength | None = None
    meals: bool | None = None
    lodging: bool | None = None
    women_facilities: bool | None = None
    men_facilities: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the form means so far. `problems`: refusals first; those of vetting are among them.

    `employer` is the known employer that was meant, `alike` are all of that name or phone, where one must be picked.
    `phone_proposed` is that employer's number, taken because none was typed.
    """

    draft: PostingDraft
    problems: tuple[Problem, ...]
    employer: Employer | None = None
    alike: tuple[Employer, ...] = ()
    phone_proposed: str = ""

    @property
    def is_refused(self) -> bool:
        return refuses(self.problems)

    def sentence(self, texts: Texts, *, today: date) -> str:
        """Say it plainly: `明天 11月22日 7:00–17:00 · 180元/天 · 要3人`; what is not known yet is left out."""
        draft, parts = self.draft, list[str]()
        shown = _as_posting(draft, today)
        if draft.first_day and draft.last_day:
            hours = hours_line(shown, texts) if draft.daily_start else ""
            parts.append(f"{days_line(shown, texts, today=today)} {hours}".strip())
        if draft.pay:
            parts.append(pay_line(draft.pay, texts))
        if draft.headcount:
            parts.append(texts("headcount", count=draft.headcount))
        return BETWEEN.join(parts)


class FastReader:
    """Reads the form by the same words as a file is read; it knows the employers and the county's places."""

    def __init__(self, book: EmployerBook, regions: Iterable[Region], *, here: str, rules: CountyRules) -> None:
        self._book = book
        self._regions = regions_by_name(regions)
        self._here = here
        self._rules = rules

    @cached_property
    def _trades(self) -> TradeFinder:
        return TradeFinder()

    def read(self, form: FastPosting, *, now: datetime) -> Understood:
        """Understand the form; the problems are those of reading only. Raises `Refused` for text that no row keeps."""
        as_typed = form
        form, problems = _kept(form)
        phones = read_phones(form.phone) if form.phone else None
        typed = phones.value if phones else Phones()
        alike = self._alike(form, typed.first)
        is_meant = form.employer or form.employer_id or len(alike) == 1
        employer = next(iter(alike), None) if is_meant else None
        proposed = employer.phone if employer and phones is None else ""
        when = when_said(form.when[:LONGEST_VALUE], now=now, long_term_days=self._rules.long_term_days)
        pay = read_pay(form.pay[:LONGEST_VALUE])
        headcount = read_headcount(form.headcount[:LONGEST_VALUE])
        name = employer.name if employer else form.employer or form.contact or typed.name or typed.first
        read = (phones.problems if phones else (), when.problems, pay.problems if form.pay else (), headcount.problems)
        problems += [found for each in read for found in each if found.reason not in SHOWN_INSTEAD]
        if name and not (employer or form.employer):
            problems.append(problem(Field.EMPLOYER, Reason.EMPLOYER_FROM_CONTACT, name=name))
        draft = self._draft(form, when, pay.value, headcount.value, replace(typed, first=typed.first or proposed))
        if name == form.employer:
            name = _exactly(as_typed.employer, form.employer)
        note = _joined(_exactly(as_typed.note, form.note), when.note, pay.rest)
        draft = replace(draft, employer_name=name, note=note, place=_exactly(as_typed.place, form.place))
        if form.contact:
            draft = replace(draft, contact_name=_exactly(as_typed.contact, form.contact))
        if draft.trade == OTHER_TRADE and not form.trade:
            problems.append(problem(Field.TRADE, Reason.TRADE_UNKNOWN, written=form.work))
        if is_over(draft, now):
            problems.append(problem(Field.LAST_DAY, Reason.DAYS_PAST, last=f"{draft.last_day}"))
        return Understood(
            draft=draft, problems=tuple(problems), employer=employer, alike=alike, phone_proposed=proposed
        )

    def _alike(self, form: FastPosting, phone: str) -> tuple[Employer, ...]:
        if form.employer_id:
            return (self._book.get(form.employer_id),)
        if form.employer:
            return self._book.named(form.employer)
        return self._book.with_phone(phone) if phone else ()

    def _draft(
        self, form: FastPosting, when: WhenSaid, pay: Pay | None, headcount: int | None, phones: Phones
    ) -> PostingDraft:
        return PostingDraft(
            trade=self._trade(form),
            title=form.work[:LONGEST_TITLE],
            pay=pay,
            headcount=headcount,
            first_day=when.first,
            last_day=when.last,
            days_said=when.said,
            daily_start=when.hours.start,
            daily_end=when.hours.end,
            place=form.place,
            region=self._region(form.place),
            contact_name=form.contact or phones.name,
            contact_phone=phones.first,
            phone_extra=phones.extra,
            strength=form.strength,
            meals=form.meals,
            lodging=form.lodging,
            women_facilities=form.women_facilities,
            men_facilities=form.men_facilities,
            written=(*(getattr(form, name) for name, _ in ONE_LINE), form.note),
            written_in=(*(field for _, field in ONE_LINE), Field.NOTE),
        )

    def _trade(self, form: FastPosting) -> str | None:
        if form.trade in TRADE_IDS:
            return form.trade
        return self._trades.find(form.work) or OTHER_TRADE if form.work else None

    def _region(self, place: str) -> str | None:
        """The town that the place names, else the station's own."""
        folded = fold(place)
        return next((code for name, code in self._regions if name in folded), self._here or None)


def _kept(form: FastPosting) -> tuple[FastPosting, list[Problem]]:
    """The form's words as a posting keeps them: clean like those from a file; too many of them are a problem."""
    problems: list[Problem] = []
    cleaned: dict[str, Any] = {}
    for name, where, most in (*((*line, LONGEST_VALUE) for line in ONE_LINE), ("note", Field.NOTE, LONGEST_TEXT)):
        text = getattr(form, name)
        if len(text) > most:
            problems.append(problem(where, Reason.TEXT_TOO_LONG, count=most))
        cleaned[name] = clean(shown_to_all(BLANKS.sub(" ", text[:most]), most=most))
    return replace(form, **cleaned), problems


def _exactly(typed: str, cleaned: str) -> str:
    """What a clerk typed, with single blanks; nothing where only invisible signs were typed."""
    return BLANKS.sub(" ", typed).strip() if cleaned else ""


def _joined(*parts: str) -> str:
    return "；".join(dict.fromkeys(filter(None, parts)))


def _as_posting(draft: PostingDraft, today: date) -> Posting:
    """A posting that stands for the draft where only days and hours are asked of it."""
    return Posting(
        id="", trade="", title="", employer_id="", employer_name="",
        pay=draft.pay or Pay(amount_minor=None, unit=PayUnit.DAY), headcount=1,
        first_day=draft.first_day or today, last_day=draft.last_day or today,
        place="", contact_phone="", daily_start=draft.daily_start, daily_end=draft.daily_end,
    )  # fmt: skip
