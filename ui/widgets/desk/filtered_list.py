"""A list of two-line rows with a choice of what it shows above, and a button for something new below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.choice import Choice, Option
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows
from ui.widgets.desk.words import Words

LINES_IN_A_ROW = 2


class FilteredList(QWidget):
    """`chosen` carries a row's key; `changed` tells that something else is to be shown."""

    chosen = Signal(str)
    changed = Signal()

    def __init__(
        self, look: Look, name: str, parent: QWidget, *, shows: Sequence[Option], columns: Sequence[Column],
        new: str, none: str, begin: Callable[[], None],
    ) -> None:  # fmt: skip
        """`new` is the word of the button that `begin`s something new, `none` what is said of an empty list."""
        super().__init__(parent)
        self._none = none
        self.shown = shows[0].key
        """What is shown: always one of `shows`."""
        self._filter = Choice(look, f"{name}-show", shows, self, columns=len(shows))
        self._filter.choose(self.shown)
        self._filter.changed.connect(self._filtered)
        self.rows = Rows(look, f"{name}-rows", columns, self)
        self.rows.setWordWrap(True)
        height = LINES_IN_A_ROW * look.sizes.body * 3 // 2 + look.sizes.padding
        self.rows.verticalHeader().setDefaultSectionSize(height)
        self.rows.chosen.connect(self.chosen)
        self._words = Words(f"{name}-words", "", self, kind="strong")
        self._new = DeskButton(look, f"{name}-new", new, self, kind="primary", keys="Alt+N", pressed=begin)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        size = look.sizes
        foot = QHBoxLayout()
        foot.setSpacing(size.gap)
        foot.addWidget(self._words, 9)
        foot.addStretch(1)
        foot.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.margin, size.gap, size.margin, size.gap)
        column.setSpacing(size.gap)
        column.addWidget(self._filter)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`, one of which is always marked."""
        self.rows.show_rows(rows)
        if self.rows.marked is None and rows:
            self.rows.selectRow(0)
        self._words.say("" if rows else self._none)

    def _filtered(self) -> None:
        self.shown = self._filter.one or self.shown
        self._filter.choose(self.shown)
        self.changed.emit()
