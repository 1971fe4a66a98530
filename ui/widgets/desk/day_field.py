"""A day: one of the next fourteen by touch, or any by what somebody types."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.exchange.day_words import read_days
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import long_day
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

DAYS_AHEAD = 14
IN_A_ROW = (7, 5, 4, 3, 2)
MONTH_LETTERS = 3
LONGEST_DAY = 40
"""Characters; a longer text is no day."""


class DayField(Field):
    """A line that shows a day in words and understands one that is typed (`明天`, `12月1日`, `12-1`)."""

    def __init__(self, look: Look, name: str, label: str, parent: QWidget) -> None:
        super().__init__(look, name, label, parent, hint=look.texts("day-hint"))
        self._look = look
        self._shown: tuple[str, date | None] = ("", None)
        self.line.left.connect(self._read)

    @property
    def day(self) -> date | None:
        """The day that stands there; None for none, and for what is no day."""
        text = self.text.strip()
        if text == self._shown[0]:
            return self._shown[1]
        days = read_days(text, today=self._look.today()) if 0 < len(text) <= LONGEST_DAY else None
        return None if days is None else days.first or days.last

    def show_day(self, day: date | None) -> None:
        """Put a day in place of what was typed."""
        text = "" if day is None else long_day(day, self._look.texts, today=self._look.today())
        self._shown = (text, day)
        self.put(text)

    def _read(self) -> None:
        if self.day is not None:
            self.show_day(self.day)


class DayPicker(QWidget):
    """The next fourteen days as buttons for whichever field has the focus. `picked` carries a `date`."""

    picked = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._offered = look, date.min
        widest = max(look.text_width(text) for text in _examples(look.texts)) + 2 * look.sizes.padding
        room = width_px // (widest + look.sizes.gap)
        columns = next((each for each in IN_A_ROW if each <= room), IN_A_ROW[-1])
        self._choice = Choice(look, f"{name}-day", [], self, columns=columns, takes_focus=False)
        self._choice.changed.connect(self._touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        column.addWidget(Words(f"{name}-title", look.texts("day-title"), self, kind="strong"))
        column.addWidget(self._choice)
        column.addStretch(1)
        self.show_day(None)

    def show_day(self, day: date | None) -> None:
        """Mark what the field says already."""
        today = self._look.today()
        if today != self._offered:
            self._offered = today
            days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
            self._choice.offer([Option(f"{each}", short_day(each, self._look.texts, today=today)) for each in days])
        self._choice.choose(f"{day}")

    def _touched(self) -> None:
        if self._choice.one:
            self.picked.emit(date.fromisoformat(self._choice.one))


def short_day(day: date, texts: Texts, *, today: date) -> str:
    """`今天`, `明天`, `23日 周一`, `12月1日`: as short as a button must be."""
    ahead = (day - today).days
    if ahead < 2:
        return texts("day-is-today" if ahead == 0 else "day-is-tomorrow")
    if day.day == 1:
        return texts("day-first", month=str(day.month), month_name=texts(f"month-{day.month}")[:MONTH_LETTERS])
    plain = texts("day-of-month", day=str(day.day))
    return texts("day-with-weekday", day=plain, weekday=texts(f"day-weekday-{day.isoweekday()}"))


def _examples(texts: Texts) -> list[str]:
    """What stands on a button at its widest."""
    saturday, first = date(2026, 11, 28), date(2026, 12, 1)
    return [short_day(day, texts, today=date(2026, 11, 21)) for day in (saturday, first)] + [texts("day-is-tomorrow")]
