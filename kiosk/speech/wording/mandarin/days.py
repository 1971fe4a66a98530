"""Dates in Mandarin: 11月22日 -> 十一月二十二号, with 今天, 明天 or 后天 before it when it is that day."""

from __future__ import annotations

import re
from datetime import date

from kiosk.speech.wording.mandarin.measures import DASH, QUANTITY, TO
from kiosk.speech.wording.mandarin.numerals import cardinal, digits

YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
BEFORE = r"(?:日期|时间|工期|开工|上工|到岗|自|从|截止|截至|于|在|今天|明天|后天)[:： ]?"
AFTER = r"(?=\s?[（(]?(?:周|星期|礼拜)|\s?(?:开工|上工|开始|截止|之?前|起|到岗|进场|出发|集合))"

ISO = re.compile(
    rf"(?<![\d.])(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>{MONTH})(?P=mark)(?P<day>{DAY})(?!\d|(?P=mark)\d(?!\d{{3}}))"
)
COMPACT = re.compile(r"(?<![\d.])(?P<year>20[2-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d.])")
FULL = re.compile(
    rf"(?<!\d)(?:(?P<year>\d{{4}}|\d\d)\s?年\s?)?(?P<month>{MONTH})\s?月\s?(?P<day>{DAY})(?:\s?[日号]|(?![\d.]))"
)
YEAR_MONTH = re.compile(
    rf"(?<!\d)(?:(?P<year>{YEAR})[-/.](?P<m1>0[1-9]|1[0-2])(?![\d/.-])"
    rf"|(?P<of>{YEAR}|\d\d)\s?年\s?(?P<m2>{MONTH})\s?月(?!\d))"
)
YEAR_ALONE = re.compile(rf"(?<!\d)(?P<year>{YEAR})\s?(?=年(?!经验|工龄)|届|级|学年)")
YEARS = re.compile(rf"(?<!\d)(?P<first>{YEAR}){DASH}(?P<last>{YEAR})\s?(?=学?年)")
LUNAR = re.compile(
    rf"(?:(?P<era>农历|阴历|旧历)\s?(?P<month>{MONTH})\s?月|(?P<named>正月|冬月|腊月))(?P<day>{DAY})[日号]?(?!\d)"
)
SHORT_SPAN = re.compile(
    rf"(?<![\d./:-])(?P<m1>{MONTH})(?P<mark>[/.])(?P<d1>{DAY}){TO}(?P<m2>{MONTH})(?P=mark)(?P<d2>{DAY})"
    rf"(?![\d./:%]|\s?(?:{QUANTITY}|[kKmM]))"
)
LEADS = re.compile(f"{BEFORE}$")
"""What makes a date of `4.5-5.5`, which else is said with points."""
DASHED_SPAN = re.compile(
    rf"(?<![\d./:-])(?P<m1>1[0-2]|0?[1-9])-(?P<d1>{DAY})\s?[~–至到]\s?(?P<m2>1[0-2]|0?[1-9])-(?P<d2>{DAY})(?![\d./:%-]|\s?{QUANTITY})"
)
NUMERIC = re.compile(
    r"(?:^|(?<=[\s，。；：、,;:(（]))(?P<month>1[0-2]|0[1-9])/(?P<day>3[01]|[12]\d|0[1-9])(?=$|[\s，。；、,;)）]|[上下中]午|[早晚])"
)
COUNTED = re.compile(r"(?:已[报招录满到]|报名|名额|人数|到岗|完成|进度|音量|剩余)[:：]?\s?$")
"""After these `10/12` is ten of twelve."""
SHORT = re.compile(
    rf"(?P<before>{BEFORE})(?P<m1>{MONTH})[/.](?P<d1>{DAY})(?![\d./:]|\s?[元块万千米公斤天小人])|"
    rf"(?<![\d./:-])(?P<m2>{MONTH})[/.](?P<d2>{DAY})(?:[日号]|{AFTER})"
)
DAY_SPAN = re.compile(
    rf"(?<![\d.])(?P<first>{DAY})(?P<own>[日号]?){DASH}(?P<last>{DAY})(?P<mark>[日号])(?!楼|线|院|门|内)"
)
DAY_ALONE = re.compile(rf"(?<![\d.])(?P<day>{DAY})\s?日(?!内|之内|后|游|元|\d[结餐])")
WEEKDAY = re.compile(
    r"(?P<week>周|星期|礼拜)(?P<day>[1-7])(?!\d|[天年个岁次顿班趟件份元块名位人斤]|小时|钟头|[-–~到至]\d+[天年个次])"
)
DECADE = re.compile(r"(?<![\d.])[05-9][05](?=后(?![天年月个来]))")
FESTIVAL = re.compile(r"(?<![\d.])(?P<month>1?\d)\.(?P<day>[1-3]?\d)(?=\w{0,3}?(?:节|假期))")
SAID = "[一二三四五六七八九十]"
FROM_TO = re.compile(
    rf"(?:(?<=[号月周])|(?<=(?:周|期|拜)[一二三四五六日天])|(?<=[今明后昨]天|月[底初]|年底|[上下中]午|[早晚]上))(?:{DASH}|至)"
    rf"(?=第?{SAID}{{1,3}}[月号]|二零{SAID}|周|星期|礼拜|[今明后]天|[次明来]年|月底|年底|[上下中]午|晚上|傍晚|节前|年前)"
)
RELATIVE = (("今天", 0), ("明天", 1), ("后天", 2))
NEAR = 60
"""Characters within which a text that says 明天 itself need not be told; a page with dates on and on costs no more."""
SPAN_STARTS = re.compile(rf"(?:{DASH}|\s?[到至])")
END_OF_SPAN = re.compile(r"(?:[到至–~]|-)\s?$")


