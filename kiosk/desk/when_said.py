"""Days and hours in one sentence, as an employer says them on the phone: `明天`, `27到29号 7点到17点`, `干3天`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from kiosk.desk.draft import PostingDraft
from kiosk.desk.exchange.day_words import Days, read_days
from kiosk.desk.exchange.folding import fold, loose
from kiosk.desk.exchange.hour_words import Hours, read_hours
from kiosk.desk.exchange.numerals import with_digits
from kiosk.desk.problems import Field, Problem, Reason, problem

TODAY_UNTIL = time(9)
"""Who rings before this and names no day means today; later, nobody would come in time any more."""
EVENING, NOON = time(17), time(12)
"""`今晚8点到12点` ends at midnight."""
SOON_DAYS = 60
"""`11-22` alone is the 22nd of November when that is so near, else the hours from 11 to 22 (as in `when_cells`)."""

_TODAY_AND_TOMORROW = ((re.compile("今(?=[早晚夜晨])"), "今天"), (re.compile("明(?=[早晚夜晨])"), "明天"))
_NOW = re.compile("马上|现在|立刻|立即|即刻|即时|now|asap")
_LENGTH = re.compile(r"(?:共|约|大概|大约|一共|先|只|就|要|得|为期|干|做)*(\d{1,3})个?(?:天|日|days?)(?:左右|的活|活)?")
_MONTH_DAY = re.compile(r"\d{1,2}-\d{1,2}")
_DAY_WORD = re.compile(r"月|号|周|礼拜|星期|底|初|末|旬|(?<!每)日")
_CLOCK_WORD = re.compile(r"\d\s*[:点时]")
_CLOCKS = re.compile(
    r"(?:每天|天天)?(?:凌晨|清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|早|晚)*\d{1,2}(?::\d{2}|[点时](?:半|\d{1,2}分?|[13]刻)?)"
    r"(?:开工|上工|上班|收工|下班)?(?:-|至|到)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenSaid:
    """Days and hours of work. `said` are the days that were named, without those that were put in for them."""

    first: date | None = None
    last: date | None = None
    said: tuple[date | None, date | None] = (None, None)
    hours: Hours = field(default_factory=Hours)
    problems: tuple[Problem, ...] = ()
    note: str = ""


def when_said(text: str, *, now: datetime, long_term_days: int) -> WhenSaid:
    """Understand `text` as somebody means it who says it at `now`.

    Without a day the work is today if it can still begin today, else tomorrow. `长期` is put up for `long_term_days`.
    Words that name neither a day nor an hour are a problem; words about the hours without a clock time are a note.
    """
    words = _with_whole_days(text)
    hours = _hours(words, now)
    days = _days(words, now, start=hours.start if hours else None)
    if days is None and (hours is None or _says_a_day(words)):
        return WhenSaid(hours=hours or Hours(), problems=(_unread(Field.FIRST_DAY, Reason.DAY_UNREADABLE, text),))
    hours_unread = bool(_CLOCK_WORD.search(with_digits(words))) and (hours is None or hours.start is None)
    problems = (_unread(Field.HOURS, Reason.HOURS_UNREADABLE, text),) if hours_unread else ()
    hours = hours or Hours()
    note = text.strip() if days is None and hours.start is None else ""
    usual = usual_day(hours.start, now)
    chosen = _chosen(days or Days(usual, usual), usual, long_term_days)
    return replace(chosen, hours=hours, note=note, problems=(*chosen.problems, *problems))


def usual_day(start: time | None, now: datetime) -> date:
    """Return the day that is meant when nobody names one: today while the work can still begin, else tomorrow."""
    in_time = now.time() < (start if start is not None else TODAY_UNTIL)
    return now.date() if in_time else now.date() + timedelta(days=1)


def is_over(draft: PostingDraft, now: datetime) -> bool:
    """Tell whether the hours of the draft's only day left have passed: no worker would ever see it."""
    start, end = draft.daily_start, draft.daily_end
    return draft.last_day == now.date() and start is not None and end is not None and start < end <= now.time()


def _with_whole_days(text: str) -> str:
    words = loose(text).strip()
    for short, whole in _TODAY_AND_TOMORROW:
        words = short.sub(whole, words)
    return words


def _hours(words: str, now: datetime) -> Hours | None:
    if not words:
        return Hours()
    if _MONTH_DAY.fullmatch(words) and _is_soon(read_days(words, today=now.date()), now.date()):
        return None
    hours = read_hours(words)
    if hours and hours.start and hours.start >= EVENING and hours.end == NOON:
        return replace(hours, end=time(0))
    return hours


def _is_soon(days: Days | None, today: date) -> bool:
    return bool(days and days.first and 0 <= (days.first - today).days <= SOON_DAYS)


def _days(words: str, now: datetime, *, start: time | None) -> Days | None:
    """The days that are named; None where none is."""
    today = now.date()
    if _NOW.fullmatch(words):
        return Days(today, today)
    without_clocks = _CLOCKS.sub("", with_digits(fold(words)))
    length = _LENGTH.fullmatch(without_clocks)
    if length:
        first = usual_day(start, now)
        return Days(first, first + timedelta(days=max(1, int(length[1])) - 1))
    days = read_days(words, today=today)
    if days and _MONTH_DAY.fullmatch(words) and not _is_soon(days, today):
        return None
    return days


def _says_a_day(words: str) -> bool:
    return bool(words) and bool(_DAY_WORD.search(_CLOCKS.sub("", with_digits(fold(words)))))


def _chosen(days: Days, usual: date, long_term_days: int) -> WhenSaid:
    """Put in the ends that were left open."""
    if days.last is not None:
        return WhenSaid(first=days.first or min(usual, days.last), last=days.last, said=(days.first, days.last))
    first = days.first or usual
    last = first + timedelta(days=long_term_days - 1)
    long_term = problem(Field.LAST_DAY, Reason.DAYS_LONG_TERM, last=f"{last}")
    return WhenSaid(first=first, last=last, said=(days.first, None), problems=(long_term,))


def _unread(where: Field, reason: Reason, text: str) -> Problem:
    return problem(where, reason, written=text)
