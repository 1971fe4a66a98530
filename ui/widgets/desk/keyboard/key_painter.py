"""How a key looks: its ground, and a letter or a drawn sign on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from ui.theme import FONT_FAMILIES
from ui.widgets.desk.keyboard.layout import Act, Key
from ui.widgets.desk.look import Look, mixed

BESIDE_LETTERS = frozenset({Act.BACK, Act.SHIFT, Act.APART, Act.SIGNS, Act.LETTERS, Act.LANGUAGE, Act.HIDE})
QUIET_SHARE = 0.82
"""Of the quiet ground in keys that type nothing: they are told from letters at a glance."""
SIGN_SHARE, STROKE_SHARE = 0.42, 0.045
"""Of a key's height: its drawn sign, and the stroke that draws it."""


class KeyPainter:
    """Paints keys in the colours and letters of the desk."""

    def __init__(self, look: Look) -> None:
        self._look = look
        palette = look.palette
        self._beside = QColor(mixed(palette.quiet, palette.border, QUIET_SHARE))
        self.letters = QFont(list(FONT_FAMILIES))
        self.letters.setPixelSize(look.sizes.title)
        self._words = QFont(self.letters)
        self._words.setPixelSize(look.sizes.body)

    def paint(self, painter: QPainter, key: Key, area: QRectF, *, text: str, is_down: bool, is_on: bool) -> None:
        """Paint one key; `text` is what stands on it, `is_on` whether it holds (capitals)."""
        ground, ink = self._colors(key, is_down=is_down, is_on=is_on)
        size, palette = self._look.sizes, self._look.palette
        half = size.border / 2
        painter.setPen(QPen(QColor(palette.border), size.border))
        painter.setBrush(ground)
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), size.radius, size.radius)
        painter.setPen(ink)
        if text:
            painter.setFont(self.letters if len(text) == 1 else self._words)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        else:
            self._draw(painter, key.act, area, ink)

    def _colors(self, key: Key, *, is_down: bool, is_on: bool) -> tuple[QColor, QColor]:
        palette = self._look.palette
        if is_down or is_on:
            return QColor(palette.spoken), QColor(palette.on_spoken)
        if key.act is Act.ENTER:
            return QColor(palette.primary), QColor(palette.on_primary)
        return (self._beside if key.act in BESIDE_LETTERS else QColor(palette.surface)), QColor(palette.ink)

    def _draw(self, painter: QPainter, act: Act, area: QRectF, ink: QColor) -> None:
        side = min(area.height(), area.width()) * SIGN_SHARE
        pen = QPen(ink, max(1.5, area.height() * STROKE_SHARE))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_sign(act, area.center(), side / 2))


def _sign(act: Act, centre: QPointF, unit: float) -> QPainterPath:
    """The drawn sign of a key; it is two units wide or high."""
    lines: tuple[tuple[tuple[float, float], ...], ...] = SIGNS.get(act, ())
    path = QPainterPath()
    for line in lines:
        for place, (x, y) in enumerate(line):
            point = centre + QPointF(x * unit, y * unit)
            if place:
                path.lineTo(point)
            else:
                path.moveTo(point)
    return path


SIGNS: dict[Act, tuple[tuple[tuple[float, float], ...], ...]] = {
    Act.BACK: (
        ((-1.3, 0), (-0.6, -0.75), (1.2, -0.75), (1.2, 0.75), (-0.6, 0.75), (-1.3, 0)),
        ((-0.15, -0.32), (0.55, 0.32)), ((0.55, -0.32), (-0.15, 0.32)),
    ),
    Act.SHIFT: (
        ((0, -1), (0.95, 0.05), (0.42, 0.05), (0.42, 0.9), (-0.42, 0.9), (-0.42, 0.05), (-0.95, 0.05), (0, -1)),
    ),
    Act.ENTER: (((1.1, -0.8), (1.1, 0.25), (-1.1, 0.25)), ((-0.5, -0.4), (-1.1, 0.25), (-0.5, 0.9))),
    Act.SPACE: (((-1.6, 0), (-1.6, 0.55), (1.6, 0.55), (1.6, 0)),),
    Act.HIDE: (((-1, -0.3), (0, 0.65), (1, -0.3)), ((-1.1, -0.95), (1.1, -0.95))),
}  # fmt: skip
"""Lines through points, from the middle of the key, in units to the right and down."""