def days_spoken(text: str, *, today: date) -> str:
    """Return `text` with its dates in words; a date that is today or soon says so, unless the text does already."""

    def full(match: re.Match[str]) -> str:
        fields = match.groupdict()
        return _date(match, year=fields["year"], month=fields["month"], day=fields["day"], today=today)

    def short(match: re.Match[str]) -> str:
        month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
        return (match["before"] or "") + _date(match, year=None, month=month, day=day, today=today)

    def numeric(match: re.Match[str]) -> str:
        if COUNTED.search(match.string[max(0, match.start() - 5) : match.start()]):
            return match.group()
        return _date(match, year=None, month=match["month"], day=match["day"], today=today)

    def short_span(match: re.Match[str]) -> str:
        if not re.search(r"\d\d|/", match.group()) and not LEADS.search(
            match.string[max(0, match.start() - 4) : match.start()]
        ):
            return match.group()
        first = _date(match, year=None, month=match["m1"], day=match["d1"], today=today)
        return f"{first}到{_plain_date(year=None, month=match['m2'], day=match['d2'])}"

    if "月" in text:
        text = LUNAR.sub(_lunar, text)
    text = COMPACT.sub(full, ISO.sub(full, FESTIVAL.sub(_festival, text)))
    text = SHORT.sub(short, SHORT_SPAN.sub(short_span, text))
    if "-" in text:
        text = DASHED_SPAN.sub(short_span, text)
    if "/" in text:
        text = NUMERIC.sub(numeric, text)
    text = DAY_SPAN.sub(_day_span, FULL.sub(full, text))
    text = DECADE.sub(lambda match: digits(match.group()), text)
    text = YEARS.sub(lambda match: f"{digits(match['first'])}到{digits(match['last'])}", text)
    text = YEAR_MONTH.sub(_year_month, text)
    text = YEAR_ALONE.sub(lambda match: digits(match["year"]), text)
    return WEEKDAY.sub(_weekday, DAY_ALONE.sub(lambda match: _day(match["day"]), text))


def spans_spoken(text: str) -> str:
    """Return `text` with 到 for the dash between two days in words: `周一-周五`, `今天–十一月二十五号`."""
    return FROM_TO.sub("到", text)


def _date(match: re.Match[str], *, year: str | None, month: str, day: str, today: date) -> str:
    said = _plain_date(year=year, month=month, day=day)
    name = _relative(year=year, month=int(month), day=int(day), today=today)
    before = match.string[max(0, match.start() - NEAR) : match.start()]
    after = match.string[match.end() : match.end() + NEAR]
    if not name or name in before or name in after or END_OF_SPAN.search(before):
        return said
    starts_span = SPAN_STARTS.match(after)
    return f"{name}{said}" if starts_span or match.re in (SHORT_SPAN, DASHED_SPAN) else f"{name}，{said}"


def _festival(match: re.Match[str]) -> str:
    """`5.1劳动节` -> 五一劳动节."""
    return cardinal(int(match["month"])) + cardinal(int(match["day"]))


def _lunar(match: re.Match[str]) -> str:
    """`农历10月8日` -> 农历十月初八: no day of the calendar that today is told by."""
    month = f"{match['era']}{cardinal(int(match['month']))}月" if match["era"] else match["named"]
    return f"{month}{'初' if int(match['day']) <= 10 else ''}{cardinal(int(match['day']))}"


def _plain_date(*, year: str | None, month: str, day: str) -> str:
    return (f"{digits(year)}年" if year else "") + f"{cardinal(int(month))}月{_day(day)}"


def _relative(*, year: str | None, month: int, day: int, today: date) -> str:
    for name, ahead in RELATIVE:
        there = today.toordinal() + ahead
        soon = date.fromordinal(min(there, date.max.toordinal()))
        if (soon.month, soon.day) == (month, day) and year in (
            None,
            str(soon.year),
            f"{soon.year % 100:02d}",
        ):
            return name
    return ""


def _day(day: str) -> str:
    return f"{cardinal(int(day))}号"


def _day_span(match: re.Match[str]) -> str:
    first = cardinal(int(match["first"]))
    return f"{first}{'号' if match['own'] else ''}到{_day(match['last'])}"


def _year_month(match: re.Match[str]) -> str:
    return f"{digits(match['year'] or match['of'])}年{cardinal(int(match['m1'] or match['m2']))}月"


def _weekday(match: re.Match[str]) -> str:
    name = "日" if match["day"] == "7" else cardinal(int(match["day"]))
    return match["week"] + name
