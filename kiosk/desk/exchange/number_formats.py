"""Numbers in a spreadsheet as people see them: days, times, and units that only the format shows (`0"元/天"`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY_FORMATS = {14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
TIME_FORMATS = {18, 19, 20, 21, 32, 33, 45, 46, 47}
"""Built-in formats (ECMA-376 part 1, 18.8.30), with those of the Chinese edition (27-36, 50-58)."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)|([元人名天岁/¥￥])')
_DIGIT_PLACE = re.compile(r"[0#?]")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is shown: as a day, as a time, or between `before` and `after`."""

    is_day: bool = False
    is_time: bool = False
    before: str = ""
    after: str = ""


def number_format(number: int, code: str | None) -> NumberFormat | None:
    """Return what the format shows; None for plain numbers."""
    if code is None:
        if number in DAY_FORMATS:
            return NumberFormat(is_day=True, is_time=number == 22)
        return NumberFormat(is_time=True) if number in TIME_FORMATS else None
    section = code.split(";", 1)[0]
    shown = _NOT_SHOWN.sub("", section).lower()
    if "general" in shown or _DIGIT_PLACE.search(shown.replace("s.0", "s")):
        return _with_words(section)
    is_time = bool(re.search(r"[hs]|上午|am/pm", shown))
    is_day = bool(re.search(r"[yd]|[aeb]{2,}", shown) or ("m" in shown and not is_time))
    return NumberFormat(is_day=is_day, is_time=is_time) if is_day or is_time else None


def _with_words(section: str) -> NumberFormat | None:
    places = [found.start() for found in _DIGIT_PLACE.finditer(_blanked(section))]
    if not places:
        return None
    before = _words(section[: places[0]])
    after = _words(section[places[-1] + 1 :])
    return NumberFormat(before=before, after=after) if before or after else None


def _blanked(section: str) -> str:
    return _NOT_SHOWN.sub(lambda found: " " * len(found.group()), section)


def _words(part: str) -> str:
    return "".join(
        next(group for group in (*found.groups(), "") if group is not None) for found in _LITERAL.finditer(part)
    )


def shown(raw: str, form: NumberFormat | None, epoch: date) -> str:
    """Return the number `raw` as text: ISO days, `HH:MM`, digits without useless zeros or rounding dust."""
    if form is None:
        return raw if raw.isdigit() else _plain(raw)
    if form.is_day or form.is_time:
        return _moment(raw, form, epoch)
    return f"{form.before}{_plain(raw)}{form.after}"


def _plain(raw: str) -> str:
    number = float(raw)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _moment(raw: str, form: NumberFormat, epoch: date) -> str:
    serial = float(raw)
    if not 0 <= serial < 2_958_466:
        return _plain(raw)
    moment = datetime.combine(epoch, time()) + timedelta(seconds=round(serial * 86_400))
    if not form.is_day or serial < 1:
        return f"{moment:%H:%M}" if form.is_time or serial < 1 else moment.date().isoformat()
    return f"{moment:%Y-%m-%d %H:%M}" if form.is_time and serial % 1 else moment.date().isoformat()
