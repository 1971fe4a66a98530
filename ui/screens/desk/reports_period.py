"""Which days a report is about: the usual ones by one touch, any others from one day to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.report import Period
from kiosk.errors import YizhanError
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.calendar import MonthCalendar
from ui.widgets.desk.day_field import DayField
from ui.widgets.desk.focus import follow_focus
from ui.widgets.desk.look import Look
from ui.widgets.desk.step_page import StepPage
from ui.widgets.desk.words import Words

YEAR = re.compile(r"\d{4}")


class Span(StrEnum):
    """The days that are asked for again and again."""

    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_YEAR = "this-year"
    TWELVE_MONTHS = "twelve-months"


def period_of(span: Span, today: date) -> Period:
    """Return the days of `span`; twelve months are whole ones, the present month being the last."""
    first = today.replace(day=1)
    match span:
        case Span.THIS_MONTH:
            return Period(first_day=first, last_day=today)
        case Span.LAST_MONTH:
            last = first - timedelta(days=1)
            return Period(first_day=last.replace(day=1), last_day=last)
        case Span.THIS_YEAR:
            return Period(first_day=first.replace(month=1), last_day=today)
        case Span.TWELVE_MONTHS:
            month = first.year * 12 + first.month - 12
            return Period(first_day=date(month // 12, month % 12 + 1, 1), last_day=today)


class PastDayField(DayField):
    """A day that has been: `12月1日` typed in November means last year's."""

    @property
    def day(self) -> date | None:
        day, today = super().day, self._look.today()
        if day is None or day <= today or YEAR.search(self.text):
            return day
        return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else None


class PeriodPage(StepPage):
    """From one day to another, typed or picked from a calendar. `chosen` carries the `Period`."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        texts, content = look.texts, self.content
        self._texts = texts
        self.title.say(texts("period-title"))
        self._from = PastDayField(look, f"{name}-from", texts("period-from"), content)
        self._to = PastDayField(look, f"{name}-to", texts("period-to"), content)
        self._problem = Words(f"{name}-problem", "", content, kind="problem")
        self._problem.hide()
        self._calendar = MonthCalendar(look, f"{name}-calendar", content)
        for part in (self._from, self._to, self._problem):
            self.first.addWidget(part)
        self.first.addStretch(1)
        self.second.addWidget(self._calendar)
        self._done = DeskButton(
            look, f"{name}-done", texts("period-done"), self, kind="primary", keys="Ctrl+Return", pressed=self._choose
        )
        self.foot.addWidget(self._done, 2)
        self.put_last(self._done)
        self._filled: PastDayField = self._from
        self._calendar.picked.connect(self._pick)
        follow_focus(self._follow)

    def begin(self, period: Period) -> None:
        """Begin with these days."""
        self._from.show_day(period.first_day)
        self._to.show_day(period.last_day)
        for field in (self._from, self._to):
            field.show_problem("")
        self._problem.say("")
        self._filled = self._from
        self._from.line.selectAll()
        self._from.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._calendar.show_day(period.first_day)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        for field in (self._from, self._to):
            if now is field.line:
                self._filled = field
                self._calendar.show_day(field.day)

    def _pick(self, day: date) -> None:
        """After the first day comes the last one."""
        self._filled.show_day(day)
        self._filled.show_problem("")
        if self._filled is self._from:
            self._to.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        first, last = self._from.day, self._to.day
        for field, day in ((self._from, first), (self._to, last)):
            field.show_problem("" if day else self._texts("day-problem"))
        if first is None or last is None:
            return
        try:
            period = Period(first_day=first, last_day=last)
        except YizhanError as error:
            self._problem.say(self._texts(error.key, **error.details))
            return
        self._problem.say("")
        self.chosen.emit(period)
