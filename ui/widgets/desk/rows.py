"""A list of rows in columns, for a finger and for the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from ui.widgets.desk.look import Look

Index = QModelIndex | QPersistentModelIndex
DISPLAY, TOOL_TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
ALIGNMENT, DECORATION = Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.DecorationRole
FOREGROUND = Qt.ItemDataRole.ForegroundRole


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how wide the column is beside the others (0: as wide as its content)."""

    heading: str
    weight: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and what it stands for. `picture` stands before the first cell.

    What `warns` is written in the colour of warnings.
    """

    key: str
    cells: tuple[str, ...]
    picture: str | None = None
    warns: bool = False


class RowModel(QAbstractTableModel):
    """Rows as Qt's views ask for them."""

    def __init__(self, look: Look, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._columns = look, tuple(columns)
        self._alignments = tuple(map(_alignment, columns))
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put other rows in place of the present ones."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Put more rows behind the present ones."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows += tuple(rows)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Asked ten times for each cell that is painted: roles are compared as what Qt gives, nothing is worked out."""
        row, column = self.rows[index.row()], index.column()
        if role in (DISPLAY, TOOL_TIP):
            return row.cells[column]
        if role == ALIGNMENT:
            return self._alignments[column]
        if role == DECORATION and column == 0 and row.picture is not None:
            return self._look.pixmap(row.picture, self._look.sizes.target * 3 // 5)
        if role == FOREGROUND and row.warns:
            return QColor(self._look.palette.warning)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == DISPLAY:
                return self._columns[section].heading
            if role == ALIGNMENT:
                return self._alignments[section]
        return None


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class Rows(QTableView):
    """The list. `chosen` carries a row's key: by a touch, or by Enter on the row the arrows stand on."""

    chosen = Signal(str)
    chosen_by_key = Signal(str)
    """Follows `chosen` where that came from the keyboard."""

    def __init__(self, look: Look, name: str, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = RowModel(look, columns, self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(look.icon_size(look.sizes.target * 3 // 5))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.sizes.target)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(0)  # only what is in sight: a list may have hundreds of rows
        for index, column in enumerate(columns):
            stretch = QHeaderView.ResizeMode.Stretch if column.weight else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(index, stretch)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(lambda index: self._choose(index.row()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the row that was marked stays marked while it is among them, and nothing is scrolled."""
        if tuple(rows) == self.rows:
            return
        marked, top = self.marked, self.verticalScrollBar().value()
        self._model.show_rows(rows)
        self.mark(marked)
        self.verticalScrollBar().setValue(top)

    def mark(self, key: str | None) -> None:
        """Mark the row with this key and bring it into sight; a key that is not there changes nothing."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                self.selectRow(index)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show more rows behind the present ones; what is looked at stays where it is."""
        self._model.add_rows(rows)

    @property
    def marked(self) -> str | None:
        """The key of the row that is marked."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return self._model.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar choose the marked row."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers() and self.currentIndex().isValid():
            row = self.currentIndex().row()
            self._choose(row)
            self.chosen_by_key.emit(self._model.rows[row].key)
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        self.chosen.emit(self._model.rows[row].key)
