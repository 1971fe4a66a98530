"""What to bring in or to take out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.desk.errand import Work
from kiosk.domain.staff import Role
from ui.screens.desk.screen_width import screen_width
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

GROUPS: tuple[tuple[str, tuple[tuple[Work, str], ...]], ...] = (
    ("in", ((Work.IMPORT_POSTINGS, "desk-postings"), (Work.IMPORT_PEOPLE, "desk-register"))),
    (
        "out",
        (
            (Work.EXPORT_POSTINGS, "desk-postings"),
            (Work.EXPORT_ARRIVALS, "desk-arrivals"),
            (Work.EXPORT_OUTCOMES, "desk-outcomes"),
            (Work.EXPORT_PEOPLE, "desk-register"),
        ),
    ),
)
"""Bringing in above, taking out below; each with its picture."""
HEAD_ONLY = Work.EXPORT_PEOPLE
TILE_MM = 70.0


class ExchangeStart(QWidget):
    """One large button each. `chosen` carries the `Work`."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exchange-start")
        page = Page(look, "exchange-start-page", self)
        columns = 2 if screen_width(look) > 2 * look.px(TILE_MM) else 1
        self._buttons: dict[Work, DeskButton] = {}
        for group, works in GROUPS:
            title = Words(f"exchange-{group}", look.texts(f"exchange-{group}"), page.content, kind="title")
            page.column.addWidget(title)
            grid = QGridLayout()
            grid.setSpacing(look.sizes.gap)
            for place, (work, picture) in enumerate(works):
                grid.addWidget(self._button(look, work, picture, page.content), place // columns, place % columns)
            for column in range(columns):
                grid.setColumnStretch(column, 1)
            page.column.addLayout(grid)
        self._head_only = Words("exchange-head-only", look.texts("exchange-head-only"), page.content, kind="hint")
        self._head_only.hide()
        page.column.addWidget(self._head_only)
        page.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _button(self, look: Look, work: Work, picture: str, parent: QWidget) -> DeskButton:
        button = DeskButton(
            look, f"exchange-{work}", look.texts(f"exchange-{work}"), parent, kind="tile", picture=picture,
            keys=f"Alt+{len(self._buttons) + 1}", pressed=lambda: self.chosen.emit(work),
        )  # fmt: skip
        self._buttons[work] = button
        return button

    def show_role(self, role: Role) -> None:
        """Leave to the head what only the head may do."""
        may = role is Role.HEAD
        self._buttons[HEAD_ONLY].setVisible(may)
        self._head_only.setVisible(not may)

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return self._buttons[Work.IMPORT_POSTINGS]
