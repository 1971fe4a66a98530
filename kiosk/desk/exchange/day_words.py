"""Days as people write them: `11月22日-25日`, `2026/11/22`, `11.22-11.25`, `明天`, `长期`, a spreadsheet's 46348."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kiosk.desk.exchange.folding import loose
from kiosk.desk.exchange.numerals import with_digits

LOOK_BACK_DAYS = 90
"""A day without a year lies at most so far back; what would lie further back is meant for next year."""
LONGEST_OVER_NEW_YEAR_DAYS = 183
"""`12月28日-1月5日` runs over New Year; `11月25日-11月22日` does not: it is a mistake."""

EPOCH_1900 = date(1899, 12, 30)
"""Day 0 of spreadsheets for days from March 1900 on (ECMA-376 part 1, 18.17.4.1: their 1900 has a 29 February)."""
EPOCH_1904 = date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""2000 to 2099, in the 1900 system."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day; None where the words leave it open (`即日起`, `12月1日前`, `长期`)."""

    first: date | None = None
    last: date | None = None
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class _Atom:
    """One day in the text, at `start` to `end`; the year or the month may have to come from its neighbours."""

    start: int
    end: int
    day: int
    month: int | None = None
    year: int | None = None
    fixed: date | None = None
    last_day: int | None = None
    weekday: bool = False


MONTHS = 12
WEEK_DAYS = 7
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_EN_MONTHS, 1)}
_EN_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAYS = {**{char: number for number, char in enumerate("一二三四五六日")}, "天": 6} | {
    str(number + 1): number for number in range(6)
}
_EN_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR_WORDS = (
    (
        0,
        (
            "今天",
            "今日",
            "当天",
            "当日",
            "今",
            "today",
            "即日",
            "即时",
            "马上",
            "立即",
            "随时",
            "immediate",
            "immediately",
            "now",
            "asap",
        ),
    ),
    (1, ("明天", "明日", "明", "tomorrow")),
    (2, ("后天", "day after tomorrow")),
    (3, ("大后天",)),
)
_NEAR_DAYS = {word: days for days, words in _NEAR_WORDS for word in words}

_ATOM = re.compile(
    r"(?P<y1>20\d\d)\s*[-/.年]\s*(?P<m1>\d{1,2})\s*[-/.月]\s*(?P<d1>\d{1,2})(?!\d)\s*[日号]?"
    r"|(?<!\d)(?P<y2>20\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d)"
    r"|(?<!\d)(?P<a>\d{1,2})\s*(?P<sep>[/.-])\s*(?P<b>\d{1,2})\s*(?P=sep)\s*(?P<c>20\d\d|\d\d)(?!\d)"
    r"|(?P<y3>20\d\d|\d\d)\s*年\s*(?P<m3>\d{1,2})\s*月\s*(?:(?P<d3>\d{1,2})\s*[日号]?)?"
    r"|(?P<m4>\d{1,2})\s*月\s*份?\s*(?P<d4>\d{1,2})(?!\d)\s*[日号]?"
    r"|(?<!\d)(?P<m5>\d{1,2})\s*[./]\s*(?P<d5>\d{1,2})(?![\d.])\s*[日号]?"
    rf"|(?<!\d)(?P<d10>\d{{1,2}})-{_EN_MONTH.format('n3')}(?:-(?P<y10>20\d\d|\d\d)(?![\d-]))?"
    rf"|{_EN_MONTH.format('n1')}\s*(?P<d6>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s*(?P<y6>20\d\d))?"
    rf"|(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?{_EN_MONTH.format('n2')}(?:,?\s*(?P<y7>20\d\d))?"

        r"|(?P<near>大后天|后天|明[天日]|今[天日]|当[天日]|即日|即时|马上|立即|随时|今(?=明)|明(?=后)|"
        r"day after tomorrow|tomorrow|today|immediate(?:ly)?|asap|now)"
    r"|(?P<week>下|本|这|)(?:个)?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天1-6])(?!\d)"
    r"|(?P<enwd>next\s+)?(?P<ewd>mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?P<m8>\d{1,2})\s*月(?!\d)份?(?P<part>[初底末中上下]旬?)?"
    r"|(?<![\d.:/])(?P<d9>\d{1,2})(?![\d.:/])\s*[日号]?"
)  # fmt: skip
_TIME = re.compile(r"(?:t|\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]m)?(?:\s*-\s*\d{1,2}:\d{2})?")
_ASIDE = re.compile(r"\((?:周|星期|礼拜)?[一二三四五六日天]\)|\([a-z]{3,9}\)|[一二三四五六日天]?农历[^,;]*")
_DOTS = re.compile(r"\.{2,}")
_WEEKDAY_AFTER = re.compile(r"(?<=[日号\d])\s*,?\s*(?:周|星期)[一二三四五六日天]")
_OPEN = re.compile(
    r"[\d一二两三四五六七八九十半]+\s*个月|半年|整年|每周|每个?周|every|长期|长年|常年|全年|长年招|不限|招满为止|招完为止|人满为止|long[\s-]*term|ongoing|"
    r"until filled|permanent|all year|open"
)
_OPEN_END = re.compile(
    r"起(?!\d|,?\s*共?\d)|开始|以后|之后|onwards?|since|^(?:from|start(?:s|ing)?)\b(?!.*\bto\b)|"
    r"(?:-|至|到|直到)\s*(?:长期|完工|完成|结束|竣工|招满|[收干做摘采种装卸活]完)"
)
_AT_ONCE = re.compile(r"即日|随时|马上|立即|即时|immediate|asap|now")
"""As soon as somebody comes: no day that could be named, and none that a second import should find changed."""
_SPAN = re.compile(r"(?<!\d)(\d{1,3})\s*(?:天|days?)(?!\d)")
_WEEKS = re.compile(r"(?<![\d第])(\d)\s*个?\s*(?:周|星期|礼拜|weeks?)(?![\d一二三四五六日天末])")
_WEEKEND_DAYS = re.compile(r"(周|星期|礼拜)六[、,和]?([日天])")
_UNTIL = re.compile(r"前|之前|为止|截止|截至|止|until|before|by\b|^到|^至")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_FOUR = re.compile(r"(\d{1,2})-(\d{1,2})\s*(?:-|至|到|to)\s*(\d{1,2})-(\d{1,2})")


