"""The cells of the end-of-day list: their words, and how headings and buttons are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.screens.desk.outcome_lines import Deed, Line
from ui.theme import FONT_FAMILIES
from ui.widgets.desk.look import Look

if TYPE_CHECKING:
    from ui.screens.desk.outcome_list import OutcomeList

Index = QModelIndex | QPersistentModelIndex
WHO, NUMBER, PHONE, DEEDS, COLUMNS = 0, 1, 2, 3, 6
"""Who, number and phone, then three for buttons; a posting's heading spans the first three, its button the rest."""


class LineModel(QAbstractTableModel):
    """Lines as Qt's views ask for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Put other lines in place of the present ones."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words; a heading reads its facts too to whoever hears the screen."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.lines[index.row()]
        deed = self.deed_at(index)
        if deed is not None:
            return deed[1]
        if line.is_heading:
            is_heard = role == Qt.ItemDataRole.AccessibleTextRole
            return " ".join(line.cells) if is_heard else line.cells[0] if index.column() == WHO else ""
        return line.cells[index.column()] if index.column() < len(line.cells) else ""

    def deed_at(self, index: Index) -> tuple[Deed, str] | None:
        """What a touch on the cell does, and its word."""
        line, place = self.lines[index.row()], index.column() - DEEDS
        return line.deeds[place] if 0 <= place < len(line.deeds) else None


class LineDelegate(QStyledItemDelegate):
    """Draws headings and buttons; names and numbers are drawn as in every list."""

    def __init__(self, look: Look, view: OutcomeList) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._small, self._body, self._bold = (QFont(list(FONT_FAMILIES)) for _ in range(3))
        for font, size_px in ((self._small, look.sizes.small), (self._body, look.sizes.body)):
            font.setPixelSize(size_px)
        self._bold.setPixelSize(look.sizes.body)
        self._bold.setBold(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave it out
        model = self._view.lines_model
        line, deed = model.lines[index.row()], model.deed_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(self._ground(line, index)))
        if deed is not None:
            self._paint_button(painter, rect, deed[1], index, is_bold=line.is_heading)
        elif line.is_heading:
            self._paint_heading(painter, rect, line)
        elif index.column() == NUMBER and self._view.is_compact:
            self._paint_both(painter, rect, line.cells[NUMBER:])
        else:
            self._paint_text(painter, rect, str(model.data(index)), self._body)
        if self._view.is_at(index) and deed is None:
            self._paint_ring(painter, rect)
        painter.restore()

    def _ground(self, line: Line, index: Index) -> str:
        palette = self._look.palette
        if line.is_heading:
            return palette.quiet
        return palette.spoken if self._view.is_marked(index) else palette.surface

    def _paint_both(self, painter: QPainter, rect: QRect, texts: Sequence[str]) -> None:
        """Number and phone one above the other."""
        inner = rect.adjusted(0, self._look.sizes.gap // 2, 0, -self._look.sizes.gap // 2)
        height = inner.height() // len(texts)
        for place, text in enumerate(texts):
            self._paint_text(painter, QRect(inner.left(), inner.top() + place * height, inner.width(), height), text,
                             self._small)  # fmt: skip

    def _paint_heading(self, painter: QPainter, rect: QRect, line: Line) -> None:
        size = self._look.sizes
        side = size.target * 3 // 4
        left = rect.left() + size.padding
        painter.drawPixmap(left, rect.center().y() - side // 2, self._look.pixmap(line.picture, side))
        text = rect.adjusted(size.padding + side, size.gap // 2, 0, -size.gap // 2)
        upper, lower = QRect(text), QRect(text)
        upper.setBottom(text.center().y())
        lower.setTop(text.center().y() + 1)
        self._paint_text(painter, upper, line.cells[0], self._bold)
        self._paint_text(painter, lower, line.cells[1], self._small)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
        """One line from the left, whatever the direction of its script; what has no room gives way to `…`."""
        inner = rect.adjusted(self._look.sizes.padding, 0, -self._look.sizes.padding, 0)
        painter.setFont(font)
        painter.setPen(QColor(self._look.palette.ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(inner, int(side | Qt.TextFlag.TextSingleLine), shown)

    def _paint_button(self, painter: QPainter, rect: QRect, text: str, index: Index, *, is_bold: bool) -> None:
        palette, size = self._look.palette, self._look.sizes
        inset = max(1, (rect.height() - size.target) // 2)
        box = rect.adjusted(size.gap // 2, inset, -size.gap // 2, -inset)
        is_here = self._view.is_at(index)
        is_pressed = self._view.is_pressed(index)
        edge = size.focus if is_here else size.border
        pen = QPen(QColor(palette.primary if is_here else palette.border), edge)
        painter.setPen(pen)
        painter.setBrush(QColor(palette.spoken if is_pressed else palette.surface))
        half = edge // 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), size.radius, size.radius)
        font = self._bold if is_bold else self._body
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 2 * half)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), shown)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        half = self._look.sizes.focus // 2
        painter.setPen(QPen(QColor(self._look.palette.primary), self._look.sizes.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(half, half, -half - 1, -half - 1))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heights are the view's."""
        return QSize(0, self._look.sizes.target)
