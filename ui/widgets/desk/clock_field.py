"""A time of day: by two touches, or by what somebody types."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.exchange.hour_words import read_hours
from kiosk.texts.phrases import clock_text
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.field import Field
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

HOURS = range(6, 22)
MINUTES = (0, 15, 30, 45)
IN_A_ROW, MINUTES_IN_A_ROW = 4, 4
WIDE_MM = 150.0
LONGEST_TIME = 20


class ClockField(Field):
    """A line that understands `8:30`, `8点半`, `下午2点`, and a bare hour."""

    def __init__(self, look: Look, name: str, label: str, parent: QWidget) -> None:
        super().__init__(look, name, label, parent, hint=look.texts("clock-hint"))
        self.line.left.connect(self._read)

    @property
    def moment(self) -> time | None:
        """The time that stands there; None for none, and for what is no time."""
        text = self.text.strip()
        if not text or len(text) > LONGEST_TIME:
            return None
        if text.isascii() and text.isdigit() and int(text) < 24:
            return time(int(text))
        hours = read_hours(text)
        return None if hours is None else hours.start

    def show_moment(self, moment: time | None) -> None:
        """Put a time in place of what was typed."""
        self.put("" if moment is None else clock_text(moment))

    def _read(self) -> None:
        if self.moment is not None:
            self.show_moment(self.moment)


class ClockPicker(QWidget):
    """Hours above, quarters of an hour below. `picked` carries a `time`."""

    picked = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget, *, width_px: int) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        columns = 2 * IN_A_ROW if width_px >= look.px(WIDE_MM) else IN_A_ROW
        hours = [Option(str(hour), look.texts("clock-hour", hour=str(hour))) for hour in HOURS]
        minutes = [Option(str(minute), look.texts("clock-minute", minute=f"{minute:02d}")) for minute in MINUTES]
        self._hours = Choice(look, f"{name}-hour", hours, self, columns=columns, takes_focus=False)
        self._minutes = Choice(look, f"{name}-minute", minutes, self, columns=MINUTES_IN_A_ROW, takes_focus=False)
        for choice in (self._hours, self._minutes):
            choice.changed.connect(self._touched)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.sizes.gap)
        column.addWidget(Words(f"{name}-title", look.texts("clock-title"), self, kind="strong"))
        column.addWidget(self._hours)
        column.addWidget(self._minutes)
        column.addStretch(1)

    def show_moment(self, moment: time | None) -> None:
        """Mark what the field says already."""
        self._hours.choose("" if moment is None else str(moment.hour))
        self._minutes.choose("" if moment is None else str(moment.minute))

    def _touched(self) -> None:
        if self._hours.one:
            self.picked.emit(time(int(self._hours.one), int(self._minutes.one or 0)))
