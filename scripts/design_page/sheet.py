"""A sheet of pictures in columns, each with its name above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui.theme import FONT_FAMILIES

EDGE_PX, NAME_PX = 16, 26
PAPER, INK = QColor("#E9E6E0"), QColor("#202020")


def sheet(pictures: Sequence[tuple[str, QImage]], *, columns: int) -> QImage:
    """Return all `pictures`, of one size, on one."""
    width, height = pictures[0][1].width(), pictures[0][1].height()
    rows = -(-len(pictures) // columns)
    step_x, step_y = width + EDGE_PX, height + NAME_PX + EDGE_PX
    whole = QImage(columns * step_x + EDGE_PX, rows * step_y + EDGE_PX, QImage.Format.Format_RGB32)
    whole.fill(PAPER)
    painter = QPainter(whole)
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(NAME_PX * 2 // 3)
    painter.setFont(font)
    painter.setPen(INK)
    for index, (name, picture) in enumerate(pictures):
        left, top = EDGE_PX + index % columns * step_x, EDGE_PX + index // columns * step_y
        painter.drawText(QRectF(left, top, width, NAME_PX), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(left, top + NAME_PX, picture)
    painter.end()
    return whole
