"""How loud it is at the microphone: bars that fill as a line of text does, seen from an arm's length."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import BORDER_MM, SMALL_RADIUS_MM
from ui.widgets.grid import mirrored
from ui.widgets.guard import guarded
from ui.widgets.item import Kind, Sign
from ui.widgets.typesetter import Typesetter

BARS = 12
GAP_SHARE = 0.28
"""Of a bar's room, what lies between it and the next."""
LOWEST = 0.35
"""Height of the first bar; the last has all of it."""


class LevelMeter(Sign):
    """Shows a loudness of 0 to 1 by how many bars are full; an empty bar keeps its outline."""

    kind = Kind.PICTURE

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget) -> None:
        super().__init__(typesetter, name, parent)
        self._full = 0

    @property
    def full(self) -> int:
        """How many bars are full now."""
        return self._full

    def show_level(self, level: float) -> None:
        """Fill as many bars as `level` says, at least one for anything that is heard."""
        full = min(BARS, round(level * BARS)) if level <= 0 else max(1, min(BARS, round(level * BARS)))
        if full != self._full:
            self._full = full
            self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.typesetter.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, edge = self.width() / BARS, theme.px(BORDER_MM)
        radius = theme.px(SMALL_RADIUS_MM)
        for index in range(BARS):
            height = self.height() * (LOWEST + (1 - LOWEST) * index / (BARS - 1)) - 2 * edge
            bar = QRectF(index * width + edge, self.height() - height - edge, width * (1 - GAP_SHARE), height)
            bar = mirrored(bar, QRectF(self.rect())) if theme.is_mirrored else bar
            pen = painter.pen()
            pen.setColor(theme.color("border" if index >= self._full else "primary"))
            pen.setWidthF(edge)
            painter.setPen(pen)
            painter.setBrush(theme.color("primary") if index < self._full else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar, radius, radius)
        painter.end()
