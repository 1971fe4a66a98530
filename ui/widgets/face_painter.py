"""The painter of faces: ground, border, picture, lines; small faces with a picture are kept painted."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.theme import BORDER_MM, RADIUS_MM, Level, Theme
from ui.widgets.face import Face, Placed, Tone
from ui.widgets.lettering import Lettering
from ui.widgets.pictures import Pictures

KEPT_BYTES = 5 * 1024 * 1024
LARGEST_KEPT_PIXELS = 120_000
"""Larger faces, and those of text alone, are painted anew: to make a picture of them costs more than to paint them."""


class FacePainter:
    """Paints faces that a typesetter has laid out, in one theme."""

    def __init__(self, theme: Theme, pictures: Pictures, *, around: Theme, keeps: float = 1.0) -> None:
        """`around` is the theme of what the items stand on; `keeps` is how much of `KEPT_BYTES` is kept painted."""
        self._around = around
        self._theme, self._pictures, self._lettering = theme, pictures, Lettering()
        self._kept: OrderedDict[tuple[Face, int, int, bool, bool], QImage] = OrderedDict()
        self._kept_bytes, self._most_bytes = 0, round(KEPT_BYTES * keeps)

    def paint(
        self, painter: QPainter, size: QSize, face: Face, placed: Placed, *, pressed: bool, speaking: bool
    ) -> None:
        """Paint an item of `size` whole, with the theme's ground behind it.

        `pressed` answers a finger; `speaking` marks the item whose phrase is heard now.
        """
        if face.picture is None or size.width() * size.height() > LARGEST_KEPT_PIXELS:
            painter.fillRect(0, 0, size.width(), size.height(), self._around.color("ground"))
            self._draw(painter, size, face, placed, pressed=pressed, speaking=speaking)
            return
        key = (face, size.width(), size.height(), pressed, speaking)
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            image = QImage(size, QImage.Format.Format_RGB32)
            image.fill(self._around.color("ground"))
            within = QPainter(image)
            self._draw(within, size, face, placed, pressed=pressed, speaking=speaking)
            within.end()
            self._keep(key, image)
        painter.drawImage(0, 0, self._kept[key])

    def forget(self) -> None:
        """Drop the painted faces and the large texts."""
        self._kept.clear()
        self._kept_bytes = 0
        self._lettering = Lettering()

    def make_ready(self, face: Face, placed: Placed) -> None:
        """Draw the pictures and the large texts of a face that will be painted soon."""
        ink = face.tone.value[1]
        wanted = [(face.picture, placed.picture_rect, ink)]
        wanted += [(one.line.icon, one.icon_rect, one.line.color or ink) for one in placed.lines]
        for name, rect, color in wanted:
            if name is not None and rect is not None:
                is_mirrored = self._theme.is_mirrored
                self._pictures.make_ready(name, rect, ink=self._theme.color(color), is_mirrored=is_mirrored)
        for one in placed.lines:
            self._lettering.make_ready(one.layout, one.rect, self._theme.color(one.line.color or ink))

    def paint_picture(self, painter: QPainter, name: str, rect: QRectF, ink: str) -> None:
        """Paint picture `name` alone; its signs take the palette's colour `ink`."""
        self._paint_picture(painter, name, rect, self._theme.color(ink))

    def _paint_picture(self, painter: QPainter, name: str, rect: QRectF, ink: QColor) -> None:
        self._pictures.paint(painter, name, rect, ink=ink, is_mirrored=self._theme.is_mirrored)

    def _keep(self, key: tuple[Face, int, int, bool, bool], image: QImage) -> None:
        self._kept[key] = image
        self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > self._most_bytes and len(self._kept) > 1:
            self._kept_bytes -= self._kept.popitem(last=False)[1].sizeInBytes()

    def _draw(
        self, painter: QPainter, size: QSize, face: Face, placed: Placed, *, pressed: bool, speaking: bool
    ) -> None:
        ground, ink, border = face.tone.value
        if speaking:
            ground, ink, border = "spoken", "on_spoken", "on_spoken" if border else None
        elif pressed and border == ground:
            border = ink  # what is black, or white, already can be no darker
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if face.tone is not Tone.PLAIN or speaking:
            level = Level.PRESSED if pressed else Level.HEARD if speaking else Level.RAISED
            self._draw_ground(painter, size, self._theme.color(ground), border, level)
            if border is None:
                self._underline(painter, size, self._theme.color(ink))
        if placed.picture_rect is not None and face.picture is not None:
            self._paint_picture(painter, face.picture, placed.picture_rect, self._theme.color(ink))
        for one in placed.lines:
            color = self._theme.color(ink if speaking or one.line.color is None else one.line.color)
            self._lettering.draw(painter, one.layout, one.rect, color)
            if one.icon_rect is not None and one.line.icon is not None:
                self._paint_picture(painter, one.line.icon, one.icon_rect, color)

    def _draw_ground(self, painter: QPainter, size: QSize, color: QColor, border: str | None, level: Level) -> None:
        border_mm, shade = level.value
        width = self._theme.px(border_mm) if border else 0.0
        painter.setBrush(color.darker(shade))
        painter.setPen(QPen(self._theme.color(border), width) if border else Qt.PenStyle.NoPen)
        radius = self._theme.px(RADIUS_MM)
        area = QRectF(0, 0, size.width(), size.height())
        painter.drawRoundedRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)

    def _underline(self, painter: QPainter, size: QSize, color: QColor) -> None:
        """Mark words that have no border to mark: a change of ground alone is too faint on paper and on white."""
        height, inset = self._theme.px(BORDER_MM), self._theme.px(RADIUS_MM)
        painter.fillRect(QRectF(inset, size.height() - height, size.width() - 2 * inset, height), color)
