"""A page that is never narrower than what it holds: of buttons with long words none is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page


class WholePage(Page):
    """It grows and shrinks with its content's least width."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self._bar_px = look.sizes.target * 2 // 3
        self.content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The content was laid out anew."""
        if watched is self.content and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.setMinimumWidth(self.content.minimumSizeHint().width() + self._bar_px)
        return bool(super().eventFilter(watched, event))