class _NoDay(ValueError):
    pass


def read_days(text: str, *, today: date, epoch: date = EPOCH_1900) -> Days | None:
    """Understand one cell; None if it holds no day. `epoch` is day 0 of the spreadsheet's serial numbers.

    A day without a year is the nearest one that lies at most `LOOK_BACK_DAYS` back.
    """
    folded = _DOTS.sub("-", _WEEKDAY_AFTER.sub("", _ASIDE.sub("", loose(text)))).strip()
    try:
        return _serial(folded, epoch) or _dashed(folded, today) or _spoken(folded, today)
    except (_NoDay, OverflowError):
        return None


def _serial(folded: str, epoch: date) -> Days | None:
    found = _SERIAL.fullmatch(folded)
    if not found:
        return None
    days = int(found.group(1)) + (epoch - EPOCH_1900).days
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        raise _NoDay
    day = EPOCH_1900 + timedelta(days=days)
    return Days(day, day)


def _dashed(folded: str, today: date) -> Days | None:
    """`11-22` and `11-22至11-25`, where the dash stands between month and day."""
    whole = _FOUR.fullmatch(folded)
    if whole:
        numbers = [int(part) for part in whole.groups()]
        first = _date(None, numbers[0], numbers[1], today)
        return Days(first, _after(first, None, numbers[2], numbers[3]))
    single = _MONTH_DAY.fullmatch(folded)
    if single:
        day = _date(None, int(single.group(1)), int(single.group(2)), today)
        return Days(day, day)
    return None


def _spoken(folded: str, today: date) -> Days | None:
    weekend = re.search("周末|weekend", folded)
    if weekend and not _OPEN.search(folded):
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() < 6 else -1)
        return Days(max(saturday, today), saturday + timedelta(days=1))
    body = _TIME.sub(" ", folded)
    body = _numbered(_WEEKEND_DAYS.sub(r"\1六、\1\2", body))
    body = _WEEKS.sub(lambda weeks: f"{7 * int(weeks[1])}天", body)
    span = _SPAN.search(body)
    body = body if span is None else _SPAN.sub(" ", body, count=1)
    atoms = _joined(body, [_atom(found, today) for found in _ATOM.finditer(body)])
    open_ended = bool(_OPEN.search(folded))
    if not atoms:
        if open_ended:
            return Days(open_ended=True)
        return Days(today, today + timedelta(days=int(span.group(1)) - 1)) if span and int(span.group(1)) else None
    return _range(atoms, today, body, days=int(span.group(1)) if span else None, open_ended=open_ended)


