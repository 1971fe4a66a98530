"""The end-of-day list as a grid: each cell that does something is a button, for a finger and for the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.screens.desk.outcome_lines import Deed, Line
from ui.widgets.desk.look import Look

Index = QModelIndex | QPersistentModelIndex
WHO, DEEDS, COLUMNS = 0, 3, 6
"""Columns: who, number, phone, and three for buttons; a posting's heading spans the first three, its button the rest."""
HEADING_SHARE, SLIP_SHARE = 1.5, 1.15
"""Heights of the lines beside that of a target."""
PHONE, NUMBER = "138****8888", "WW-1188-888-8"


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
        self._small = QFont(view.font())
        self._small.setPixelSize(look.sizes.small)
        self._body = QFont(view.font())
        self._body.setPixelSize(look.sizes.body)
        self._bold = QFont(self._body)
        self._bold.setBold(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave it out
        model = self._view.lines_model
        line, deed = model.lines[index.row()], model.deed_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(self._look.palette.quiet if line.is_heading else self._look.palette.surface))
        if deed is not None:
            self._paint_button(painter, rect, deed[1], index, is_bold=line.is_heading)
        elif line.is_heading:
            self._paint_heading(painter, rect, line)
        else:
            self._paint_text(painter, rect, str(model.data(index)), self._body)
        if self._view.is_at(index) and deed is None:
            self._paint_ring(painter, rect)
        painter.restore()

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


class OutcomeList(QTableView):
    """`done` carries a line's key and the `Deed` that was touched there."""

    done = Signal(str, object)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._pressed: tuple[int, int] | None = None
        self.lines_model = LineModel(self)
        self.setModel(self.lines_model)
        self.setItemDelegate(LineDelegate(look, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._set_widths()
        self.pressed.connect(self._on_pressed)
        self.clicked.connect(self._do)

    def _set_widths(self) -> None:
        look, header = self._look, self.horizontalHeader()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)
        beside = 2 * look.sizes.padding
        for column, sample in ((1, NUMBER), (2, PHONE)):
            header.resizeSection(column, look.text_width(sample) * 19 // 20 + beside)
        words = [[look.texts(f"outcome-do-{deed}") for deed in column] for column in BY_COLUMN]
        for column, texts in enumerate(words, DEEDS):
            widest = max(look.text_width(text) for text in texts)
            header.resizeSection(column, max(widest + beside + look.sizes.gap, look.px(20)))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; where the keyboard stands it stays, on the next line where that one is gone."""
        if tuple(lines) == self.lines_model.lines:
            return
        before, column, top = self._here, max(self.currentIndex().column(), WHO), self.verticalScrollBar().value()
        row_before = self.currentIndex().row()
        self.lines_model.show_lines(lines)
        self.clearSpans()
        for row, line in enumerate(lines):
            self.setRowHeight(row, self._height(line))
            if line.is_heading:
                self.setSpan(row, WHO, 1, DEEDS)
                self.setSpan(row, DEEDS, 1, COLUMNS - DEEDS)
        if before is not None and not self.mark(before, column=column):
            self._stand_near(row_before, column)
        self.verticalScrollBar().setValue(top)

    def _height(self, line: Line) -> int:
        return round(self._look.sizes.target * (HEADING_SHARE if line.is_heading else SLIP_SHARE))

    def _stand_near(self, row: int, column: int) -> None:
        lines = self.lines_model.lines
        if lines:
            row = min(max(row, 0), len(lines) - 1)
            self.setCurrentIndex(self.lines_model.index(row, DEEDS if lines[row].is_heading else column))

    @property
    def _here(self) -> str | None:
        index = self.currentIndex()
        lines = self.lines_model.lines
        return lines[index.row()].key if index.isValid() and index.row() < len(lines) else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they are shown."""
        return self.lines_model.lines

    @property
    def marked(self) -> str | None:
        """The key of the line where the keyboard stands."""
        return self._here

    def mark(self, key: str, *, column: int = DEEDS) -> bool:
        """Stand on the first button of a line and bring it into sight; return whether it is there."""
        for row, line in enumerate(self.lines_model.lines):
            if line.key == key:
                index = self.lines_model.index(row, column)
                self.setCurrentIndex(index)
                self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
                return True
        return False

    def begin(self) -> None:
        """Stand on the first button there is."""
        if not self.currentIndex().isValid() and self.lines_model.lines:
            self.setCurrentIndex(self.lines_model.index(0, DEEDS))

    def is_at(self, index: Index) -> bool:
        """Whether the keyboard stands on the cell; a heading's cells are two, whatever they span."""
        here = self.currentIndex()
        if not here.isValid() or here.row() != index.row():
            return False
        if self.lines_model.lines[here.row()].is_heading:
            return (here.column() < DEEDS) == (index.column() < DEEDS)
        return here.column() == index.column()

    def is_pressed(self, index: Index) -> bool:
        """Whether a finger is on the cell."""
        return self._pressed == (index.row(), index.column())

    def _on_pressed(self, index: QModelIndex) -> None:
        self._pressed = (index.row(), index.column())

    def _do(self, index: QModelIndex) -> None:
        """Do what the cell says; a touch on a name opens the slip, one on a heading does nothing."""
        self._pressed = None
        line, deed = self.lines_model.lines[index.row()], self.lines_model.deed_at(index)
        if deed is not None:
            self.done.emit(line.key, deed[0])
        elif not line.is_heading:
            self.done.emit(line.key, Deed.MORE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar touch the cell where the keyboard stands."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        index = self.currentIndex()
        if event.key() in keys and not event.modifiers() and index.isValid():
            is_heading = self.lines_model.lines[index.row()].is_heading
            self._do(index.siblingAtColumn(DEEDS) if is_heading else index)
            return
        super().keyPressEvent(event)


BY_COLUMN = ((Deed.PAID, Deed.LATER, Deed.GOT_PAY), (Deed.ABSENT, Deed.NO_PAY), (Deed.MORE,))
