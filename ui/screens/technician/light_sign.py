"""A light of the doctor's: a coloured disc with a sign in it, so that nothing is told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.domain.finding import Light
from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

SIGNS = {Light.GREEN: "✓", Light.AMBER: "!", Light.RED: "✗"}


class LightSign(QWidget):
    """Green in the house's green, amber in its yellow, red in the colour of warnings."""

    def __init__(self, look: Look, name: str, light: Light, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look, self._light = look, light
        side = look.sizes.target * 3 // 5
        self.setFixedSize(side, side)
        self.setAccessibleName(look.texts(f"doctor-light-{light}"))

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        palette, size = self._look.palette, self._look.sizes
        ground, ink = {
            Light.GREEN: (palette.primary, palette.on_primary),
            Light.AMBER: (palette.spoken, palette.on_spoken),
            Light.RED: (palette.warning, palette.on_warning),
        }[self._light]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.border), size.border))
        painter.setBrush(QColor(ground))
        edge = size.border / 2
        disc = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawEllipse(disc)
        font = QFont(self.font())
        font.setPixelSize(round(disc.height() * 0.6))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), SIGNS[self._light])
        painter.end()
