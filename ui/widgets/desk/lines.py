"""Rows of several lines of text for a finger and the arrow keys: people, postings, dispatches; some can be ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScroller, QWidget

from ui.widgets.desk.line import Line as Line
from ui.widgets.desk.line_painter import LinePainter
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

Index = QModelIndex | QPersistentModelIndex


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
        painter = LinePainter(look, self, can_tick=can_tick)
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
