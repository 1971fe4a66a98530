"""The end-of-day list as a grid: each cell that does something is a button, for a finger and for the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QTableView,
    QWidget,
)

from ui.screens.desk.outcome_cells import COLUMNS, DEEDS, NUMBER, PHONE, WHO, Index, LineDelegate, LineModel
from ui.screens.desk.outcome_lines import Deed, Line
from ui.widgets.desk.look import Look

HEADING_SHARE, SLIP_SHARE = 1.5, 1.15
"""Heights of the lines beside that of a target."""
SAMPLES = {NUMBER: "W8-1188-888-8", PHONE: "138****8888"}
"""As wide as numbers and phones are."""


class OutcomeList(QTableView):
    """`done` carries a line's key and the `Deed` that was touched there."""

    done = Signal(str, object)

    def __init__(self, look: Look, name: str, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self.is_compact = look, is_compact
        self._was_marked = False
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
        letters = look.sizes.small if self.is_compact else look.sizes.body
        for column, sample in SAMPLES.items():
            header.resizeSection(column, look.text_width(sample, size_px=letters) + beside)
        self.setColumnHidden(PHONE, self.is_compact)
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
        self._was_marked = False
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
                self._was_marked = True
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
        """Whether the keyboard is on the cell; a heading's cells are two, whatever they span."""
        here = self.currentIndex()
        if not self.hasFocus() or not here.isValid() or here.row() != index.row():
            return False
        if self.lines_model.lines[here.row()].is_heading:
            return (here.column() < DEEDS) == (index.column() < DEEDS)
        return here.column() == index.column()

    def is_marked(self, index: Index) -> bool:
        """Whether the cell is in the line where the keyboard stands, or that was looked for."""
        return (self.hasFocus() or self._was_marked) and self.currentIndex().row() == index.row()

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
