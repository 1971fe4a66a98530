"""Large text, drawn once and kept: Qt keeps letters of up to 64 pixels, and fills the outlines of larger ones anew."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout

LARGEST_KEPT_BY_QT_PX = 64
"""`QT_MAX_CACHED_GLYPH_SIZE`, also the bound of Qt's FreeType engine, which no setting moves. Seven letters above it
take 0.6 to 1.0 ms each time; below it, or from here, 0.03 ms."""
KEPT_BYTES = 1024 * 1024
OVERHANG_PX = 4
"""Letters may reach over their line's rectangle by some pixels."""


class Lettering:
    """Draws text layouts; keeps a picture of large ones, one byte a pixel, for as long as they are asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[QTextLayout, QImage]] = OrderedDict()
        """By the layout's identity and colour; a layout that is kept is never another one's namesake."""
        self._kept_bytes = 0

    def draw(self, painter: QPainter, layout: QTextLayout, rect: QRectF, color: QColor) -> None:
        """Draw `layout` in `color` with its first line at the upper left corner of `rect`, its own rectangle."""
        if layout.font().pixelSize() <= LARGEST_KEPT_BY_QT_PX:
            painter.setPen(color)
            layout.draw(painter, rect.topLeft())
            return
        corner = rect.topLeft().toPoint()
        painter.drawImage(corner.x() - OVERHANG_PX, corner.y() - OVERHANG_PX, self._image(layout, rect, color))

    def make_ready(self, layout: QTextLayout, rect: QRectF, color: QColor) -> None:
        """Draw what `draw` will be asked for."""
        if layout.font().pixelSize() > LARGEST_KEPT_BY_QT_PX:
            self._image(layout, rect, color)

    def _image(self, layout: QTextLayout, rect: QRectF, color: QColor) -> QImage:
        key = id(layout), color.rgba()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        image = _drawn(layout, rect, color)
        self._kept[key] = layout, image
        self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            self._kept_bytes -= self._kept.popitem(last=False)[1][1].sizeInBytes()
        return image


def _drawn(layout: QTextLayout, rect: QRectF, color: QColor) -> QImage:
    """The text in `color` on nothing: its coverage as the index of a table of that colour, ever more opaque."""
    around = QMargins(OVERHANG_PX, OVERHANG_PX, OVERHANG_PX, OVERHANG_PX)
    drawing = QImage(rect.size().toSize().grownBy(around), QImage.Format.Format_ARGB32_Premultiplied)
    drawing.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawing)
    painter.setPen(Qt.GlobalColor.black)
    layout.draw(painter, QPointF(OVERHANG_PX, OVERHANG_PX))
    painter.end()
    cover = drawing.convertToFormat(QImage.Format.Format_Alpha8)
    image = QImage(
        cover.constBits(), cover.width(), cover.height(), cover.bytesPerLine(), QImage.Format.Format_Indexed8
    ).copy()
    rgb = color.rgb() & 0xFFFFFF
    image.setColorTable([alpha << 24 | rgb for alpha in range(256)])
    return image
