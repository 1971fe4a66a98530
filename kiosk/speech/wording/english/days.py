"""Dates in English: 22 November -> the twenty-second of November, after `tomorrow` when that is the day."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.english.numerals import ordinal, year

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' if name != 'May' else name for name in MONTHS)}|Sept)\b\.?"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:,?\s(?P<year>(?:19|20)\d\d)(?![\d:.]))?"
TO = r"\s?(?:[-–~]|to|until|till)\s?"
TH = r"(?:st|nd|rd|th)?"
NO_CLOCK = r"\b(?![:.]\d)"
DAY_MONTH = re.compile(
    rf"(?<![\d./:])(?:the )?(?:(?P<first>{DAY}){TH}{TO})?(?P<day>{DAY}){TH}(?: of)? {MONTH}{YEAR}",
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
YEAR_ALONE = re.compile(
    rf"(?P<before>\b(?:in|since|year|until|from|{'|'.join(MONTHS)}) )"
    r"(?P<year>(?:19|20)\d\d)(?![\d.,:/]\d|\d| (?:yuan|people|RMB))"
)
WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(name[:3] for name in WEEKDAYS)})(?:s|nes|rs|ur)?\b\.?(?=\s?[-–,)]|\s\d|$)")
DAY_SPAN = re.compile(rf"(?:(?<=day)|(?<=[Tt]omorrow))\s?[-–~]\s?(?=[Tt]omorrow|the |{'|'.join(WEEKDAYS)})")
DATE_SPAN = re.compile(r"(?<=[a-z])\s?[-–~]\s(?=[Tt]oday|[Tt]omorrow|the [a-z-]+ of\b)|(?<=[a-z])–(?=the [a-z-]+ of )")
ORDINAL = re.compile(r"(?<![\d.])(?P<number>\d{1,6})(?:st|nd|rd|th)\b", re.IGNORECASE)
RELATIVE = (("today", 0), ("tomorrow", 1), ("the day after tomorrow", 2))
SPAN_STARTS = re.compile(rf"{TO}(?:the )?[A-Z\d]")
END_OF_SPAN = re.compile(r"(?:\bto|until|till|[-–~])\s?$")


def days_spoken(text: str, *, today: date) -> str:
    """Return `text` with its dates in words; a date that is today or soon says so, unless the text does already."""

    def said(match: re.Match[str]) -> str:
        return _date(match, today=today)

    for pattern in (ISO, DAY_FIRST, DAY_MONTH, MONTH_DAY):
        text = pattern.sub(said, text)
    text = YEAR_ALONE.sub(lambda match: match["before"] + year(match["year"]), text)
    text = WEEKDAY.sub(lambda match: _weekday(match["day"]), text)
    text = DATE_SPAN.sub(" to ", DAY_SPAN.sub(" to ", text))
    return ORDINAL.sub(lambda match: ordinal(int(match["number"])), text)


def _date(match: re.Match[str], *, today: date) -> str:
    fields = match.groupdict()
    month = _month(fields.get("month") or "") or int(fields["number"])
    first, day, last = fields.get("first"), int(fields["day"]), fields.get("last")
    said = f"the {ordinal(day)} of {MONTHS[month - 1]}"
    if first or last:
        start, end = (int(first), day) if first else (day, int(last or day))
        said, day = f"the {ordinal(start)} to the {ordinal(end)} of {MONTHS[month - 1]}", start
    if fields["year"]:
        said += f", {year(fields['year'])}"
    name = _relative(day=day, month=month, year=fields["year"], today=today)
    before = match.string[: match.start()]
    if not name or re.search(rf"\b{name}\b", match.string, re.IGNORECASE) or END_OF_SPAN.search(before):
        return said
    is_span = first or last or SPAN_STARTS.match(match.string, match.end())
    return f"{'from ' if is_span and not before.endswith('from ') else ''}{name}, {said}"


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
