"""A step within a screen, as large as the screen, with its own way back."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.esc_page import EscPage
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words

LOW_PANEL_MM = 150.0
"""A panel that is lower keeps its room for what is asked."""


class StepPage(EscPage):
    """Title and subtitle, two columns (one below the other on a tall panel), and the buttons that stay in sight.

    `closed` asks for the way back: by the button, or by Esc, which does not leave the screen then.
    """

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        size = look.sizes
        is_low = look.panel.height_mm < LOW_PANEL_MM
        self.title = Words(f"{name}-title", "", self, kind="strong" if is_low else "title")
        self.subtitle = Words(f"{name}-subtitle", "", self, kind="small")
        self._page = Page(look, f"{name}-page", self)
        self._page.column.setContentsMargins(0, 0, 0, 0)
        self._page.setMinimumHeight(size.target)
        self.first, self.second = QVBoxLayout(), QVBoxLayout()
        way = QBoxLayout.Direction.TopToBottom if look.panel.is_portrait else QBoxLayout.Direction.LeftToRight
        columns = QBoxLayout(way)
        columns.setSpacing(size.margin)
        for column in (self.first, self.second):
            column.setSpacing(size.gap)
            columns.addLayout(column, 1)
        self._page.column.addLayout(columns)
        self._page.column.addStretch(1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(size.gap)
        back = f"{look.texts('step-back')}  Esc"
        self._back = DeskButton(look, f"{name}-back", back, self, pressed=self.closed.emit)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        whole.setSpacing(size.gap)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        whole.addLayout(head)
        whole.addWidget(self._page, 1)
        whole.addLayout(self.foot)

    @property
    def content(self) -> QWidget:
        """Whom everything in the two columns belongs to."""
        return self._page.content

    def put_last(self, *buttons: QWidget) -> None:
        """Let the Tab key come to the way back, then to `buttons`, after everything that is asked."""
        inside = [each for each in self.content.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise((inside[-1], self._back, *buttons)):
            QWidget.setTabOrder(before, after)
