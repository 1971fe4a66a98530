"""The notices that workers see now, or will see, or saw."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.notice import Notice, NoticeSource, NoticeState
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text
from ui.screens.desk.postings_words import short
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

NOW, BEFORE = "now", "before"
COLUMNS = (("what", 1), ("days", 0), ("state", 0))
LINES_IN_A_ROW = 2
MOST_BYTES = 180


class NoticesScreen(DeskScreen):
    """A row of two lines a notice; Enter or a touch opens it."""

    place = Place.NOTICES

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._notices: tuple[Notice, ...] = ()
        self._filter = Choice(
            look, "notices-show", [Option(each, self.texts(f"notices-show-{each}")) for each in (NOW, BEFORE)], self,
            columns=2,
        )  # fmt: skip
        self._filter.choose(NOW)
        self._filter.changed.connect(self._filtered)
        columns = [Column(self.texts(f"notices-column-{name}"), weight) for name, weight in COLUMNS]
        self._rows = Rows(look, "notices-rows", columns, self)
        size = look.sizes
        self._rows.verticalHeader().setDefaultSectionSize(LINES_IN_A_ROW * size.body * 3 // 2 + size.padding)
        self._rows.chosen.connect(lambda key: self.go(Place.NOTICE, key))
        self._words = Words("notices-words", "", self, kind="strong")
        new = DeskButton(
            look, "notices-new", self.texts("notices-new"), self, kind="primary", keys="Alt+N",
            pressed=lambda: self.go(Place.NOTICE),
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
        self.ask(lambda desk: desk.notices.all(), self._answered)

    def first_focus(self) -> QWidget:
        return self._rows

    def _filtered(self) -> None:
        """One of them is always chosen."""
        if not self._filter.one:
            self._filter.choose(NOW)
        self._show()

    def _answered(self, notices: tuple[Notice, ...]) -> None:
        self._notices = notices
        self._show()

    def _show(self) -> None:
        texts, today = self.texts, self.look.today()
        wants_now = self._filter.one == NOW
        shown = [each for each in self._notices if is_over(each, today=today) != wants_now]
        self._rows.show_rows([notice_row(each, texts, today=today) for each in shown])
        if self._rows.marked is None and shown:
            self._rows.selectRow(0)
        self._words.say("" if shown else texts("notices-none"))


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
