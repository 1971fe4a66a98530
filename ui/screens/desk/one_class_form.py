"""The form of a class: what, when, where, for whom, who teaches, how many seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.desk.training import LONGEST_LINE, LONGEST_NOTE, LONGEST_TITLE, MOST_SEATS
from kiosk.domain.training import NewClass, TrainingClass
from kiosk.domain.typed import typed
from kiosk.errors import Refused
from ui.widgets.desk.clock_field import ClockField, ClockPicker
from ui.widgets.desk.count_field import CountField
from ui.widgets.desk.day_field import DayField, DayPicker
from ui.widgets.desk.field import Field
from ui.widgets.desk.keypad import Keypad
from ui.widgets.desk.look import Look
from ui.widgets.desk.pick_row import PickRow
from ui.widgets.desk.picked_form import PickedForm
from ui.widgets.desk.trade_picker import TradePicker

USUAL_SEATS, USUAL_HOURS = "20", 2
LAST_MOMENT = time(23, 45)
EMPTY: Mapping[str, str] = {"seats": USUAL_SEATS}


class ClassForm(PickedForm):
    """`changed` follows each key and touch, and not what is filled in."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "class-form", parent)
        self._texts = look.texts
        self._is_filling = False
        self._build_fields(look)
        self._build_pickers(look)
        self._arrange(look)
        for field in self._fields.values():
            field.changed.connect(lambda _: self._touched())

    def _build_fields(self, look: Look) -> None:
        texts, content = self._texts, self.content

        def label(name: str) -> str:
            return texts(f"classes-field-{name}")

        self._title = Field(look, "class-field-title", label("title"), content)
        self._day = DayField(look, "class-field-day", label("day"), content)
        self._starts = ClockField(look, "class-field-starts", label("starts"), content)
        self._ends = ClockField(look, "class-field-ends", label("ends"), content)
        self._where = Field(look, "class-field-place", label("place"), content)
        self._seats = CountField(look, "class-field-seats", label("seats"), content, most=MOST_SEATS)
        self._trade = PickRow(look, "class-field-trade", label("trade"), texts("classes-every-trade"), content)
        self._teacher = Field(look, "class-field-teacher", label("teacher"), content, of_person=True)
        self._note = Field(look, "class-field-note", label("note"), content)
        self._fields: dict[str, Field] = {
            "title": self._title, "day": self._day, "starts": self._starts, "ends": self._ends, "place": self._where,
            "teacher": self._teacher, "seats": self._seats, "note": self._note,
        }  # fmt: skip

    def _build_pickers(self, look: Look) -> None:
        width = self.picker_width_px
        self._trades = TradePicker(look, "class-trades", self.pickers, width_px=width, several=False)
        self._days = DayPicker(look, "class-days", self.pickers, width_px=width)
        self._clock = ClockPicker(look, "class-clock", self.pickers, width_px=width)
        self.pair(self._trades, self._trade, usual=True)
        self.pair(self._days, self._day)
        self.pair(self._clock, self._starts, self._ends)
        self.pair(Keypad(look, self._seats.line, self.pickers), self._seats)
        self._trade.opened.connect(self._open_trades)
        self._trades.changed.connect(self._trade_picked)
        self._days.picked.connect(self._day.show_day)
        self._clock.picked.connect(self._clock_picked)
        self.entered.connect(self._show_in_picker)
        for field in (self._day, self._starts, self._ends):
            field.changed.connect(lambda _, field=field: self._show_in_picker(field))

    def _arrange(self, look: Look) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.sizes.margin)
        grid.setVerticalSpacing(look.sizes.gap)
        lines: list[tuple[QWidget, ...]] = [
            (self._title,), (self._day,), (self._starts, self._ends), (self._where,), (self._seats, self._trade),
            (self._teacher,), (self._note,),
        ]  # fmt: skip
        if self.is_narrow:
            lines = [(field,) for line in lines for field in line]
        for row, line in enumerate(lines):
            span = 2 // len(line)
            for column, field in enumerate(line):
                grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.add(grid)
        self.end()

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        return self._title.line

    def written(self) -> dict[str, str]:
        """Everything as it stands, to be kept as a draft; a day by its date."""
        fields = {name: field.text for name, field in self._fields.items()}
        day = self._day.day
        return {**fields, "day": day.isoformat() if day else fields["day"], "trade": self._trade_id}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in place of what stands here."""
        self._is_filling = True
        for name, field in self._fields.items():
            field.put(fields.get(name, ""))
            field.show_problem("")
        if self._day.day:
            self._day.show_day(self._day.day)
        self._trades.choose([fields.get("trade", "")])
        self._show_trade()
        self._is_filling = False

    def show_class(self, held: TrainingClass) -> None:
        """Put a class in place of what stands here."""
        self.fill(
            {
                "title": held.title,
                "day": held.day.isoformat(),
                "starts": f"{held.starts:%H:%M}",
                "ends": f"{held.ends:%H:%M}",
                "trade": held.trade,
                "place": held.place,
                "teacher": held.teacher,
                "seats": str(held.seats),
                "note": held.note,
            }
        )

    def new_class(self) -> NewClass | None:
        """What stands in the form; None, with the problem told beside its field, where it cannot be saved."""
        day, starts, ends, seats = self._day.day, self._starts.moment, self._ends.moment, _count(self._seats.text)
        problems: list[tuple[Field, str]] = [
            (field, self._texts(key))
            for field, value, key in (
                (self._day, day, "day-problem"), (self._starts, starts, "clock-problem"),
                (self._ends, ends, "clock-problem"), (self._seats, seats, "classes-seats-problem"),
            )
            if value is None
        ]  # fmt: skip
        problems += [(field, problem) for field, most in self._longest() if (problem := self._unkeepable(field, most))]
        for field, problem in reversed(problems):
            self._tell(field, problem)
        if problems or day is None or starts is None or ends is None or seats is None:
            return None
        return NewClass(
            title=self._title.text.strip(), day=day, starts=starts, ends=ends, place=self._where.text.strip(),
            seats=seats, trade=self._trade_id, teacher=self._teacher.text.strip(), note=self._note.text.strip(),
        )  # fmt: skip

    def show_refusal(self, refused: Refused) -> bool:
        """Say beside its field what a rule forbids; False where it is about none of them."""
        field = {
            "refused-class-unnamed": self._where if self._title.text.strip() else self._title,
            "refused-class-ends-before": self._ends,
            "refused-class-day-past": self._day,
            "refused-class-seats": self._seats,
            "refused-seats-taken": self._seats,
        }.get(refused.key)
        if field is not None:
            self._tell(field, self._texts(refused.key, **refused.details))
        return field is not None

    def _tell(self, field: Field, problem: str) -> None:
        field.show_problem(problem)
        field.line.setFocus()

    def _longest(self) -> tuple[tuple[Field, int], ...]:
        return (
            (self._title, LONGEST_TITLE), (self._where, LONGEST_LINE), (self._teacher, LONGEST_LINE),
            (self._note, LONGEST_NOTE),
        )  # fmt: skip

    def _unkeepable(self, field: Field, most: int) -> str:
        try:
            typed(field.text.strip(), most=most)
        except Refused as refused:
            return self._texts(refused.key, **refused.details)
        return ""

    def _touched(self) -> None:
        if not self._is_filling:
            for field in self._fields.values():
                field.show_problem("")
            self.changed.emit()

    @property
    def _trade_id(self) -> str:
        return next(iter(self._trades.chosen), "")

    def _open_trades(self) -> None:
        self.show_picker(self._trades)
        self._trades.focus_first()

    def _trade_picked(self) -> None:
        self._show_trade()
        self._touched()

    def _show_trade(self) -> None:
        self._trade.show_picked(self._texts(f"trade-{self._trade_id}") if self._trade_id else "")

    def _show_in_picker(self, field: QWidget) -> None:
        """A picker marks what stands in the field that has the focus."""
        if field is self._day:
            self._days.show_day(self._day.day)
        elif isinstance(field, ClockField) and field.line.hasFocus():
            self._clock.show_moment(field.moment)

    def _clock_picked(self, moment: time) -> None:
        """The touch belongs to the end while that has the focus; a first beginning brings an end with it."""
        if self._ends.line.hasFocus():
            self._ends.show_moment(moment)
            return
        self._starts.show_moment(moment)
        if not self._ends.text:
            later = time(moment.hour + USUAL_HOURS, moment.minute) if moment.hour + USUAL_HOURS < 24 else LAST_MOMENT
            self._ends.show_moment(later)


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
