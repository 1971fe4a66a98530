"""A button that leads to whom or what it names, cut with an ellipsis where the name is longer than its room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded


class Link(DeskButton):
    """As wide as its place, whatever stands on it; the whole name is what is read out."""

    def __init__(self, look: Look, name: str, parent: QWidget, *, pressed: Callable[[], None]) -> None:
        self._look, self._whole = look, ""
        super().__init__(look, name, "", parent, kind="row", pressed=pressed)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show another name."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 4 * self._look.sizes.padding
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(shown.replace("&", "&&"))
