"""How far something is set: bars that grow, the present ones filled, over the number in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import BORDER_MM, ROW_MM, SMALL_RADIUS_MM
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import mirrored
from ui.widgets.guard import guarded
from ui.widgets.item import Sign
from ui.widgets.typesetter import Typesetter

BARS_SHARE = 0.62
"""Of the height; the rest is the text's."""
LEAST_BAR = 0.3
"""The first bar's height as a share of the last one's."""


class LevelSign(Sign):
    """Shows step `n` of `most`."""

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget) -> None:
        super().__init__(typesetter, name, parent)
        self._step, self._most = 0, 1

    def show_level(self, step: int, most: int, line: Line) -> None:
        """Fill `step` of `most` bars and show `line` below them."""
        self._step, self._most = step, most
        face = Face(lines=(line,), tone=Tone.PLAIN, centered=True)
        self.show_face(self.typesetter.shrunk([face], [self.face_area()])[0])
        self._placed = None
        self.update()

    def face_area(self) -> QRectF:
        """The text stands below the bars."""
        return QRectF(self.rect()).adjusted(0, self.height() * BARS_SHARE, 0, 0)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self.typesetter.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(theme.padding, theme.padding, -theme.padding, 0)
        room.setHeight(self.height() * BARS_SHARE - theme.padding)
        gap = theme.gap
        width = min((room.width() - gap * (self._most - 1)) / self._most, theme.px(ROW_MM))
        left = room.center().x() - (width * self._most + gap * (self._most - 1)) / 2
        ink = theme.color("on_spoken" if self.speaking else "ink")
        painter.setPen(QPen(ink, theme.px(BORDER_MM)))
        radius = theme.px(SMALL_RADIUS_MM)
        for index in range(self._most):
            height = room.height() * (LEAST_BAR + (1 - LEAST_BAR) * index / max(1, self._most - 1))
            bar = QRectF(left + index * (width + gap), room.bottom() - height, width, height)
            bar = mirrored(bar, QRectF(self.rect())) if theme.is_mirrored else bar
            painter.setBrush(theme.color("primary") if index < self._step else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar, radius, radius)
        painter.end()
