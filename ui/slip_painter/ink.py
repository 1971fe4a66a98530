"""A drawing reduced to black dots, as a thermal head prints it."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

OUTLINE_DOTS = 2
"""An edge this wide is kept by every head."""
EDGE_GAIN = 3
"""Doublings: a difference of 128 / 2**3 = 16 of 255 between two neighbouring colours becomes an outline."""
LIGHTENING = 80
"""Of 255: how much white lies over the colours, so that outlines stand out from every tone."""
TONE_DOTS = 2
"""Grey is made of squares of this side; single dots fade on worn heads."""


def to_ink(drawing: QImage, *pictures: QRect) -> Generator[None, None, QImage]:
    """Return `drawing` with one bit a dot; `pictures` are its areas of flat colours, the rest is text and lines."""
    inked = _thresholded(drawing)
    yield
    for picture in pictures:
        picture_ink = _picture_ink(drawing.copy(picture))
        yield
        painter = QPainter(inked)
        painter.drawImage(picture.topLeft(), picture_ink)
        painter.end()
    return inked


def black_rows(image: QImage) -> bytes:
    """The rows of a one-bit image, highest bit leftmost, 1 for black, without the padding of QImage."""
    bits = image.convertToFormat(QImage.Format.Format_Mono)
    if bits.color(1) & 0xFFFFFF:
        bits.invertPixels()
    row_bytes, line_bytes = (bits.width() + 7) // 8, bits.bytesPerLine()
    raw = bytes(bits.constBits())
    return b"".join(raw[y * line_bytes : y * line_bytes + row_bytes] for y in range(bits.height()))


def _picture_ink(colours: QImage) -> QImage:
    """Outlines where colours meet, over a light tone of squares: flat colours told apart without grey."""
    inked = _tone(colours)
    painter = QPainter(inked)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(0, 0, _outlines(colours))
    painter.end()
    return _thresholded(inked)


def _tone(colours: QImage) -> QImage:
    lighter = colours.copy()
    painter = QPainter(lighter)
    painter.fillRect(lighter.rect(), QColor(255, 255, 255, LIGHTENING))
    painter.end()
    small = lighter.scaled(
        colours.width() // TONE_DOTS,
        colours.height() // TONE_DOTS,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    dots = small.convertToFormat(
        QImage.Format.Format_Mono, Qt.ImageConversionFlag.OrderedDither | Qt.ImageConversionFlag.MonoOnly
    )
    return dots.scaled(colours.size()).convertToFormat(QImage.Format.Format_RGB32)


def _outlines(colours: QImage) -> QImage:
    edges = QImage(colours.size(), QImage.Format.Format_RGB32)
    edges.fill(Qt.GlobalColor.black)
    painter = QPainter(edges)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for shift in (QPoint(OUTLINE_DOTS, 0), QPoint(0, OUTLINE_DOTS)):
        painter.drawImage(0, 0, _difference(colours, shift))
    for _ in range(EDGE_GAIN):
        painter.drawImage(0, 0, edges.copy())
    painter.end()
    edges.invertPixels()
    return _thresholded(edges).convertToFormat(QImage.Format.Format_RGB32)


def _difference(colours: QImage, shift: QPoint) -> QImage:
    apart = QImage(colours.size(), QImage.Format.Format_RGB32)
    apart.fill(Qt.GlobalColor.white)
    painter = QPainter(apart)
    painter.drawImage(shift, colours)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, colours)
    painter.end()
    return apart


def _thresholded(image: QImage) -> QImage:
    return image.convertToFormat(
        QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.MonoOnly
    )
