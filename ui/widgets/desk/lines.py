"""Rows of two or more lines of text for a finger and the arrow keys: postings, people to be ticked, dispatches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import FONT_FAMILIES
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

Index = QModelIndex | QPersistentModelIndex
MOST_LINES = 3
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row. `picture` and `lead`, large, stand before it, `pictures` and `badge` to its right.

    `against` is a doubt, told in the warning's colour.
    """

    key: str
    title: str
    picture: str = ""
    lead: str = ""
    below: str = ""
    against: str = ""
    badge: str = ""
    pictures: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it, for whoever has it read out."""
        return " ".join(filter(None, (self.lead, self.title, self.badge, self.below, self.against)))


class LineModel(QAbstractListModel):
    """Rows, and which of them are ticked."""

    def __init__(self, parent: QWidget, *, can_tick: bool) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.ticked: frozenset[str] = frozenset()
        self._can_tick = can_tick

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Put other rows in place of the present ones."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def tick(self, keys: Collection[str]) -> None:
        """Tick these and no others."""
        self.ticked = frozenset(keys)
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [Qt.ItemDataRole.CheckStateRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.CheckStateRole if self._can_tick:
                return Qt.CheckState.Checked if line.key in self.ticked else Qt.CheckState.Unchecked
        return None


class Lines(QListView):
    """The list. `chosen` carries the key of a row that was touched, or on which Enter or the space bar was pressed."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget, *, can_tick: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = LineModel(self, can_tick=can_tick)
        self.lead_width = 0
        self.setModel(self._model)
        painter = _Painter(look, self, can_tick=can_tick)
        self._widest_lead = painter.widest_lead
        self.setItemDelegate(painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(look.sizes.target)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(lambda index: self.chosen.emit(self._model.lines[index.row()].key))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as they are shown."""
        return self._model.lines

    @property
    def ticked(self) -> frozenset[str]:
        """The keys of the rows that are ticked."""
        return self._model.ticked

    @property
    def marked(self) -> str | None:
        """The key of the row on which the arrows stand."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; the same row stays marked, otherwise the first, and the list stays where it was scrolled to."""
        if tuple(lines) == self._model.lines:
            return
        marked, scrolled = self.marked, self.verticalScrollBar().value()
        self.lead_width = self._widest_lead(lines)
        self._model.show_lines(lines)
        place = next((place for place, line in enumerate(lines) if line.key == marked), 0)
        if lines:
            self.setCurrentIndex(self._model.index(place))
            self.verticalScrollBar().setValue(scrolled if marked is not None else 0)

    def tick(self, keys: Collection[str]) -> None:
        """Tick these rows and no others."""
        self._model.tick(keys)

    def move_mark(self, by: int) -> None:
        """Mark the row that many further on, as far as there are any."""
        if self._model.lines:
            now = self.currentIndex().row()
            self.setCurrentIndex(self._model.index(min(max(now + by, 0), len(self._model.lines) - 1)))

    def choose_marked(self) -> None:
        """Choose the row on which the arrows stand."""
        if self.marked is not None:
            self.chosen.emit(self.marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar choose the marked row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.choose_marked()
            return
        super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Painter(QStyledItemDelegate):
    """Measures and paints rows; what is too long for its line ends in dots."""

    def __init__(self, look: Look, view: Lines, *, can_tick: bool) -> None:
        super().__init__(view)
        self._look, self._view, self._can_tick = look, view, can_tick
        size = look.sizes
        self._strong, self._small = _font(size.body, bold=True), _font(size.small)
        self._doubt, self._large = _font(size.small, bold=True), _font(size.title, bold=True)
        self._side = size.target * 3 // 5
        self._gap = size.padding

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, width = self._view.lines[index.row()], self._view.viewport().width()
        inside = self._text_width(line, width)
        heights = [self._height(words, font, inside) for words, font in self._below(line)]
        below = max(heights, default=0) if self._fits_one_line(line, inside) else sum(heights)
        height = QFontMetrics(self._strong).height() + below
        return QSize(width, max(self._look.sizes.target, height + self._gap * 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, row = self._look.palette, self._view.lines[index.row()]
        is_ticked = row.key in self._view.ticked
        painter.save()
        rect = self._view.visualRect(self._view.model().index(index.row(), 0))
        is_marked = index == self._view.currentIndex()
        stands_out = is_ticked or (is_marked and not self._can_tick)
        painter.fillRect(rect, QColor(palette.spoken if stands_out else palette.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.border))
        if is_marked and self._view.hasFocus():
            focus = self._look.sizes.focus
            painter.setPen(QPen(QColor(palette.primary), focus))
            painter.drawRect(rect.adjusted(focus // 2, focus // 2, -(focus + 1) // 2, -(focus + 1) // 2))
        ink = QColor(palette.on_spoken if stands_out else palette.ink)
        inside = rect.adjusted(self._gap, self._gap, -self._gap, -self._gap)
        if self._can_tick:
            self._paint_box(painter, inside, is_ticked=is_ticked, ink=ink)
            inside.setLeft(inside.left() + self._side + self._gap)
        self._paint_row(painter, inside, row, ink, stands_out=stands_out)
        painter.restore()

    def _paint_box(self, painter: QPainter, inside: QRect, *, is_ticked: bool, ink: QColor) -> None:
        size = self._look.sizes
        box = QRect(inside.left(), inside.center().y() - self._side // 2, self._side, self._side)
        painter.setPen(QPen(ink, max(2, size.focus // 2)))
        painter.drawRoundedRect(box, size.radius, size.radius)
        if is_ticked:
            painter.drawPixmap(box.topLeft(), self._look.pixmap("check", self._side))

    def _paint_row(self, painter: QPainter, inside: QRect, row: Line, ink: QColor, *, stands_out: bool) -> None:
        painter.setPen(ink)
        if row.picture:
            top = inside.center().y() - self._side // 2
            painter.drawPixmap(QPoint(inside.left(), top), self._look.pixmap(row.picture, self._side))
            inside.setLeft(inside.left() + self._side + self._gap)
        if row.lead:
            lead = QRect(inside.left(), inside.top(), self._view.lead_width, inside.height())
            _draw(painter, lead, row.lead, self._large)
            inside.setLeft(lead.right() + self._gap)
        head = QFontMetrics(self._strong).height()
        right = inside.right() - self._right_width(row)
        self._paint_right(painter, QRect(right, inside.top(), inside.right() - right, inside.height()), row)
        text = QRect(inside.left(), inside.top(), max(0, right - self._gap - inside.left()), head)
        if not self._below(row):
            text.setHeight(inside.height())
        _draw(painter, text, row.title, self._strong)
        top = text.bottom() + 1
        left, is_one_line = text.left(), self._fits_one_line(row, text.width())
        doubt = ink if stands_out else QColor(self._look.palette.warning)
        for words, font in self._below(row):
            height = self._height(words, font, text.width())
            painter.setPen(doubt if font is self._doubt else ink)
            painter.setFont(font)
            painter.drawText(QRect(left, top, text.right() - left + 1, height), WRAPPED, words)
            if is_one_line:
                left += QFontMetrics(font).horizontalAdvance(words) + self._gap
            else:
                top += height

    def _paint_right(self, painter: QPainter, rect: QRect, row: Line) -> None:
        left, top = rect.left(), rect.center().y() - self._side // 2
        for picture in row.pictures[:MOST_PICTURES]:
            painter.drawPixmap(QPoint(left, top), self._look.pixmap(picture, self._side))
            left += self._side + self._gap // 2
        if row.badge:
            _draw(painter, QRect(left, rect.top(), rect.right() - left + 1, rect.height()), row.badge, self._doubt)

    def _below(self, row: Line) -> list[tuple[str, QFont]]:
        return [(words, font) for words, font in ((row.below, self._small), (row.against, self._doubt)) if words]

    def _fits_one_line(self, row: Line, width: int) -> bool:
        """Whether what speaks for somebody and what speaks against them have room side by side."""
        needed = [QFontMetrics(font).horizontalAdvance(words) + self._gap for words, font in self._below(row)]
        return sum(needed) <= width

    def _height(self, words: str, font: QFont, width: int) -> int:
        measured = QFontMetrics(font)
        needed = measured.boundingRect(QRect(0, 0, max(1, width), 10_000), WRAPPED, words).height()
        return min(needed, measured.lineSpacing() * MOST_LINES)

    def widest_lead(self, lines: Sequence[Line]) -> int:
        """Pixels that the leads of all rows need, so that what follows stands in one column."""
        measured = QFontMetrics(self._large)
        return max((measured.horizontalAdvance(line.lead) + self._gap // 2 for line in lines if line.lead), default=0)

    def _right_width(self, row: Line) -> int:
        pictures = len(row.pictures[:MOST_PICTURES]) * (self._side + self._gap // 2)
        badge = QFontMetrics(self._doubt).horizontalAdvance(row.badge) + self._gap if row.badge else 0
        return pictures + badge

    def _text_width(self, row: Line, width: int) -> int:
        taken = self._gap * 3 + self._right_width(row)
        taken += self._side + self._gap if self._can_tick else 0
        taken += self._side + self._gap if row.picture else 0
        taken += self._view.lead_width + self._gap if row.lead else 0
        return max(1, width - taken)


MOST_PICTURES = 4


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, ONE_LINE | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft, shown)
