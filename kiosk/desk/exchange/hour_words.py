"""Working hours as people write them: `6:00-17:30`, `早6点到晚5点半`, `8am-5pm`, a spreadsheet's 0.25."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time

from kiosk.desk.exchange.folding import loose
from kiosk.desk.exchange.numerals import with_digits

LONGEST_LIKELY_MINUTES = 16 * 60
"""`8:00-5:00` would be 21 hours: the five is then five in the afternoon."""
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Daily start and end; an end before or at the start lies on the next day."""

    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    minutes: int
    part_of_day: str = ""
    twelve_hours: bool = False


_MORNING, _LATER = "凌晨|清晨|清早|早上|早晨|上午|早|晨", "下午|午后|傍晚|晚上|夜里|夜间|晚|夜"
_CLOCK = re.compile(
    rf"(?P<part>{_MORNING}|{_LATER}|中午|次日|第二天|明早)*\s*"
    r"(?:(?P<h1>\d{1,2})\s*[:点时h]\s*(?:(?P<half>半)|(?P<quarter>[13])刻|"
    r"(?P<m>\d{1,2})(?!\d)\s*分?|整|钟)?(?::\d{2}(?:\.\d+)?)?"
    r"|(?P<h2>\d{1,2})(?=\s*[ap]\.?m)|(?P<h3>\d{1,2})(?=\s*-\s*\d{1,2}\s*[点时:ap])|(?P<h4>\d{3,4}(?=\s*-\s*\d{4}\b)|\d{4}(?=$)))"
    r"\s*(?P<ampm>[ap])?(?(ampm)\.?m\.?)"
)
_TIME = r"\d{1,2}\s*[:点时]\s*(?:\d{1,2}分?|半)?"
_STRETCH = rf"{_TIME}\s*(?:-+|至|到|to)\s*{_TIME}"
_REST = "午休|休息|吃饭|用餐|午饭|午餐|lunch|break"
_BREAK = re.compile(rf"(?:{_REST})[^\d]{{0,4}}{_STRETCH}|{_STRETCH}\s*(?:为|是|中午)?(?:{_REST})(?![^\d]{{0,4}}\d)")
_MEETING = re.compile(r"\s*[前钟]?(?:集合|集中|上车|出发|发车|报到|到齐|点名|接人|来接)")
"""Behind a time that is not yet work: `六点半集合，七点开工`."""
_NOON = re.compile(r"\bnoon\b|\bmidday\b|正午|(?<=[到至-])\s*中午(?!\s*\d|休|吃|饭)")
_MIDNIGHT = re.compile(r"\bmidnight\b|午夜")
_BARE = re.compile(r"(?:from\s+|每天)?(\d{1,2})(?:\s*-+\s*|\s*[至到]\s*|\s*to\s*)(\d{1,2})")
_LISTED = re.compile(r"\s*[,;、/]\s*")
_SEMICOLON = re.compile(r"(?<=\d);(?=\d\d)")
"""A slip of the finger: `6；30`."""
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})\s*(?:-+|至|到|to)\s*(\d{1,2})\.(\d{2})")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_SHORT_LENGTH = re.compile(r"\d+(?:\.\d+)?\s*h")
_LENGTH = re.compile(r"(?:每天|一天|共)?\s*\d+(?:\.\d+)?\s*个?\s*(?:小时|钟头|hours?\b|hrs?\b)(?:制|左右|/天|每天)?")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月\d{1,2}[日号]?")
_EARLY_TO_LATE = re.compile(r"[早朝](\d{1,2})晚(\d{1,2})(?!\s*[点:\d])")
_FRACTION = re.compile(r"0?\.\d+|0")
_SAYS_NO_CLOCK = re.compile(
    r"白班|夜班|早班|晚班|中班|班倒|倒班|轮班|排班|长白班|弹性|灵活|不定|不限|面议|协商|"
    r"另行通知|全天|整天|半天|看天气|天亮|"
    r"day shift|night shift|shifts?|flexible|negotiable|full[\s-]?day|any ?time|小时|钟头|hours?|天|月|周"
)


