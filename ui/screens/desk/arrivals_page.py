"""The list of arrivals with the line that signs in, whose turn it is, and what can be done for the marked one."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from kiosk.domain.arrival import Arrived
from ui.screens.desk.arrival_search import ArrivalSearch
from ui.screens.desk.arrival_side import MarkedCard, NextCard
from ui.screens.desk.arrival_words import NOBODY, DayList, facts_line, rule_line
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.rows import Column, Rows
from ui.widgets.desk.words import Words

SIDE_MM, SMALL_SIDE_MM, ROOMY_MM = 84.0, 62.0, 280.0
"""How wide what stands beside the list is, and from which width of the panel on the list has all its columns."""


class ArrivalsPage(QWidget):
    """Shows a day; `search`, `next` and `card` are asked for what somebody wants."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._texts = look, look.texts
        self.day = NOBODY
        self._is_tall = look.panel.is_portrait
        self.is_compact = not self._is_tall and look.panel.width_px < look.px(ROOMY_MM)
        self._build()
        self._arrange()
        self._list.selectionModel().currentRowChanged.connect(lambda *_: self._show_marked())
        self._list.chosen_by_key.connect(self._on_key)
        self.next.show_day(self.day)
        self._show_marked()
        self.show_area()

    def _build(self) -> None:
        look, texts = self._look, self._texts
        self.search = ArrivalSearch(look, self, is_compact=self.is_compact)
        self._area = QStackedWidget(self)
        self._list = Rows(look, "arrivals-rows", self._columns(), self._area)
        self._empty = Words("arrivals-empty", texts("arrivals-empty"), self._area)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot = Words("arrivals-foot", "", self, kind="small")
        self.next = NextCard(look, self, is_compact=self.is_compact)
        self._side = Page(look, "arrivals-side", self)
        self._side.column.setContentsMargins(0, 0, 0, 0)
        self._side.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = self if self._is_tall else self._side.content
        self.card = MarkedCard(look, holder, columns=4 if self._is_tall else 2, is_compact=self.is_compact)
        for part in (self._list, self._side, self._area):
            part.setMinimumHeight(look.sizes.target)  # the keyboard on the screen leaves little

    def _columns(self) -> list[Column]:
        texts = self._texts
        begin = [
            Column(texts("arrivals-place"), 0, is_number=True),
            Column(texts("arrivals-number"), 0, is_number=True),
            Column(texts("arrivals-name"), 3),
        ]
        state = Column(texts("arrivals-state"), 0)
        if self.is_compact:
            return [*begin, state]
        how = [Column(texts("arrivals-trades"), 3), Column(texts("arrivals-way"), 0), Column(texts("arrivals-time"), 0)]
        return [*begin, *how, state]

    def _arrange(self) -> None:
        size = self._look.sizes
        for page in (self._list, self._empty, self.search.results):
            self._area.addWidget(page)
        whole = QGridLayout(self)
        whole.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        whole.setSpacing(size.gap)
        if self._is_tall:
            self._side.hide()
            for row, part in enumerate((self.next, self.search.line, self._area, self._foot, self.card)):
                whole.addWidget(part, row, 0)
            whole.setRowStretch(2, 1)
        else:
            self._arrange_wide(whole)
        in_order = (self.search.line, self.next.button, self._list, self.search.found, self.search.register)
        for before, after in pairwise((*in_order, *self.card.buttons.values())):
            self.setTabOrder(before, after)

    def _arrange_wide(self, whole: QGridLayout) -> None:
        """Line and next number above, the list below with what can be done to its right."""
        top = QHBoxLayout()
        top.setSpacing(self._look.sizes.margin)
        top.addWidget(self.search.line, 1)
        top.addWidget(self.next, 1)
        least = self._look.px(SMALL_SIDE_MM if self.is_compact else SIDE_MM)
        self._side.setFixedWidth(max(least, self.card.sizeHint().width()))
        self._side.column.addWidget(self.card)
        self._side.column.addStretch(1)
        whole.addLayout(top, 0, 0, 1, 2)
        whole.addWidget(self._area, 1, 0)
        whole.addWidget(self._side, 1, 1)
        whole.addWidget(self._foot, 2, 0, 1, 2)
        whole.setColumnStretch(0, 1)
        whole.setRowStretch(1, 1)

    def show_day(self, day: DayList) -> None:
        """Show the day's list as it stands; whoever was marked stays marked."""
        if day == self.day:
            return
        self.day = day
        self._list.show_rows(day.rows)
        self.next.show_day(day)
        self._show_marked()
        self.show_area()

    def show_area(self) -> None:
        """Show whom the line means while something stands there, else the list."""
        self._foot.setVisible(not (self.is_compact and self.search.text))
        if self.search.text:
            self._area.setCurrentWidget(self.search.results)
        else:
            self._area.setCurrentWidget(self._list if self.day.rows else self._empty)

    def mark(self, visit_id: str) -> None:
        """Mark a visit and bring it into sight."""
        self._list.mark(visit_id)

    @property
    def marked_one(self) -> Arrived | None:
        """Whoever is marked."""
        return self.day.of_visit(self._list.marked)

    def _show_marked(self) -> None:
        one, day = self.marked_one, self.day
        self.card.show_one(one, is_empty=not day.rows)
        told = None if one is None or not self.is_compact else facts_line(one, self._texts)
        self._foot.setText(told or rule_line(day.draw, self._texts))

    def _on_key(self, _: str) -> None:
        """Enter on a row leads to what can be done for it."""
        button = self.card.buttons["call"]
        (button if button.isEnabled() else self.card.buttons["move"]).setFocus(Qt.FocusReason.TabFocusReason)
