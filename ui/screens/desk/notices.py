"""The notices that workers see now, or will see, or saw."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kiosk.domain.notice import Notice, NoticeSource, NoticeState
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.around import fill
from ui.widgets.desk.choice import Option
from ui.widgets.desk.filtered_list import FilteredList
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row

NOW, BEFORE = "now", "before"
COLUMNS = (("what", 1), ("days", 0), ("state", 0))
MOST_BYTES = 180


class NoticesScreen(DeskScreen):
    """A row of two lines a notice; Enter or a touch opens it."""

    place = Place.NOTICES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._notices: tuple[Notice, ...] = ()
        texts = self.texts
        self._list = FilteredList(
            look,
            "notices",
            self,
            shows=[Option(each, texts(f"notices-show-{each}")) for each in (NOW, BEFORE)],
            columns=[Column(texts(f"notices-column-{name}"), weight) for name, weight in COLUMNS],
            new=texts("notices-new"),
            none=texts("notices-none"),
            begin=lambda: self.go(Place.NOTICE),
        )
        self._list.chosen.connect(lambda key: self.go(Place.NOTICE, key))
        self._list.changed.connect(self._show)
        fill(self, self._list)

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.notices.all(), self._answered)

    def first_focus(self) -> QWidget:
        return self._list.rows

    def _answered(self, notices: tuple[Notice, ...]) -> None:
        self._notices = notices
        self._show()

    def _show(self) -> None:
        texts, today = self.texts, self.look.today()
        wants_now = self._list.shown == NOW
        shown = [each for each in self._notices if is_over(each, today=today) != wants_now]
        self._list.show_rows([notice_row(each, texts, today=today) for each in shown])


def is_over(notice: Notice, *, today: date) -> bool:
    """Tell whether nobody will see the notice any more."""
    return notice.state is NoticeState.WITHDRAWN or notice.last_day < today


def notice_row(notice: Notice, texts: Texts, *, today: date) -> Row:
    """A notice in a list."""
    source = texts("notices-of-county" if notice.source is NoticeSource.CENTRAL else "notices-of-station")
    cells = (
        f"{short(notice.title)}\n{short(notice.words, most=MOST_BYTES)}",
        days_text(notice, texts, today=today),
        f"{state_text(notice, texts, today=today)}\n{source}",
    )
    return Row(key=notice.id, cells=cells, picture="desk-notices")


def days_text(notice: Notice, texts: Texts, *, today: date) -> str:
    """`今天 11月21日` and, below it, the last day."""
    first, last = (day_text(day, texts, today=today) for day in (notice.first_day, notice.last_day))
    return first if notice.first_day == notice.last_day else f"{first}\n{texts('notices-until', day=last)}"


def state_text(notice: Notice, texts: Texts, *, today: date) -> str:
    """`正在放`, `还没到`, `过了`, `撤下了`."""
    if notice.state is NoticeState.WITHDRAWN:
        return texts("notices-withdrawn")
    if notice.last_day < today:
        return texts("notices-past")
    return texts("notices-shown" if notice.is_current(today) else "notices-to-come")