def _numbered(body: str) -> str:
    """Chinese numbers in digits, but not the weekdays 周一 and 星期日."""
    return re.sub(
        r"(?:(?:周|星期|礼拜).)|[^周星礼]+|.",
        lambda run: run.group() if run.group()[0] in "周星礼" else with_digits(run.group()),
        body,
    )


def _atom(found: re.Match[str], today: date) -> _Atom:
    part = found.groupdict()
    start, end = found.span()
    if part["near"]:
        return _Atom(start, end, 0, fixed=today + timedelta(days=_NEAR_DAYS[part["near"]]))
    if part["wd"] or part["ewd"]:
        return _Atom(start, end, 0, fixed=_weekday(part, today), weekday=True)
    if part["a"]:
        year, month, day = _three(int(part["a"]), int(part["b"]), part["c"], today)
        return _Atom(start, end, day, month, year)
    if part["m5"] and int(part["m5"]) > MONTHS >= int(part["d5"]):
        return _Atom(start, end, int(part["m5"]), int(part["d5"]))
    if part["m8"]:
        first, last = _PARTS_OF_MONTH[part["part"] or ""]
        return _Atom(start, end, first, int(part["m8"]), last_day=last)
    year_text = part["y1"] or part["y2"] or part["y3"] or part["y6"] or part["y7"] or part["y10"]
    month_text = part["m1"] or part["m2"] or part["m3"] or part["m4"] or part["m5"]
    month_name = part["n1"] or part["n2"] or part["n3"]
    day_text = next((part[f"d{n}"] for n in range(1, 11) if n != 8 and part[f"d{n}"]), None)
    month_number = int(month_text) if month_text else _MONTHS[month_name] if month_name else None
    if day_text is None:
        return _Atom(start, end, 1, month_number, _year(year_text), last_day=_MONTH_END)
    return _Atom(start, end, int(day_text), month_number, _year(year_text))


_MONTH_END = 99
"""Stands for the last day of whichever month."""
_PARTS_OF_MONTH = {
    "": (1, _MONTH_END), "初": (1, 1), "底": (_MONTH_END, _MONTH_END), "末": (_MONTH_END, _MONTH_END),
    "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, _MONTH_END), "上": (1, 10), "中": (11, 20), "下": (21, _MONTH_END),
}  # fmt: skip


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _three(a: int, b: int, c: str, today: date) -> tuple[int, int, int]:
    """`26/11/22` as the Chinese write it, `11/22/2026` and `22/11/2026` as spreadsheets set to English do."""
    if len(c) == 2 and abs(a - today.year % 100) <= 1:
        return 2000 + a, b, int(c)
    year = int(c) if len(c) == 4 else 2000 + int(c)
    return (year, b, a) if a > 12 else (year, a, b)


def _weekday(part: dict[str, str | None], today: date) -> date:
    if part["ewd"]:
        wanted = next(n for n, name in enumerate(_EN_WEEKDAYS) if name.startswith(part["ewd"]))
        next_week = bool(part["enwd"])
    else:
        wanted, next_week = _WEEKDAYS[part["wd"] or ""], part["week"] == "下"
    if next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _joined(body: str, atoms: list[_Atom]) -> list[_Atom]:
    """Leave out bare numbers that are not tied to a day (`11月22日-25日` and `22-25日` yes, `明天 5个` no)."""
    kept: list[_Atom] = []
    atoms = _with_months_ahead(body, atoms)
    for atom, ahead in zip(atoms, _tied_ahead(body, atoms), strict=True):
        if not _is_bare(atom) or ahead or (kept and _TIED.fullmatch(body[kept[-1].end : atom.start])):
            kept.append(atom)
    return kept


def _is_bare(atom: _Atom) -> bool:
    return atom.month is None and atom.fixed is None


def _tied_ahead(body: str, atoms: list[_Atom]) -> list[bool]:
    """For each day, whether it says 日 or 号, or is tied to a bare one behind it that does: `22、23、24号`."""
    ahead = [bool(re.search("[日号]", body[atom.start : atom.end])) for atom in atoms]
    for index in range(len(atoms) - 2, -1, -1):
        following = atoms[index + 1]
        tied = _TIED.fullmatch(body[atoms[index].end : following.start])
        ahead[index] = ahead[index] or bool(tied and ahead[index + 1] and _is_bare(following))
    return ahead


