"""A step within a screen, as large as the screen, with its own way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page
from ui.widgets.desk.words import Words


class StepPage(QWidget):
    """Title, two columns (one below the other on a tall panel), and the buttons that stay in sight.

    `closed` asks for the way back: by the button, or by Esc, which does not leave the screen then.
    """

    closed = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        size = look.sizes
        self.title = Words(f"{name}-title", "", self, kind="title")
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
        self.foot.addWidget(DeskButton(look, f"{name}-back", back, self, pressed=self.closed.emit))
        self.foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(size.margin, size.margin, size.margin, size.margin)
        whole.setSpacing(size.gap)
        whole.addWidget(self.title)
        whole.addWidget(self._page, 1)
        whole.addLayout(self.foot)

    @property
    def content(self) -> QWidget:
        """Whom everything in the two columns belongs to."""
        return self._page.content

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the way back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
