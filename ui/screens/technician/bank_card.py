"""A bank card drawn as large as a real one should be, to hold one against it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.desk.look import Look
from ui.widgets.guard import guarded

CARD_MM = (85.60, 53.98)
CORNER_MM = 3.18
"""Width, height and radius of the corners of a card (ISO/IEC 7810, ID-1)."""
STRIPE = (0.12, 0.22)
"""From where to where the stripe goes, of the card's height: it shows which way round."""


class BankCard(QWidget):
    """`show_scale` sets how many pixels are a millimetre across and down."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._px_per_mm = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.texts("panel-card"))

    def show_scale(self, px_per_mm: float) -> None:
        """Draw the card at this scale."""
        self._px_per_mm = px_per_mm
        self.setFixedSize(QSize(*(round(side * px_per_mm) for side in CARD_MM)))
        self.update()

    @guarded
    def paintEvent(self, _: QPaintEvent) -> None:
        palette, size = self._look.palette, self._look.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.border), size.border))
        painter.setBrush(QColor(palette.spoken))
        edge, radius = size.border / 2, CORNER_MM * self._px_per_mm
        card = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(card, radius, radius)
        top, bottom = (self.height() * share for share in STRIPE)
        painter.fillRect(QRectF(card.left(), top, card.width(), bottom - top), QColor(palette.border))
        painter.end()
