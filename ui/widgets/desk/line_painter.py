"""How a line looks: its tick, its figures, its words, its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import FONT_FAMILIES
from ui.widgets.desk.line import Line
from ui.widgets.desk.look import Look

if TYPE_CHECKING:
    from ui.widgets.desk.lines import Lines

Index = QModelIndex | QPersistentModelIndex
MOST_LINES, MOST_PICTURES = 3, 4
KEPT_HEIGHTS = 2_000
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class LinePainter(QStyledItemDelegate):
    """Measures and paints rows; what is too long for its line ends in dots."""

    def __init__(self, look: Look, view: Lines, *, can_tick: bool) -> None:
        super().__init__(view)
        self._look, self._view, self._can_tick = look, view, can_tick
        size = look.sizes
        self._strong, self._small = _font(size.body, bold=True), _font(size.small)
        self._doubt, self._large = _font(size.small, bold=True), _font(size.title, bold=True)
        self._side = size.target * 3 // 5
        self._gap = size.padding
        self._heights: dict[tuple[Line, int, int], int] = {}
        """Qt asks for all of them at each tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, width = self._view.lines[index.row()], self._view.viewport().width()
        key = (line, width, self._view.lead_width)
        if key not in self._heights:
            if len(self._heights) > KEPT_HEIGHTS:
                self._heights.clear()
            self._heights[key] = self._row_height(line, self._text_width(line, width))
        return QSize(width, self._heights[key])

    def _row_height(self, line: Line, width: int) -> int:
        heights = [self._height(words, font, width) for words, font in self._below(line)]
        below = max(heights, default=0) if self._fits_one_line(line, width) else sum(heights)
        return max(self._look.sizes.target, QFontMetrics(self._strong).height() + below + self._gap * 2)

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


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, ONE_LINE | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft, shown)