def _with_months_ahead(body: str, atoms: list[_Atom]) -> list[_Atom]:
    """`22-25 Nov`: the month stands behind the last day only."""
    for index in range(len(atoms) - 2, -1, -1):
        atom, following = atoms[index], atoms[index + 1]
        english = "a" <= body[following.end - 1 : following.end] <= "z" or following.year
        tied = _TIED.fullmatch(body[atom.end : following.start])
        if _is_bare(atom) and tied and english and following.month:
            atoms[index] = replace(atom, month=following.month, year=following.year)
    return atoms


_TIED = re.compile(r"\s*(?:-+|至|到|to|thru|through|until|till|、|,|和|及|/|and|&)\s*")


def _range(atoms: list[_Atom], today: date, body: str, *, days: int | None, open_ended: bool) -> Days:
    first = _under_way(atoms, today) or _resolve(atoms[0], today)
    last = _last_of(atoms[0], first)
    for atom in atoms[1:]:
        last = _follow(atom, last)
    if _AT_ONCE.search(body):
        return Days(None, last if len(atoms) > 1 else None, open_ended=len(atoms) == 1)
    if len(atoms) > 1:
        return Days(first, last, open_ended=open_ended)
    if days:
        return Days(first, first + timedelta(days=days - 1))
    if open_ended or _OPEN_END.search(body):
        return Days(first, None, open_ended=True)
    if _UNTIL.search(body):
        return Days(None, last)
    return Days(first, last)


def _under_way(atoms: list[_Atom], today: date) -> date | None:
    """`18-25日` on the 20th began this month, not on the 18th of the next."""
    first, last = atoms[0], atoms[-1]
    if not all(map(_is_bare, atoms)) or not first.day <= today.day <= last.day:
        return None
    return _made(today.year, today.month, first.day)


def _resolve(atom: _Atom, today: date) -> date:
    if atom.fixed:
        return atom.fixed
    if atom.month is None:
        this_month = _made(today.year, today.month, atom.day)
        return this_month if this_month >= today else _next_month(this_month)
    if atom.day == _MONTH_END:
        return _month_end(_date(atom.year, atom.month, 1, today))
    return _date(atom.year, atom.month, atom.day, today)


def _last_of(atom: _Atom, first: date) -> date:
    if atom.last_day is None:
        return first
    return _month_end(first) if atom.last_day == _MONTH_END else first.replace(day=atom.last_day)


def _follow(atom: _Atom, before: date) -> date:
    if atom.fixed:
        weeks = max(-((atom.fixed - before).days // WEEK_DAYS), 0) if atom.weekday else 0
        return atom.fixed + timedelta(days=WEEK_DAYS * weeks)
    month = atom.month or before.month
    if (atom.last_day or atom.day) == _MONTH_END:
        return _month_end(_after(_month_end(before).replace(day=1), atom.year, month, 1))
    return _after(before, atom.year, month, atom.last_day or atom.day)


def _after(first: date, year: int | None, month: int, day: int) -> date:
    """The end of a range: in the first day's year, or over New Year if that makes a plausible span."""
    if year is not None:
        return _made(year, month, day)
    same_year = _made(first.year, month, day)
    if same_year >= first:
        return same_year
    next_year = _made(first.year + 1, month, day)
    return next_year if (next_year - first).days <= LONGEST_OVER_NEW_YEAR_DAYS else same_year


def _date(year: int | None, month: int, day: int, today: date) -> date:
    if year is not None:
        return _made(year, month, day)
    if (month, day) == (2, 29):
        year = next((y for y in range(today.year, today.year + 9) if y % 4 == 0), today.year)
        return _made(year, month, day)
    earliest = today - timedelta(days=LOOK_BACK_DAYS)
    near = (_made(today.year + offset, month, day) for offset in (-1, 0, 1))
    return next(day_there for day_there in near if day_there >= earliest)


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _NoDay from error


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _next_month(day: date) -> date:
    following = _month_end(day) + timedelta(days=1)
    return min(following.replace(day=1) + timedelta(days=day.day - 1), _month_end(following))
