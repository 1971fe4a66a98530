"""Times of day in simple English: 6:00–17:30 -> six in the morning to half past five in the afternoon."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.english.numerals import cardinal

CLOCK = (
    r"(?:(?P<hour{n}>[01]?\d|2[0-4])(?::(?P<minute{n}>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"(?:\s?(?P<noon{n}>[AaPp])\.?[Mm]\b\.?)?|\s?(?P<half{n}>[AaPp])\.?[Mm]\b\.?))"
)
TO = r"\s?(?:[-–~]{1,3}|to|until|till)\s?"
ONE = re.compile(r"(?<![\d.])(?<!\d:)" + CLOCK.format(n=1))
SPAN = re.compile(r"(?<![\d.])(?<!\d:)" + CLOCK.format(n=1) + TO + CLOCK.format(n=2))
SHORT_START = re.compile(
    rf"(?<![\d.:])(?P<hour>1[0-2]|[1-9])(?P<minute>:[0-5]\d)?(?P<to>{TO})"
    rf"(?P<end>(?:1[0-2]|[1-9])(?::[0-5]\d)?\s?(?P<noon>[ap])\.?m\b)",
    re.IGNORECASE,
)
ALREADY_SAID = re.compile(r"\s?(?:in the (?:morning|afternoon|evening)|at night|noon|o'clock)", re.IGNORECASE)
POINT = re.compile(r"(?<![\d.])(?P<hour>1[0-2]|0?[1-9])\.(?P<minute>[0-5]\d)(?=\s?[ap]\.?m\b)", re.IGNORECASE)
DAY = 24 * 60
"""Minutes."""
ISO_JOIN = re.compile(r"(?<=[\da-z])T(?=[0-2]\d:[0-5]\d)")
RATIO = re.compile(r"(?<![\d:.])(\d{1,5}):(\d{1,5})(?![\d:])")


def hours_spoken(text: str, *, today: date) -> str:
    """Return `text` with its times said by the twelve-hour clock and the part of the day."""
    del today
    text = SHORT_START.sub(_with_noon, POINT.sub(r"\g<hour>:\g<minute>", ISO_JOIN.sub(" ", text)))
    text = ONE.sub(_one, SPAN.sub(_span, text))
    return RATIO.sub(lambda match: f"{cardinal(int(match[1]))} to {cardinal(int(match[2]))}", text)


def _with_noon(match: re.Match[str]) -> str:
    """`6-10am`: the first has the noon of the second, unless it would then come after it."""
    noon = match["noon"].lower()
    if noon == "p" and int(match["hour"]) % 12 > int(match["end"].split(":")[0].rstrip("apmAPM. ")) % 12:
        noon = "a"
    return f"{match['hour']}{match['minute'] or ''}{noon}m{match['to']}{match['end']}"


def _span(match: re.Match[str]) -> str:
    start, end = _minutes(match, 1), _minutes(match, 2)
    if start is None or end is None:
        return match.group()
    first, last = part_of_day(start), part_of_day(end)
    overnight = end <= start or (start, end) == (0, DAY)
    begin = clock(start) if first == last and not overnight and first else _full(start)
    if overnight:
        return f"{begin} to {_of_next_day(end, after=start)}"
    return f"{begin} to {_full(end)}"


def _of_next_day(end: int, *, after: int) -> str:
    """Midnight and the hour after it are still the same night; the hours from one on are the next morning."""
    hour = end // 60
    if hour in (0, 24):
        return _full(end) if end % DAY != after else f"{clock(end)} the next day"
    if hour < 5:
        return f"{clock(end)} the next morning"
    part = part_of_day(end)
    return f"{clock(end)} {part.replace('in the', 'the next').replace('at', 'the next') or 'the next day'}"


def _one(match: re.Match[str]) -> str:
    minutes = _minutes(match, 1)
    if minutes is None:
        return match.group()
    said_after = ALREADY_SAID.match(match.string, match.end())
    return clock(minutes) if said_after else _full(minutes)


def _minutes(match: re.Match[str], n: int) -> int | None:
    """Minutes since midnight, or None for 24:30."""
    fields = match.groupdict()
    hour, minute = int(fields[f"hour{n}"]), int(fields[f"minute{n}"] or 0)
    noon = (fields[f"noon{n}"] or fields[f"half{n}"] or "").lower()
    if noon and hour <= 12:
        hour = hour % 12 + (12 if noon == "p" else 0)
    return None if hour == 24 and minute else hour * 60 + minute


def _full(minutes: int) -> str:
    part = part_of_day(minutes)
    return f"{clock(minutes)} {part}" if part else clock(minutes)


def part_of_day(minutes: int) -> str:
    """Return `in the morning` and so on; nothing for noon and midnight, which say it themselves."""
    if minutes in (0, 12 * 60, 24 * 60):
        return ""
    match minutes // 60:
        case 5 | 6 | 7 | 8 | 9 | 10 | 11:
            return "in the morning"
        case 12 | 13 | 14 | 15 | 16 | 17:
            return "in the afternoon"
        case 18 | 19 | 20 | 21:
            return "in the evening"
        case _:
            return "at night"


def clock(minutes: int) -> str:
    """Return the words without the part of the day: 450 (7:30) -> half past seven."""
    hour, minute = divmod(minutes, 60)
    if minute == 0 and hour in (0, 12, 24):
        return "twelve noon" if hour == 12 else "twelve midnight"
    name = cardinal(hour % 12 or 12)
    match minute:
        case 0:
            return name
        case 15:
            return f"a quarter past {name}"
        case 30:
            return f"half past {name}"
        case _:
            return f"{name} {'oh ' if minute < 10 else ''}{cardinal(minute)}"
