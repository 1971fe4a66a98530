"""People as a list shows them: name, end of the phone, age, village, trades by picture, last visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPoint, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kiosk.domain.person_summary import PersonSummary
from kiosk.texts.catalogue import Texts
from kiosk.texts.phrases import day_text
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows

TRADES = 4
"""The column of the trades."""
MOST_PICTURES = 4
COLUMNS = (("name", 3), ("phone", 0), ("age", 0), ("village", 3), ("trades", 0), ("last", 0))


class PeopleRows(Rows):
    """`chosen` carries a person's id."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        headings = [Column(look.texts(f"people-{key}"), weight) for key, weight in COLUMNS]
        super().__init__(look, name, headings, parent)
        self._look = look
        self._trades: dict[str, tuple[str, ...]] = {}
        self.setItemDelegateForColumn(TRADES, _TradePictures(look, self))

    def show_people(self, people: Sequence[PersonSummary]) -> None:
        """Show `people` in this order, the first one marked."""
        texts, today = self._look.texts, self._look.today()
        self._trades = {person.id: person.trades for person in people}
        self.show_rows([_row(person, texts, today=today) for person in people])
        if people:
            self.selectRow(0)

    def trades_at(self, row: int) -> tuple[str, ...]:
        """The trades of the person in a row."""
        return self._trades.get(self.rows[row].key, ())

    def move_mark(self, by: int) -> None:
        """Mark the row that many further on, as far as there are any."""
        now = self.currentIndex().row()
        if self.rows:
            self.selectRow(min(max(now + by, 0), len(self.rows) - 1))


def age_text(birth_year: int | None, texts: Texts, *, year: int) -> str:
    """`58岁`: as old as somebody becomes this year; nothing where nobody knows."""
    return "" if birth_year is None else texts("people-years", age=str(year - birth_year))


def last_visit_text(day: date | None, texts: Texts, *, today: date) -> str:
    """`今天 11月21日`, `11月3日`, `2025年11月3日`, or that there was none."""
    if day is None:
        return texts("people-never")
    text = day_text(day, texts, today=today)
    return text if day.year == today.year else texts("people-day-of-year", day=text, year=str(day.year))


def _row(person: PersonSummary, texts: Texts, *, today: date) -> Row:
    trades = " ".join(texts(f"trade-{trade}") for trade in person.trades if texts.has(f"trade-{trade}"))
    age = age_text(person.birth_year, texts, year=today.year)
    last = last_visit_text(person.last_visit, texts, today=today)
    return Row(key=person.id, cells=(person.name, person.phone_tail, age, person.village, trades, last))


class _TradePictures(QStyledItemDelegate):
    """As many pictures as there is room for; the words stay for whoever points at them or has them read out."""

    def __init__(self, look: Look, rows: PeopleRows) -> None:
        super().__init__(rows)
        self._look, self._rows = look, rows

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row's ground, then its pictures."""
        super().paint(painter, option, index)
        rect = self._rows.visualRect(self._rows.model().index(index.row(), index.column()))
        side = self._look.sizes.target * 7 // 10
        gap = max(1, side // 8)
        left, top = rect.left() + self._look.sizes.padding, rect.center().y() - side // 2
        for trade in self._rows.trades_at(index.row()):
            if left + side > rect.right():
                break
            painter.drawPixmap(QPoint(left, top), self._look.pixmap(trade, side))
            left += side + gap

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the usual few pictures."""
        side = self._look.sizes.target * 7 // 10
        pictures = min(MOST_PICTURES, len(self._rows.trades_at(index.row())))
        return QSize(pictures * (side + max(1, side // 8)) + 2 * self._look.sizes.padding, self._look.sizes.target)

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """No words where the pictures are."""
        return ""
