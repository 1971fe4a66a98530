"""Dates in English: 22 November -> the twenty-second of November, after `tomorrow` when that is the day."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.english.numerals import cardinal, ordinal, year

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' if name != 'May' else name for name in MONTHS)}|Sept)\b\.?"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:(?:,?\s|-)(?P<year>(?:19|20)\d\d)(?![\d:.]))?"
TO = r"\s?(?:[-–~]|to|until|till)\s?"
TH = r"(?:st|nd|rd|th)?"
NO_CLOCK = r"\b(?![:.]\d)"
DAY_MONTH = re.compile(
    rf"(?<![\d./:])(?:the )?(?:(?P<first>{DAY}){TH}{TO})?(?P<day>{DAY}){TH}(?: of |[ -]){MONTH}{YEAR}",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"(?<![A-Za-z]){MONTH} (?:the )?(?P<day>{DAY}){TH}{NO_CLOCK}(?:{TO}(?P<last>{DAY}){TH}{NO_CLOCK})?{YEAR}",
    re.IGNORECASE,
)
ISO = re.compile(
    rf"(?<![\d.-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<number>1[0-2]|0?[1-9])(?P=mark)(?P<day>{DAY})(?!\d|[-/]\d)"
)
DAY_FIRST = re.compile(
    r"(?<![\d./-])(?P<day>1[3-9]|2\d|3[01])(?P<mark>[-/.])(?P<number>1[0-2]|0?[1-9])(?P=mark)"
    r"(?P<year>(?:19|20)\d\d)(?![\d/-])"
)
NUMERIC = re.compile(
    r"(?:^|(?<=[\s,;:(]))(?:(?P<number>1[0-2]|0[1-9])/(?P<day>3[01]|[12]\d|0[1-9])|(?P<first>1[3-9]|2\d|3[01])/(?P<second>1[0-2]|0[1-9]))"
    r"(?=$|[\s,;.)](?!\s?(?:places|people|workers|taken|left|full)))"
)
"""`11/22` as in China, and `22/11`, which can be nothing else."""
DECADE = re.compile(r"\b(?P<number>(?:(?:19|20)\d|[2-9])0)s\b")
YEAR_ALONE = re.compile(
    rf"(?P<before>\b(?:in|since|year|until|from|{'|'.join(MONTHS)}) )"
    r"(?P<year>(?:19|20)\d\d)(?![\d.,:/]\d|\d| (?:yuan|people|RMB))"
)
SHORT_WEEKDAY = rf"(?:{'|'.join(name[:3] for name in WEEKDAYS)})"
WEEKDAY = re.compile(
    rf"\b(?P<day>{SHORT_WEEKDAY})(?:s|nes|rs|ur)?\b\.?"
    rf"(?=\s?[^\w\s']|\s\d|\s*(?:\n|$)|(?:\s?[/&]\s?|\s(?:to|and|or|until|till)\s){SHORT_WEEKDAY}|\s(?:at|from)\s\d|\s(?:only|off|morning|afternoon|evening|night)\b)"
)
DAY_SPAN = re.compile(rf"(?:(?<=day)|(?<=[Tt]omorrow))\s?[-–~]\s?(?=[Tt]omorrow|the |{'|'.join(WEEKDAYS)})")
DATE_SPAN = re.compile(r"(?<=[a-z])\s?[-–~]\s(?=[Tt]oday|[Tt]omorrow|the [a-z-]+ of\b)|(?<=[a-z])–(?=the [a-z-]+ of )")
ORDINAL = re.compile(r"(?<![\d.])(?P<number>\d{1,6})(?:st|nd|rd|th)\b", re.IGNORECASE)
RELATIVE = (("today", 0), ("tomorrow", 1), ("the day after tomorrow", 2))
NEAR = 120
"""Characters within which a text that says `tomorrow` itself need not be told."""
SPAN_STARTS = re.compile(rf"{TO}(?:the )?[A-Z\d]")
END_OF_SPAN = re.compile(r"(?:\bto|until|till|[-–~])\s?$")


def days_spoken(text: str, *, today: date) -> str:
    """Return `text` with its dates in words; a date that is today or soon says so, unless the text does already."""

    def said(match: re.Match[str]) -> str:
        return _date(match, today=today)

    def numeric(match: re.Match[str]) -> str:
        day, month = match["day"] or match["first"], match["number"] or match["second"]
        return _said(match, day=int(day), month=int(month), today=today)

    text = WEEKDAY.sub(lambda match: _weekday(match["day"]), text)
    for pattern in (ISO, DAY_FIRST, DAY_MONTH, MONTH_DAY):
        text = pattern.sub(said, text)
    text = YEAR_ALONE.sub(lambda match: match["before"] + year(match["year"]), text)
    if "/" in text:
        text = NUMERIC.sub(numeric, text)
    if "0s" in text:
        text = DECADE.sub(_decade, text)
    text = DATE_SPAN.sub(" to ", DAY_SPAN.sub(" to ", text))
    return ORDINAL.sub(lambda match: ordinal(int(match["number"])), text)


def _date(match: re.Match[str], *, today: date) -> str:
    fields = match.groupdict()
    month = _month(fields.get("month") or "") or int(fields["number"])
    first, day, last = fields.get("first"), int(fields["day"]), fields.get("last")
    if first:
        return _said(match, day=int(first), last=day, month=month, year_=fields["year"], today=today)
    return _said(match, day=day, last=int(last or 0), month=month, year_=fields["year"], today=today)


def _said(match: re.Match[str], *, day: int, month: int, today: date, last: int = 0, year_: str | None = None) -> str:
    """Return the day, or the days until `last`, with `today` and the like where the text does not say it already."""
    said = f"the {ordinal(day)} of {MONTHS[month - 1]}"
    if last:
        said = f"the {ordinal(day)} to the {ordinal(last)} of {MONTHS[month - 1]}"
    if year_:
        said += f", {year(year_)}"
    name = _relative(day=day, month=month, year=year_, today=today)
    before = match.string[max(0, match.start() - NEAR) : match.start()]
    around = before + match.string[match.start() : match.end() + NEAR]
    if not name or re.search(rf"\b{name}\b", around, re.IGNORECASE) or END_OF_SPAN.search(before):
        return said
    if before.lower().endswith("on "):
        return f"{said}, {name}"
    is_span = last or SPAN_STARTS.match(match.string, match.end())
    return f"{'from ' if is_span and not before.endswith('from ') else ''}{name}, {said}"


def _decade(match: re.Match[str]) -> str:
    """`the 1990s` -> nineteen nineties, `under-60s` -> sixties."""
    number = match["number"]
    words = year(number) if len(number) == 4 else cardinal(int(number))
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _month(name: str) -> int:
    short = name.lower()[:3]
    return next((n for n, month in enumerate(MONTHS, start=1) if month.lower()[:3] == short), 0)


def _relative(*, day: int, month: int, year: str | None, today: date) -> str:
    for name, ahead in RELATIVE:
        soon = date.fromordinal(min(today.toordinal() + ahead, date.max.toordinal()))
        if (soon.month, soon.day) == (month, day) and year in (None, str(soon.year)):
            return name
    return ""


def _weekday(short: str) -> str:
    return next(name for name in WEEKDAYS if name.startswith(short))
