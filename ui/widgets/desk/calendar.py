"""A month of days, each a touch, for whichever field has the focus."""

from __future__ import annotations

import calendar
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import ChoiceButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

WEEKS, WEEK = 6, 7
BACK, ON = "‹", "›"


class MonthCalendar(QWidget):
    """Shows one month, Monday first; days to come cannot be touched. `picked` carries a `date`."""

    picked = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._name = look, name
        self._month, self._marked = look.today().replace(day=1), date.min
        self._title = Words(f"{name}-month", "", self, kind="strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = DeskButton(look, f"{name}-back", BACK, self, kind="key", pressed=lambda: self._turn(-1))
        self._on = DeskButton(look, f"{name}-on", ON, self, kind="key", pressed=lambda: self._turn(1))
        self._back.setAccessibleName(look.texts("calendar-back"))
        self._on.setAccessibleName(look.texts("calendar-on"))
        self._days = [self._day(place) for place in range(WEEKS * WEEK)]
        head = QHBoxLayout()
        head.setSpacing(look.sizes.gap)
        for part, share in ((self._back, 0), (self._title, 1), (self._on, 0)):
            head.addWidget(part, share)
        for button in (self._back, self._on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumWidth(look.sizes.target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap // 2)
        column.addLayout(head)
        column.addLayout(self._grid())
        column.addStretch(1)
        self.show_day(look.today())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._look.sizes.gap // 2)
        for weekday in range(WEEK):
            words = self._look.texts(f"day-weekday-{weekday + 1}")
            label = Words(f"{self._name}-weekday-{weekday + 1}", words, self, kind="small", wraps=False)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(label, 0, weekday)
            grid.setColumnStretch(weekday, 1)
        for place, button in enumerate(self._days):
            grid.addWidget(button, 1 + place // WEEK, place % WEEK)
        return grid

    def _day(self, place: int) -> ChoiceButton:
        button = ChoiceButton(self)
        button.setProperty("kind", "choice")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: self._touched(place))
        return button

    def show_day(self, day: date | None) -> None:
        """Turn to the month of `day` and mark it."""
        self._marked = day or date.min
        if day is not None:
            self._month = min(day, self._look.today()).replace(day=1)
        self._show()

    def _turn(self, months: int) -> None:
        number = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(number // 12, number % 12 + 1, 1)
        self._show()

    def _show(self) -> None:
        month, today, texts = self._month, self._look.today(), self._look.texts
        name = texts(f"month-{month.month}")
        self._title.setText(texts("calendar-month", year=str(month.year), month=str(month.month), month_name=name))
        self._back.setEnabled(month.year > date.min.year)
        self._on.setEnabled((month.year, month.month) < (today.year, today.month))
        days = calendar.monthrange(month.year, month.month)[1]
        before = month.weekday()
        for place, button in enumerate(self._days):
            number = place - before + 1
            is_here = 1 <= number <= days
            button.setText(str(number) if is_here else "")
            button.setObjectName(f"{self._name}-{month.replace(day=number)}" if is_here else "")
            button.setVisible(is_here)
            button.setEnabled(is_here and month.replace(day=number) <= today)
            button.setChecked(is_here and month.replace(day=number) == self._marked)

    def _touched(self, place: int) -> None:
        day = self._month.replace(day=place - self._month.weekday() + 1)
        self.show_day(day)
        self.picked.emit(day)