def read_hours(text: str) -> Hours | None:
    """Understand one cell; None if it should name hours and does not.

    Several stretches (`8:00-12:00, 14:00-18:00`) become one, from the first start to the last end. Words that only
    name a shift or a length are understood, but give no clock times. Breaks and the time to meet are no hours of work.
    """
    folded = _with_plain_clocks(with_digits(_WEEKDAY.sub(" ", loose(text))).strip())
    if _SHORT_LENGTH.fullmatch(folded):
        return Hours()
    if _FRACTION.fullmatch(folded):
        return Hours(_as_time(round(float(folded) * DAY_MINUTES)))
    body = _EARLY_TO_LATE.sub(r"早\1点 晚\2点", _BREAK.sub(" ", _LENGTH.sub(" ", _DATE.sub(" ", folded))))
    times = list(_CLOCK.finditer(body))
    working = [found for found in times if not _MEETING.match(body, found.end())] or times
    clocks = [_clock(found) for found in working]
    if any(clock is None for clock in clocks):
        return None
    return _between([clock for clock in clocks if clock], folded)


def _with_plain_clocks(folded: str) -> str:
    """`noon`, `8-17` and `8.30-17.30` as clock times; dots that could stand in a date stay."""
    folded = _MIDNIGHT.sub("24:00", _NOON.sub("12:00", folded))
    if ":" not in folded:
        folded = _SEMICOLON.sub(":", folded)
    bare = [_BARE.fullmatch(part) for part in _LISTED.split(folded)]
    dotted = _DOTTED.fullmatch(folded)
    if all(bare):
        return ", ".join(f"{part[1]}:00-{part[2]}:00" for part in bare if part)
    if dotted and not all(_may_be_date(int(dotted[n]), int(dotted[n + 1])) for n in (1, 3)):
        return f"{dotted[1]}:{dotted[2]}-{dotted[3]}:{dotted[4]}"
    return folded


def _may_be_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _clock(found: re.Match[str]) -> _Clock | None:
    part = found.group("part") or ""
    h4 = found.group("h4")
    hour = int(h4[:-2] if h4 else found.group("h1") or found.group("h2") or found.group("h3"))
    minute = int(h4[-2:]) if h4 else _minute(found)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    twelve = bool(re.fullmatch(_LATER, part)) or found.group("ampm") == "p" or (part == "中午" and hour < 10)
    if part in ("晚上", "晚", "夜里", "夜", "夜间") and (hour == 12 or hour < 4):
        hour, twelve = hour % 12, False
    if found.group("ampm") == "a" and hour == 12:
        hour = 0
    if twelve and hour < 12:
        hour += 12
    return _Clock((hour * 60 + minute) % DAY_MINUTES, part or found.group("ampm") or "", hour <= 12)


def _minute(found: re.Match[str]) -> int:
    if found.group("half"):
        return 30
    if found.group("quarter"):
        return 15 * int(found.group("quarter"))
    return int(found.group("m") or 0)


def _between(clocks: list[_Clock], folded: str) -> Hours | None:
    if not clocks:
        return Hours() if _SAYS_NO_CLOCK.search(folded) else None
    start = clocks[0]
    if len(clocks) == 1:
        return Hours(_as_time(start.minutes))
    end = clocks[-1] if len(clocks) % 2 == 0 else clocks[1]
    return Hours(_as_time(start.minutes), _as_time(_in_the_afternoon(start, end).minutes))


def _in_the_afternoon(start: _Clock, end: _Clock) -> _Clock:
    if end.part_of_day or not end.twelve_hours:
        return end
    span = (end.minutes - start.minutes) % DAY_MINUTES
    later = (end.minutes + 12 * 60 - start.minutes) % DAY_MINUTES
    if (span > LONGEST_LIKELY_MINUTES or span == 0) and 0 < later <= LONGEST_LIKELY_MINUTES:
        return replace(end, minutes=(end.minutes + 12 * 60) % DAY_MINUTES)
    return end


def _as_time(minutes: int) -> time:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return time(hour, minute)
