"""The classes that are to be held, each with the seats that are left; and those that were."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.training import ClassState, TrainingClass
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.day_field import long_day
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

UPCOMING, PAST = "upcoming", "past"
COLUMNS = (("title", 1), ("when", 0), ("place", 1), ("seats", 0))
LINES_IN_A_ROW = 2


class ClassesScreen(DeskScreen):
    """A row of two lines a class; Enter or a touch opens it."""

    place = Place.CLASSES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._shown = UPCOMING
        self._filter = Choice(
            look, "classes-show", [Option(each, self.texts(f"classes-show-{each}")) for each in (UPCOMING, PAST)], self,
            columns=2,
        )  # fmt: skip
        self._filter.choose(UPCOMING)
        self._filter.changed.connect(self._filtered)
        columns = [Column(self.texts(f"classes-column-{name}"), weight) for name, weight in COLUMNS]
        self._rows = Rows(look, "classes-rows", columns, self)
        size = look.sizes
        self._rows.setWordWrap(True)
        self._rows.verticalHeader().setDefaultSectionSize(LINES_IN_A_ROW * size.body * 3 // 2 + size.padding)
        self._rows.chosen.connect(lambda key: self.go(Place.CLASS, key))
        self._words = Words("classes-words", "", self, kind="strong")
        new = DeskButton(
            look, "classes-new", self.texts("classes-new"), self, kind="primary", keys="Alt+N",
            pressed=lambda: self.go(Place.CLASS_PLAN),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._words, 9)
        foot.addStretch(1)
        foot.addWidget(new)
        column.addWidget(self._filter)
        column.addWidget(self._rows, 1)
        column.addLayout(foot)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        shown = self._shown
        self.ask(
            lambda desk: desk.training.upcoming() if shown == UPCOMING else desk.training.past(),
            lambda classes: self._show(shown, classes),
        )

    def first_focus(self) -> QWidget:
        return self._rows

    def _filtered(self) -> None:
        """One of them is always chosen."""
        self._shown = self._filter.one or self._shown
        self._filter.choose(self._shown)
        self.refresh()

    def _show(self, shown: str, classes: tuple[TrainingClass, ...]) -> None:
        if shown != self._shown:
            return
        self._rows.show_rows([class_row(each, self.texts, today=self.look.today()) for each in classes])
        if self._rows.marked is None and classes:
            self._rows.selectRow(0)
        self._words.say("" if classes else self.texts("classes-none"))


def class_row(held: TrainingClass, texts: Texts, *, today: date) -> Row:
    """A class in a list."""
    state = texts("classes-cancelled") if held.state is ClassState.CANCELLED else short(held.teacher)
    cells = (
        "\n".join(filter(None, (short(held.title), state))),
        f"{long_day(held.day, texts, today=today)}\n{hours_text(held, texts)}",
        short(held.place),
        f"{seats_left_text(held, texts)}\n{texts('classes-taken', taken=str(held.seats_taken), seats=str(held.seats))}",
    )
    return Row(key=held.id, cells=cells, picture=held.trade or "desk-classes")


def hours_text(held: TrainingClass, texts: Texts) -> str:
    """`8:30–11:30`."""
    return texts("hours-from-to", start=clock_text(held.starts), end=clock_text(held.ends))


def seats_left_text(held: TrainingClass, texts: Texts) -> str:
    """`还有5个座位`, `坐满了`."""
    return texts("classes-left", left=str(held.seats_left)) if held.seats_left > 0 else texts("classes-full")
