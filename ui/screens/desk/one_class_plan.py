"""Planning a class, or changing one: what, when, where, who teaches, how many seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.training import LONGEST_LINE, LONGEST_NOTE, LONGEST_TITLE, MOST_SEATS
from kiosk.domain.training import NewClass, TrainingClass
from kiosk.domain.typed import typed
from kiosk.errors import Refused, YizhanError
from ui.screens.desk.edit_draft import EditDraft
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
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


class ClassPlanScreen(DeskScreen):
    """`open` takes a class's id, or None for a new one."""

    place = Place.CLASS_PLAN

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._class_id = ""
        self._is_filling = self._is_saving = False
        self._form = PickedForm(look, "class-form", self)
        self._build_fields()
        self._build_pickers()
        self._arrange()
        self._draft = EditDraft(self, "class", fields=self._written, fill=self._fill)
        for field in self._fields.values():
            field.changed.connect(lambda _: self._touched())

    def _build_fields(self) -> None:
        look, texts, content = self.look, self.texts, self._form.content

        def label(name: str) -> str:
            return texts(f"classes-field-{name}")

        self._title = Field(look, "class-field-title", label("title"), content)
        self._trade = PickRow(look, "class-field-trade", label("trade"), texts("classes-every-trade"), content)
        self._day = DayField(look, "class-field-day", label("day"), content)
        self._starts = ClockField(look, "class-field-starts", label("starts"), content)
        self._ends = ClockField(look, "class-field-ends", label("ends"), content)
        self._where = Field(look, "class-field-place", label("place"), content)
        self._teacher = Field(look, "class-field-teacher", label("teacher"), content)
        self._seats = CountField(look, "class-field-seats", label("seats"), content, most=MOST_SEATS)
        self._note = Field(look, "class-field-note", label("note"), content)
        self._fields: dict[str, Field] = {
            "title": self._title, "day": self._day, "starts": self._starts, "ends": self._ends, "place": self._where,
            "teacher": self._teacher, "seats": self._seats, "note": self._note,
        }  # fmt: skip

    def _build_pickers(self) -> None:
        look, form = self.look, self._form
        self._trades = TradePicker(look, "class-trades", form.pickers, width_px=form.picker_width_px, several=False)
        self._days = DayPicker(look, "class-days", form.pickers, width_px=form.picker_width_px)
        self._clock = ClockPicker(look, "class-clock", form.pickers, width_px=form.picker_width_px)
        pad = Keypad(look, self._seats.line, form.pickers)
        form.pair(self._trades, self._trade, usual=True)
        form.pair(self._days, self._day)
        form.pair(self._clock, self._starts, self._ends)
        form.pair(pad, self._seats)
        self._trade.opened.connect(self._open_trades)
        self._trades.changed.connect(self._trade_picked)
        self._days.picked.connect(self._day.show_day)
        self._day.changed.connect(lambda _: self._days.show_day(self._day.day))
        self._clock.picked.connect(self._clock_picked)
        for field in (self._starts, self._ends):
            field.changed.connect(lambda _, field=field: self._clock.show_moment(field.moment))

    def _arrange(self) -> None:
        size, form = self.look.sizes, self._form
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.margin)
        grid.setVerticalSpacing(size.gap)
        one, two = (1, 2) if not form.is_narrow else (2, 2)
        pairs = ((self._starts, self._ends), (self._seats, self._trade))
        row = 0
        for fields in (
            (self._title,),
            (self._day,),
            pairs[0],
            (self._where,),
            pairs[1],
            (self._teacher,),
            (self._note,),
        ):
            for index, field in enumerate(fields):
                span = one if len(fields) > 1 else two
                grid.addWidget(field, row, 0 if span > 1 else index, 1, span, Qt.AlignmentFlag.AlignTop)
                row += 1 if span > 1 or index == len(fields) - 1 else 0
        for index in range(2):
            grid.setColumnStretch(index, 1)
        form.add(grid)
        form.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(form, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        foot.setSpacing(size.gap)
        foot.addWidget(
            DeskButton(
                self.look, "class-form-clear", self.texts("classes-clear"), self, keys="Alt+C", pressed=self._throw_away
            )
        )
        foot.addStretch(1)
        foot.addWidget(
            DeskButton(
                self.look, "class-save", self.texts("classes-save"), self, kind="primary", keys="Ctrl+Return",
                pressed=self._save,
            ),
            1,
        )  # fmt: skip
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        """Begin with the class as it is, or with what was left of a new one."""
        self._draft.leave()
        self._class_id = topic if isinstance(topic, str) else ""
        self._fill(EMPTY)
        if not self._class_id:
            self._draft.begin()
            return
        class_id = self._class_id
        self.ask(lambda desk: desk.training.get(class_id), self._begin)

    def leave(self) -> None:
        self._draft.leave()

    def first_focus(self) -> QWidget:
        return self._title.line

    def _begin(self, held: TrainingClass) -> None:
        if held.id != self._class_id:
            return
        self._fill(
            {
                "title": held.title,
                "trade": held.trade,
                "place": held.place,
                "teacher": held.teacher,
                "seats": str(held.seats),
                "note": held.note,
            }
        )
        self._is_filling = True
        self._day.show_day(held.day)
        self._starts.show_moment(held.starts)
        self._ends.show_moment(held.ends)
        self._is_filling = False
        self._draft.begin(held.id, held.version)

    def _touched(self) -> None:
        if not self._is_filling:
            for field in self._fields.values():
                field.show_problem("")
            self._draft.changed()

    def _written(self) -> dict[str, str]:
        fields = {name: field.text for name, field in self._fields.items()}
        day = self._day.day
        return {**fields, "day": day.isoformat() if day else fields["day"], "trade": self._trade_id}

    @property
    def _trade_id(self) -> str:
        return next(iter(self._trades.chosen), "")

    def _fill(self, fields: Mapping[str, str]) -> None:
        self._is_filling = True
        for name, field in self._fields.items():
            field.put(fields.get(name, ""))
            field.show_problem("")
        self._day.show_day(self._day.day) if self._day.day else None
        self._trades.choose([fields.get("trade", "")])
        self._show_trade()
        self._is_filling = False

    def _open_trades(self) -> None:
        self._form.show_picker(self._trades)
        self._trades.focus_first()

    def _trade_picked(self) -> None:
        self._show_trade()
        self._touched()

    def _show_trade(self) -> None:
        self._trade.show_picked(self.texts(f"trade-{self._trade_id}") if self._trade_id else "")

    def _clock_picked(self, moment: time) -> None:
        """The touch belongs to the end while that has the focus; a first beginning brings an end with it."""
        if self._ends.line.hasFocus():
            self._ends.show_moment(moment)
            return
        self._starts.show_moment(moment)
        if not self._ends.text:
            later = time(moment.hour + USUAL_HOURS, moment.minute) if moment.hour + USUAL_HOURS < 24 else LAST_MOMENT
            self._ends.show_moment(later)

    def _throw_away(self) -> None:
        """Empty the form of a new class, or take back what was typed into one that is there; undo brings it back."""
        before = self._written()
        self._draft.drop()
        self.told_on_screen(self.texts("classes-cleared"), lambda: self._bring(before))
        self.open(self._class_id or None)
        self.first_focus().setFocus()

    def _bring(self, before: Mapping[str, str]) -> None:
        self._fill(before)
        self._draft.changed()

    def _new_class(self) -> NewClass | None:
        """What stands in the form; None, with the problem told beside its field, where it cannot be saved."""
        day, starts, ends, seats = self._day.day, self._starts.moment, self._ends.moment, _count(self._seats.text)
        problems: list[tuple[Field, str]] = [
            (field, self.texts(key))
            for field, value, key in (
                (self._day, day, "day-problem"), (self._starts, starts, "clock-problem"),
                (self._ends, ends, "clock-problem"), (self._seats, seats, "classes-seats-problem"),
            )
            if value is None
        ]  # fmt: skip
        problems += [(field, problem) for field, most in self._longest() if (problem := self._unkeepable(field, most))]
        for field, problem in reversed(problems):
            field.show_problem(problem)
            field.line.setFocus()
        if problems or day is None or starts is None or ends is None or seats is None:
            return None
        return NewClass(
            title=self._title.text.strip(), day=day, starts=starts, ends=ends, place=self._where.text.strip(),
            seats=seats, trade=self._trade_id, teacher=self._teacher.text.strip(), note=self._note.text.strip(),
        )  # fmt: skip

    def _longest(self) -> tuple[tuple[Field, int], ...]:
        return (
            (self._title, LONGEST_TITLE), (self._where, LONGEST_LINE), (self._teacher, LONGEST_LINE),
            (self._note, LONGEST_NOTE),
        )  # fmt: skip

    def _unkeepable(self, field: Field, most: int) -> str:
        try:
            typed(field.text.strip(), most=most)
        except Refused as refused:
            return self.texts(refused.key, **refused.details)
        return ""

    def _save(self) -> None:
        new, class_id = self._new_class(), self._class_id
        if new is None or self._is_saving:
            return
        self._is_saving = True

        def saved(held: TrainingClass) -> None:
            self._is_saving = False
            self._draft.drop()
            self._fill(EMPTY)
            self.go(Place.MORE)
            self.go(Place.CLASSES)
            self.go(Place.CLASS, held.id)

        self.change(
            lambda desk: desk.training.change(class_id, new) if class_id else desk.training.plan(new),
            lambda held: self.texts("classes-saved", title=held.title),
            saved,
            failed=self._not_saved,
        )

    def _not_saved(self, error: YizhanError) -> bool:
        self._is_saving = False
        field = self._field_of(error.key)
        if isinstance(error, Refused) and field is not None:
            field.show_problem(self.texts(error.key, **error.details))
            field.line.setFocus()
            return True
        return False

    def _field_of(self, key: str) -> Field | None:
        match key:
            case "refused-class-unnamed":
                return self._where if self._title.text.strip() else self._title
            case "refused-class-ends-before":
                return self._ends
            case "refused-class-day-past":
                return self._day
            case "refused-class-seats" | "refused-seats-taken":
                return self._seats
        return None


EMPTY: Mapping[str, str] = {"seats": USUAL_SEATS}


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
