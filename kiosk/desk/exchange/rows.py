"""A row of a table as a draft of a posting, with everything that was odd about its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter

from kiosk.desk.draft import PostingDraft
from kiosk.desk.exchange.folding import clean, fold
from kiosk.desk.exchange.heading_words import Column
from kiosk.desk.exchange.headings import Header
from kiosk.desk.exchange.pay_words import read_paid_when, read_pay, unit_of_heading
from kiosk.desk.exchange.phone_words import Phones, read_phones
from kiosk.desk.exchange.read import Read
from kiosk.desk.exchange.small_words import headcount_in_title, read_headcount
from kiosk.desk.exchange.terms_cells import TermsReader
from kiosk.desk.exchange.trade_words import TradeFinder
from kiosk.desk.exchange.when_cells import WhenReader
from kiosk.desk.problems import Field, Problem, Reason, problem
from kiosk.domain.pay import Pay
from kiosk.domain.region import Region, town_code
from kiosk.domain.trade import OTHER_TRADE

LONGEST_TEXT = 2_000
"""Characters in one cell; nobody reads or hears more at a kiosk."""
LONGEST_TITLE = 40
LONGEST_VALUE = 200
REMEMBERED = 8_192
"""Cells repeat down a column; so many different ones are kept understood."""

_FIELDS = {
    Column.TRADE: Field.TRADE, Column.TITLE: Field.TITLE, Column.EMPLOYER: Field.EMPLOYER, Column.PAY: Field.PAY,
    Column.PAY_UP_TO: Field.PAY, Column.PAID_WHEN: Field.PAY, Column.PAY_UNIT: Field.PAY,
    Column.HEADCOUNT: Field.HEADCOUNT, Column.DAYS: Field.FIRST_DAY, Column.FIRST_DAY: Field.FIRST_DAY,
    Column.LAST_DAY: Field.LAST_DAY, Column.HOURS: Field.HOURS, Column.PLACE: Field.PLACE, Column.TOWN: Field.PLACE,
    Column.MEN: Field.HEADCOUNT, Column.WOMEN: Field.HEADCOUNT, Column.LENGTH: Field.LAST_DAY,
    Column.DEADLINE: Field.LAST_DAY, Column.MEETING_PLACE: Field.PLACE,
    Column.CONTACT_NAME: Field.CONTACT, Column.PHONE: Field.PHONE, Column.AGE: Field.AGE,
    Column.STRENGTH: Field.STRENGTH, Column.TRANSPORT: Field.TRANSPORT, Column.EXPERIENCE: Field.EXPERIENCE,
    Column.NOTE: Field.NOTE, Column.DUTIES: Field.NOTE,
}  # fmt: skip
_WHEN = (Column.DAYS, Column.FIRST_DAY, Column.LAST_DAY, Column.HOURS, Column.DAILY_START, Column.DAILY_END)
_TERMS = (
    Column.AGE, Column.AGE_FROM, Column.AGE_TO, Column.SEX, Column.BOARD, Column.MEALS, Column.LODGING,
    Column.TRANSPORT, Column.TOOLS, Column.STRENGTH, Column.OUTDOORS, Column.WOMEN_ROOMS, Column.MEN_ROOMS,
)  # fmt: skip
_MONEY_HEADING = re.compile("费|金|钱|收取|fee|deposit|charge")
_BARE_AMOUNT = re.compile(r"[\d.,¥元]+")
_AMOUNT_ONLY = re.compile(
    r"(?:¥|rmb|cny)?[\d.,]+(?:元|块)?(?:(?:-|至|到)[\d.,]+)?(?:元|块|rmb|cny|yuan)?(?:左右|以上|起)?"
)
_NAMES_UNIT_ITSELF = re.compile(r"[/每按]|^(?:元|per|by|计)|薪")
_ABSENT = frozenset(
    {
        "",
        "无",
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "//",
        "\\",
        "none",
        "None",
        "N/A",
        "n/a",
        "null",
        "NULL",
        "nan",
        "没有",
        "暂无",
    }
)


class RowReader:
    """Reads the rows below one header. Pure but for its memory of cells that it has understood before."""

    def __init__(
        self,
        header: Header,
        *,
        trades: TradeFinder,
        today: date,
        epoch: date,
        long_term_days: int,
        regions: Iterable[Region] = (),
    ) -> None:
        self._headings = [clean(heading) for heading in header.headings]
        self._width = len(self._headings)
        self._at = {column: header.columns.get(column, -1) for column in Column}
        self._pay_unit = header.pay_unit
        self._more_notes = header.more_notes
        self._regions = regions_by_name(regions)
        self._fields = self._field_of_each_cell(header)
        self._money = self._money_headings()
        self._fields_by_width: dict[int, tuple[Field, ...]] = {}
        self._duties_are_title = self._at[Column.DUTIES] == self._at[Column.TRADE]
        transport, tools = (
            self._headings[self._at[column]] if self._at[column] >= 0 else ""
            for column in (Column.TRANSPORT, Column.TOOLS)
        )
        when = WhenReader(today, epoch, timedelta(days=long_term_days - 1))
        self._when_cells = itemgetter(*(self._at[column] for column in _WHEN))
        self._terms_cells = itemgetter(*(self._at[column] for column in _TERMS))
        remember = lru_cache(maxsize=REMEMBERED)
        self._clean = remember(clean)
        self._when = remember(when.read)
        self._terms = remember(TermsReader(transport, tools).read)
        self._trade = remember(trades.find)
        self._read_pay = remember(read_pay)
        self._paid_when = remember(read_paid_when)
        self._read_headcount = remember(read_headcount)
        self._read_phones = remember(read_phones)
        self._region_of = remember(self._find_region)

    def draft(self, cells: Sequence[str]) -> tuple[PostingDraft, tuple[Problem, ...]]:
        """Understand one row; the problems are those of reading only, vetting comes after."""
        row = self._cleaned(cells)
        problems: list[Problem] = []
        when = self._when(*map(_value, self._when_cells(row)))
        terms = self._terms(*map(_value, self._terms_cells(row)), row[self._at[Column.EXPERIENCE]])
        notes = [when.note, *terms.note]
        title, trade = self._title_and_trade(row, problems)
        phones = self._phones(row, problems)
        contact_name = self._contact_name(row, phones)
        place = self._place(row)
        problems += (*when.problems, *terms.problems)
        self._check_lengths(row, problems)
        draft = PostingDraft(
            trade=trade,
            title=title,
            employer_name=self._employer(row, contact_name or phones.first, problems),
            pay=self._pay(row, problems, notes),
            headcount=self._headcount(row, title, problems),
            first_day=when.first,
            last_day=when.last,
            days_said=when.said,
            daily_start=when.hours.start,
            daily_end=when.hours.end,
            place=place,
            region=self._region_of(place) if self._regions else None,
            contact_name=contact_name,
            contact_phone=phones.first,
            phone_extra=phones.extra,
            meals=terms.meals,
            lodging=terms.lodging,
            women_facilities=terms.women_facilities,
            men_facilities=terms.men_facilities,
            transport=terms.transport,
            tools_provided=terms.tools_provided,
            strength=terms.strength,
            age_from=terms.ages.youngest,
            age_to=terms.ages.oldest,
            any_age=terms.ages.anybody,
            experience=row[self._at[Column.EXPERIENCE]],
            note=self._note(row, notes),
            outdoors=terms.outdoors,
            written=self._written(row),
            written_in=self._written_in(len(row)),
        )
        return draft, tuple(problems)

    def _cleaned(self, cells: Sequence[str]) -> list[str]:
        """As wide as the header, and one empty cell more: the last one stands for every column that is not there."""
        row = list(map(self._clean, cells))
        if len("".join(row)) > LONGEST_TEXT:
            row = [cell[: LONGEST_TEXT + 1] for cell in row]
        row.extend([""] * (self._width - len(row) + 1))
        if row[-1]:
            row.append("")
        return row

    def _title_and_trade(self, row: list[str], problems: list[Problem]) -> tuple[str, str | None]:
        words, title, duties = (_said(row[self._at[column]]) for column in (Column.TRADE, Column.TITLE, Column.DUTIES))
        found = None
        for text in (words, title, duties):
            found = found or (self._trade(text) if text else None)
        written = words or title or duties
        if found is None and written:
            problems.append(problem(Field.TRADE, Reason.TRADE_UNKNOWN, written=written))
        return title or words or duties[:LONGEST_TITLE], found or (OTHER_TRADE if written else None)

    def _employer(self, row: list[str], contact: str, problems: list[Problem]) -> str:
        employer = _said(row[self._at[Column.EMPLOYER]])
        if not employer and contact:
            problems.append(problem(Field.EMPLOYER, Reason.EMPLOYER_FROM_CONTACT, name=contact))
        return employer or contact

    def _pay(self, row: list[str], problems: list[Problem], notes: list[str]) -> Pay | None:
        text, upper, unit_words = (
            row[self._at[column]][:LONGEST_VALUE] for column in (Column.PAY, Column.PAY_UP_TO, Column.PAY_UNIT)
        )
        if upper and text and _BARE_AMOUNT.fullmatch(upper) and _BARE_AMOUNT.fullmatch(text):
            text = f"{text}-{upper}"
        text = text or upper
        unit = self._pay_unit
        if unit_words and _AMOUNT_ONLY.fullmatch(fold(text)):
            text, unit = _with_unit(text, unit_words), unit_of_heading(unit_words) or unit
        read: Read[Pay | None] = self._read_pay(text, unit=unit)
        problems += read.problems
        notes.append(read.rest)
        if read.value is None or read.value.paid_when:
            return read.value
        paid_when = self._paid_when(row[self._at[Column.PAID_WHEN]] or row[self._at[Column.NOTE]])
        return replace(read.value, paid_when=paid_when) if paid_when else read.value

    def _headcount(self, row: list[str], title: str, problems: list[Problem]) -> int | None:
        text = _value(row[self._at[Column.HEADCOUNT]]) or self._men_and_women(row)
        in_title = None if text else headcount_in_title(title[:LONGEST_VALUE])
        if in_title:
            return in_title
        read = self._read_headcount(text)
        problems += read.problems
        return read.value

    def _men_and_women(self, row: list[str]) -> str:
        """Two columns of numbers as one text: `男2女3`."""
        numbers = (("男", _value(row[self._at[Column.MEN]])), ("女", _value(row[self._at[Column.WOMEN]])))
        return "".join(f"{sex}{number}" for sex, number in numbers if number)

    def _phones(self, row: list[str], problems: list[Problem]) -> Phones:
        """The phone column's first; else any other column where people put one."""
        read = self._read_phones(_value(row[self._at[Column.PHONE]]))
        if not read.value.first:
            return self._phone_elsewhere(row, read, problems)
        second = _value(row[self._at[Column.SECOND_PHONE]])
        also = self._read_phones(second).value.first if second else ""
        if not also or also == read.value.first:
            return read.value
        return replace(read.value, extra=f"{read.value.extra} ☎{also}".strip())

    def _phone_elsewhere(self, row: list[str], read: Read[Phones], problems: list[Problem]) -> Phones:
        for column in (Column.SECOND_PHONE, Column.CONTACT, Column.CONTACT_NAME):
            text = _value(row[self._at[column]])
            if text and (found := self._read_phones(text).value).first:
                return found
        problems += read.problems
        return read.value

    def _contact_name(self, row: list[str], phones: Phones) -> str:
        name = _value(row[self._at[Column.CONTACT_NAME]])
        if any(char.isdigit() for char in name):
            return self._read_phones(name).value.name or re.sub(r"[\d\-+/ ]+", "", name)
        beside = _value(row[self._at[Column.CONTACT]])
        return name or phones.name or ("" if any(char.isdigit() for char in beside) else beside)

    def _place(self, row: list[str]) -> str:
        town, place = _said(row[self._at[Column.TOWN]]), _said(row[self._at[Column.PLACE]])
        return place if town in place else f"{town}{place}"

    def _find_region(self, place: str) -> str | None:
        folded = fold(place)
        return next((code for name, code in self._regions if name in folded), None)

    def _note(self, row: list[str], notes: Iterable[str]) -> str:
        duties = "" if self._duties_are_title else _said(row[self._at[Column.DUTIES]])
        more = (_said(row[index]) for index in self._more_notes)
        parts = [part for part in (_said(row[self._at[Column.NOTE]]), duties, *more, *notes) if part]
        return "；".join(dict.fromkeys(parts)) if len(parts) > 1 else "".join(parts)

    def _check_lengths(self, row: list[str], problems: list[Problem]) -> None:
        if max(map(len, row)) > LONGEST_TEXT:
            longest = max(range(len(row)), key=lambda index: len(row[index]))
            problems.append(problem(self._field_at(longest), Reason.TEXT_TOO_LONG, count=LONGEST_TEXT))

    def _field_of_each_cell(self, header: Header) -> list[Field]:
        fields = [Field.ROW] * self._width
        for column, index in header.columns.items():
            if column in _FIELDS and fields[index] is Field.ROW:
                fields[index] = _FIELDS[column]
        return fields

    def _field_at(self, index: int) -> Field:
        return self._fields[index] if index < self._width else Field.ROW

    def _money_headings(self) -> list[int]:
        """The columns named `押金`, `报名费` and the like."""
        return [
            index
            for index, (heading, field) in enumerate(zip(self._headings, self._fields, strict=True))
            if field is Field.ROW and _MONEY_HEADING.search(heading.lower())
        ]

    def _written(self, row: list[str]) -> tuple[str, ...]:
        """All words of the row; a cell below `押金` or `报名费` reads with its heading, `押金：无`."""
        words = list(row) if self._money else row
        for index in self._money:
            if words[index] and words[index] not in _ABSENT:
                words[index] = f"{self._headings[index]}：{words[index]}"
        return tuple(words)

    def _written_in(self, width: int) -> tuple[Field, ...]:
        """The field of each cell in a row of `width` cells; one tuple for all rows as wide."""
        known = self._fields_by_width.get(width)
        if known is None:
            known = self._fields_by_width[width] = tuple(map(self._field_at, range(width)))
        return known


def _with_unit(amount: str, unit: str) -> str:
    """`180` and `元/天`, or `180` and `天`, from two cells as one would write them in one."""
    return f"{amount}{unit}" if _NAMES_UNIT_ITSELF.search(unit.lower()) else f"{amount}/{unit}"


def _said(text: str) -> str:
    """A cell with `无`, `-` or `/` says nothing."""
    return "" if text in _ABSENT else text


def _value(text: str) -> str:
    """What a cell that should hold a value says; longer texts hold none, and are not searched through for one."""
    return "" if text in _ABSENT else text[:LONGEST_VALUE]


def regions_by_name(regions: Iterable[Region]) -> list[tuple[str, str]]:
    """(name, code): villages before towns before counties, long names before short, also without 镇, 乡 or 街道.

    Work in a village counts as its town's, under which it is found on the map.
    """
    names: list[tuple[str, str]] = []
    for region in regions:
        name = fold(region.name)
        short = re.sub("(?:镇|乡|街道|县|区)$", "", name)
        names += [(one, region.code) for one in dict.fromkeys((name, short)) if len(one) > 1]
    names.sort(key=lambda where: (-len(where[1]), -len(where[0])))
    return [(name, town_code(code)) for name, code in names]
