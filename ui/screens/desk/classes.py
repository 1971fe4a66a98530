"""The classes that are to be held, each with the seats that are left; and those that were."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kiosk.domain.training import ClassState, TrainingClass
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import clock_text, long_day
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.around import fill
from ui.widgets.desk.choice import Option
from ui.widgets.desk.filtered_list import FilteredList
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row

UPCOMING, PAST = "upcoming", "past"
COLUMNS = (("title", 1), ("when", 0), ("place", 1), ("seats", 0))


class ClassesScreen(DeskScreen):
    """A row of two lines a class; Enter or a touch opens it."""

    place = Place.CLASSES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        texts = self.texts
        self._list = FilteredList(
            look,
            "classes",
            self,
            shows=[Option(each, texts(f"classes-show-{each}")) for each in (UPCOMING, PAST)],
            columns=[Column(texts(f"classes-column-{name}"), weight) for name, weight in COLUMNS],
            new=texts("classes-new"),
            none=texts("classes-none"),
            begin=lambda: self.go(Place.CLASS_PLAN),
        )
        self._list.chosen.connect(lambda key: self.go(Place.CLASS, key))
        self._list.changed.connect(self.refresh)
        fill(self, self._list)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        shown = self._list.shown
        self.ask(
            lambda desk: desk.training.upcoming() if shown == UPCOMING else desk.training.past(),
            lambda classes: self._show(shown, classes),
        )

    def first_focus(self) -> QWidget:
        return self._list.rows

    def _show(self, shown: str, classes: tuple[TrainingClass, ...]) -> None:
        if shown == self._list.shown:
            self._list.show_rows([class_row(each, self.texts, today=self.look.today()) for each in classes])


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
