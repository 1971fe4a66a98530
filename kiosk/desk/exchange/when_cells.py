"""The days and hours of a row, out of up to six cells that people fill in every possible way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from kiosk.desk.exchange.day_words import Days, read_days
from kiosk.desk.exchange.folding import fold
from kiosk.desk.exchange.hour_words import Hours, read_hours
from kiosk.desk.exchange.numerals import with_digits
from kiosk.desk.problems import Field, Problem, Reason, problem

_ONLY_DAYS = re.compile(r"(?:共|约|为期|预计)?(\d{1,3})(?:\.0+)?个?(天|日|days?|周|星期|礼拜|weeks?)?(?:左右)?")
_WEEK = re.compile("周|星期|礼拜|week")
WEEK_DAYS = 7
_HAS_CLOCK = re.compile(r"\d\s*[:：点]|\d\s*[ap]\.?m|早\s*\d+\s*晚\s*\d", re.IGNORECASE)
_MONTH_DAY = re.compile(r"\d{1,2}-\d{1,2}")
SOON_DAYS = 60
"""`11-22` alone below `时间` is the 22nd of November when that is so near, else the hours from 11 to 22."""
_MAY_BE_DAY = re.compile(r"[月号/]|\d-\d\d?-\d|今|明|后天|长期")

DaysSaid = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days and hours of work. `said` are the days that the writer named, without those chosen here for him."""

    first: date | None = None
    last: date | None = None
    said: DaysSaid = (None, None)
    hours: Hours = field(default_factory=Hours)
    problems: tuple[Problem, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WhenCells:
    """Both ends in one cell (`days`, `hours`), or each in its own."""

    days: str = ""
    first: str = ""
    last: str = ""
    hours: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class WhenReader:
    """Reads such cells as of `today`; `epoch` is day 0 of the file's serial numbers."""

    today: date
    epoch: date
    long_term: timedelta

    def read(self, days: str, first: str, last: str, hours: str, start: str, end: str) -> When:
        """Understand the cells together: a time of day may stand among the days, and the days among the hours."""
        cells = self._without_clocks(WhenCells(days, first, last, hours, start, end))
        problems: list[Problem] = []
        found, note = self._hours(cells, (days, first, last), problems)
        begin, finish, said = self._chosen(self._days_said(cells, problems), problems)
        return When(first=begin, last=finish, said=said, hours=found, problems=tuple(problems), note=note)

    def _read_days(self, text: str) -> Days | None:
        return read_days(text, today=self.today, epoch=self.epoch)

    def _without_clocks(self, cells: WhenCells) -> WhenCells:
        """`开工时间` may hold nothing but `6:00`: that is a time of day and says nothing about days."""
        days, first, last = (
            "" if self._is_only_clock(text) else text for text in (cells.days, cells.first, cells.last)
        )
        start, end = cells.start, cells.end
        if not cells.hours:
            start = start or (cells.first if not first else "")
            end = end or (cells.last if not last else "")
        return replace(cells, days=days, first=first, last=last, start=start, end=end)

    def _is_only_clock(self, text: str) -> bool:
        if not _HAS_CLOCK.search(text) or self._read_days(text) is not None:
            return False
        return read_hours(text) is not None

    def _hours(self, cells: WhenCells, beside: tuple[str, str, str], problems: list[Problem]) -> tuple[Hours, str]:
        """The hours, and the words about them that hold no clock time (`夜班`, `8小时`)."""
        if cells.start or cells.end:
            return _from_two(cells.start, cells.end, problems), ""
        if not cells.hours:
            return _beside_days(beside), ""
        hours = read_hours(cells.hours)
        if _MONTH_DAY.fullmatch(cells.hours) and self._are_days(cells):
            return Hours(), ""
        if hours is not None:
            return hours, "" if hours.start or self._are_days(cells) else cells.hours
        if self._read_days(cells.hours) is not None:
            return Hours(), ""
        problems.append(problem(Field.HOURS, Reason.HOURS_UNREADABLE, written=cells.hours))
        return Hours(), cells.hours

    def _days_said(self, cells: WhenCells, problems: list[Problem]) -> Days | None:
        days, first, last = cells.days, cells.first, cells.last
        if self._are_days(cells):
            days = cells.hours
        both, begin, end = (self._read_days(text) if text else None for text in (days, first, last))
        of_field = ((Field.FIRST_DAY, days, both), (Field.FIRST_DAY, first, begin), (Field.LAST_DAY, last, end))
        unread = [
            problem(where, Reason.DAY_UNREADABLE, written=text)
            for where, text, read in of_field
            if text and read is None and not ((begin or both) and _length(text))
        ]
        problems.extend(unread)
        return None if unread else _together(both, begin, end, days=days, last_text=last)

    def _are_days(self, cells: WhenCells) -> bool:
        """Whether the cell for hours is the only one that names the days."""
        if cells.days or cells.first or cells.last:
            return False
        if _MONTH_DAY.fullmatch(cells.hours):
            named = self._read_days(cells.hours)
            return bool(named and named.first and 0 <= (named.first - self.today).days <= SOON_DAYS)
        return bool(_MAY_BE_DAY.search(cells.hours)) and self._read_days(cells.hours) is not None

    def _chosen(self, said: Days | None, problems: list[Problem]) -> tuple[date | None, date | None, DaysSaid]:
        """Put in what was left open, with a warning: a start today, an end `long_term` later."""
        if said is None:
            return None, None, (None, None)
        if said.last is not None:
            first = said.first or min(self.today, said.last)
            return first, said.last, (said.first, said.last)
        last = max(said.first or self.today, self.today) + self.long_term
        named = said.open_ended or said.first is not None
        reason = Reason.DAYS_LONG_TERM if named else Reason.DAYS_MISSING
        problems.append(problem(Field.LAST_DAY, reason, last=f"{last}"))
        return said.first or self.today, last, (said.first, None)


def _from_two(start: str, end: str, problems: list[Problem]) -> Hours:
    both = read_hours(f"{start} - {end}") if start and end else None
    if both and both.start and both.end:
        return both
    first = read_hours(start) if start else Hours()
    last = read_hours(end) if end else Hours()
    if first is None or last is None:
        written = f"{start} {end}".strip()
        problems.append(problem(Field.HOURS, Reason.HOURS_UNREADABLE, written=written))
        return Hours(first.start if first else None, last.start if last else None)
    return Hours(first.start, last.end or last.start or first.end)


def _beside_days(texts: tuple[str, str, str]) -> Hours:
    """`11月22日6:00-17:30`, or `2026-11-22 06:00` and `2026-11-25 17:30` in two cells; midnight is no time there."""
    found = [hours for text in texts if _HAS_CLOCK.search(text) and (hours := read_hours(text))]
    starts = [hours.start for hours in found if hours.start and hours.start != time(0, 0)]
    ends: list[time | None] = [hours.end for hours in found if hours.end]
    if not starts:
        return Hours()
    return Hours(starts[0], ends[-1] if ends else (starts[-1] if len(starts) > 1 else None))


def _together(both: Days | None, begin: Days | None, end: Days | None, *, days: str, last_text: str) -> Days:
    """One stretch out of the days' cell, the first day's and the last day's."""
    first = (begin.first if begin else None) or (both.first if both else None)
    length = _length(last_text) or (_length(days) if begin else 0)
    if first and length:
        return Days(first, first + timedelta(days=length - 1))
    if end is not None and end.open_ended:
        return Days(first, None, open_ended=True)
    last = (end.last or end.first if end else None) or _own_last(begin or both) or _own_last(both)
    open_ended = any(one.open_ended for one in (both, begin, end) if one)
    if last is None and not open_ended:
        last = first
    return Days(first, last, open_ended=open_ended)


def _own_last(days: Days | None) -> date | None:
    return days.last if days else None


def _length(text: str) -> int:
    """`3天`, or a bare 3 below `天数`: how many days; 0 if the cell says something else."""
    found = _ONLY_DAYS.fullmatch(with_digits(fold(text)))
    if not found or found.group(2) == "日":
        return 0
    return int(found.group(1)) * (WEEK_DAYS if _WEEK.match(found.group(2) or "") else 1)
