"""Postings as a list: two lines each, what and who, pay and time, people and state."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.domain.posting_list import ListedPosting
from kiosk.texts.phrases import pay_line
from ui.screens.desk.postings_words import employer_text, people_lines, what, when_text
from ui.widgets.desk.look import Look
from ui.widgets.desk.rows import Column, Row, Rows

COLUMNS = (("what", 3), ("pay", 3), ("people", 0))
LINES = 3.2
"""Height of a row in heights of its letters: two lines and some air."""
MEASURED_ROWS = 60


class PostingRows(Rows):
    """`chosen` carries a posting's id; `end_reached` asks for more."""

    end_reached = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        headings = [Column(look.texts(f"postings-column-{key}"), weight) for key, weight in COLUMNS]
        super().__init__(look, name, headings, parent)
        self._look = look
        height = max(look.sizes.target, round(look.sizes.body * LINES))
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(2 * look.sizes.target)
        self.horizontalHeader().setResizeContentsPrecision(MEASURED_ROWS)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def is_at_end(self) -> bool:
        """Whether somebody has scrolled to the last row."""
        bar = self.verticalScrollBar()
        return bar.value() == bar.maximum() > 0

    def show_postings(self, listed: Sequence[ListedPosting], *, overdue: Collection[str] = ()) -> None:
        """Show these postings; what is looked at and marked stays where it is as far as it can."""
        bar = self.verticalScrollBar()
        was_at = bar.value()
        self.show_rows(self._rows_of(listed, overdue))
        bar.setValue(was_at)

    def add_postings(self, listed: Sequence[ListedPosting]) -> None:
        """Show these behind the present ones."""
        self.add_rows(self._rows_of(listed, ()))

    def show_whole(self, most: int) -> None:
        """Be as high as the rows are, up to `most`: a page that scrolls holds this list."""
        head = self.horizontalHeader().sizeHint().height()
        each = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(head + each * min(len(self.rows), most) + 2 * self._look.sizes.focus)

    def move_mark(self, by: int) -> None:
        """Mark the row that many further on, as far as there are any."""
        if self.rows:
            self.selectRow(min(max(self.currentIndex().row() + by, 0), len(self.rows) - 1))

    def _rows_of(self, listed: Sequence[ListedPosting], overdue: Collection[str]) -> list[Row]:
        return [self._row(each, is_overdue=each.posting.id in overdue) for each in listed]

    def _row(self, listed: ListedPosting, *, is_overdue: bool) -> Row:
        posting, texts, today = listed.posting, self._look.texts, self._look.today()
        cells = (
            f"{what(posting, texts)}\n{employer_text(posting, texts)}",
            f"{pay_line(posting.pay, texts)}\n{when_text(posting, texts, today=today)}",
            "\n".join(people_lines(listed, texts, is_overdue=is_overdue)).rstrip(),
        )
        picture = "warning" if is_overdue else posting.trade if texts.has(f"trade-{posting.trade}") else None
        return Row(key=posting.id, cells=cells, picture=picture)

    def _scrolled(self) -> None:
        if self.is_at_end:
            self.end_reached.emit()
