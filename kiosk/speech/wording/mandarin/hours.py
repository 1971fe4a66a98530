"""Times of day in Mandarin: 6:00–17:30 -> 早上六点到下午五点半."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kiosk.speech.wording.mandarin.measures import TO
from kiosk.speech.wording.mandarin.numerals import cardinal, counted

PART = "(?:[早晚]上|早晨|清[早晨]|凌晨|[上中正下]午|午后|傍晚|夜[里间]|[半深]夜|[今明每][早晚]|当晚|[早晚])"
CLOCK = (
    r"(?P<hour{n}>[01]?\d|2[0-4])"
    r"(?::(?P<minute{n}>[0-5]\d)(?::(?P<second{n}>[0-5]\d))?(?![\d:])"
    r"|[点时](?!间|常|候)(?:(?P<half{n}>半)|(?P<quarter{n}>[一三13]刻)|(?P<said{n}>[0-5]?\d)分?(?![\d.元块人]))?整?)"
    r"(?:\s?(?P<noon{n}>[AaPp])\.?[Mm]\b\.?)?"
)
START = rf"(?:(?P<part1>{PART})\s?|(?<![\d.])(?<!\d:))"
ONE = re.compile(START + CLOCK.format(n=1))
SPAN = re.compile(
    START + CLOCK.format(n=1) + TO + rf"(?P<next>次日|翌日|第二天)?\s?(?:(?P<part2>{PART})\s?)?" + CLOCK.format(n=2)
)
BARE_HOUR = re.compile(rf"(?<![\d.:])(?P<hour>[01]?\d|2[0-4]){TO}(?=(?:[01]?\d|2[0-4])[点时](?!间|长))")
RATIO = re.compile(r"(?<![\d:.])(\d{1,5}):(\d{1,5})(?![\d:])")
ISO_JOIN = re.compile(r"(?<=[\d号])[T ](?=[0-2]?\d:[0-5]\d)")

DAY, MIDNIGHT_HOUR = 24 * 60, 60
"""Minutes. The hour after midnight is still the night of the day before: 第二天夜里十二点 is heard as a day later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time of day as written; `part` is the written part of the day (早上 ...) or empty; `on_24h` if past 12."""

    hour: int
    minute: int
    second: int
    part: str
    colon: bool

    @property
    def minutes(self) -> int:
        return self.hour * 60 + self.minute


def hours_spoken(text: str, *, today: date) -> str:
    """Return `text` with its times said by the twelve-hour clock and the part of the day.

    A morning time that stands alone (`7:30` on a tile) is said as it stands: 七点半.
    """
    del today
    text = BARE_HOUR.sub(r"\g<hour>点到", ISO_JOIN.sub(" ", text))
    text = ONE.sub(_one, SPAN.sub(_span, text))
    return RATIO.sub(lambda match: f"{cardinal(int(match[1]))}比{cardinal(int(match[2]))}", text)


def _span(match: re.Match[str]) -> str:
    start, end = _moment(match, 1), _moment(match, 2)
    if start is None or end is None:
        return match.group()
    on_24h = start.colon or end.colon or end.hour > 12 or start.hour > 12
    first_part = start.part or (part_of_day(start) if on_24h else "")
    same_half = start.part and 0 < end.hour <= 12
    last_part = end.part or (part_of_day(end) if on_24h and not same_half else "")
    overnight = on_24h and not start.part and not end.part and end.minutes % DAY <= start.minutes % DAY
    whole_day = start.minutes % DAY == end.minutes % DAY
    if match["next"] or (overnight and (whole_day or end.minutes % DAY >= MIDNIGHT_HOUR)):
        last_part = "第二天" + (last_part or part_of_day(end))
    elif last_part == first_part and not overnight:
        last_part = ""
    return f"{first_part}{_clock(start)}到{last_part}{_clock(end)}"


def _one(match: re.Match[str]) -> str:
    moment = _moment(match, 1)
    if moment is None:
        return match.group()
    alone = match.group().strip() == match.string.strip() and 5 <= moment.hour < 12
    plain = not moment.colon and 0 < moment.hour <= 12
    part = moment.part or ("" if alone or plain else part_of_day(moment))
    return part + _clock(moment)


def _moment(match: re.Match[str], n: int) -> Moment | None:
    fields = match.groupdict()
    hour = int(fields[f"hour{n}"])
    noon = (fields[f"noon{n}"] or "").lower()
    if noon and hour <= 12:
        hour = hour % 12 + (12 if noon == "p" else 0)
    quarter = {"一刻": 15, "三刻": 45, "1刻": 15, "3刻": 45}.get(fields[f"quarter{n}"] or "", 0)
    minute = fields[f"minute{n}"] or fields[f"said{n}"] or (30 if fields[f"half{n}"] else quarter)
    colon = bool(fields[f"minute{n}"] or noon)
    if hour == 24 and int(minute):
        return None
    return Moment(
        hour=hour,
        minute=int(minute),
        second=int(fields[f"second{n}"] or 0),
        part=fields[f"part{n}"] or "",
        colon=colon,
    )


def part_of_day(moment: Moment) -> str:
    """Return the part of the day as older people name it; the night has 夜里 at its deep and 凌晨 towards dawn."""
    match moment.hour:
        case 0 | 24:
            return "夜里"
        case 1 | 2 | 3 | 4:
            return "凌晨"
        case 5 | 6 | 7 | 8:
            return "早上"
        case 9 | 10 | 11:
            return "上午"
        case 12:
            return "中午"
        case 13 | 14 | 15 | 16 | 17:
            return "下午"
        case _:
            return "晚上"


def _clock(moment: Moment) -> str:
    at_zero = moment.part == "凌晨" and moment.hour in (0, 24)
    hour = "零" if at_zero else counted(moment.hour % 12 or 12)
    return f"{hour}点{_minutes(moment)}"


def _minutes(moment: Moment) -> str:
    if moment.second:
        return f"{_two_figures(moment.minute)}分{_two_figures(moment.second)}秒"
    match moment.minute:
        case 0:
            return ""
        case 15:
            return "一刻"
        case 30:
            return "半"
        case 45:
            return "三刻"
        case minute:
            return f"{_two_figures(minute)}分"


def _two_figures(value: int) -> str:
    return ("零" if 0 < value < 10 else "") + cardinal(value)
