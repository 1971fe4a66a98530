"""Pictures of the house: SVG files rendered once for each size, then painted as they are."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

KEPT_BYTES = 7 * 1024 * 1024
"""With 6 MB the trades, which most visits see, were drawn anew after some lists: 43 ms instead of 27."""
LARGEST_KEPT_BYTES = 1024 * 1024
"""The one picture of a notice takes 3 MB: drawn anew in 7 ms, it does not push forty others out."""
LARGEST_PHOTO_BYTES = 4 * 1024 * 1024
"""A telephone's photo is read and made smaller in 100 ms: the last large one is kept, up to 1024 pixels wide."""
ELSEWHERE = (".svg", ".png")
POINTING = frozenset({"back", "next", "previous", "tomorrow"})
"""Pictures that point to what was or comes next: that is the other side where things begin at the right."""
LARGEST_READ_BYTES = 4 * 1024 * 1024
LEAST_HEIGHT = 0.5
"""Of its width: what is flatter still is given so much."""
VIEW_BOX = re.compile(rb'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')

Stamp = tuple[int, int]
"""When the file of a picture that lies elsewhere was changed, in nanoseconds, and its bytes."""
Key = tuple[str, int, str, bool, Stamp]


class Pictures:
    """The SVG files of some folders by name: `paint(painter, "home", rect)`. Keeps the renderings used last.

    A name that ends in `.svg` or `.png` is the path of a file that lies elsewhere, as a lesson's pictures do. Where it
    was changed meanwhile, it is read again.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._rendered: OrderedDict[Key, QImage] = OrderedDict()
        self._kept_bytes = 0
        self._photo: tuple[Key, QImage] | None = None
        self._sources: dict[str, bytes] = {}
        self._heights: dict[str, tuple[Stamp, float]] = {}

    def height_of(self, name: str) -> float:
        """Return how high picture `name` is, of its width: 1.0 where it is square or stands, less where it lies."""
        stamp = _stamp(name)
        if name not in self._heights or self._heights[name][0] != stamp:
            size = _size(self._source(name), is_photo=name.endswith(".png"))
            height = size.height() / size.width() if size.width() > 0 and size.height() > 0 else 1.0
            self._heights[name] = stamp, min(1.0, max(LEAST_HEIGHT, height))
        return self._heights[name][1]

    def paint(self, painter: QPainter, name: str, rect: QRectF, *, ink: QColor, is_mirrored: bool = False) -> None:
        """Paint picture `name` into `rect`; signs drawn in `currentColor` take the colour `ink`.

        A `rect` that lies is the middle of the square that the picture has. Where all around it `is_mirrored`, an arrow
        points to the other side.
        """
        above = (rect.width() - rect.height()) / 2
        square = rect.adjusted(0, -above, 0, above)
        painter.drawImage(square.toRect().topLeft(), self.image(name, _side(rect), ink=ink, is_mirrored=is_mirrored))

    def make_ready(self, name: str, rect: QRectF, *, ink: QColor, is_mirrored: bool = False) -> None:
        """Render what `paint` will be asked for."""
        self.image(name, _side(rect), ink=ink, is_mirrored=is_mirrored)

    def image(self, name: str, side: int, *, ink: QColor, is_mirrored: bool = False) -> QImage:
        """Return picture `name` as a square of `side` pixels."""
        is_turned = is_mirrored and name in POINTING
        key = (name, side, ink.name(), is_turned, _stamp(name))
        if key in self._rendered:
            self._rendered.move_to_end(key)
            return self._rendered[key]
        if self._photo is not None and self._photo[0] == key:
            return self._photo[1]
        image = self._render(name, side, ink)
        if is_turned:
            image = image.flipped(Qt.Orientation.Horizontal)
        self._keep(key, image, is_photo=name.endswith(".png"))
        return image

    def _keep(self, key: Key, image: QImage, *, is_photo: bool) -> None:
        if image.sizeInBytes() > LARGEST_KEPT_BYTES:
            if is_photo:
                self._photo = (key, image) if image.sizeInBytes() <= LARGEST_PHOTO_BYTES else None
            return
        self._rendered[key] = image
        self._kept_bytes += image.sizeInBytes()
        while self._kept_bytes > KEPT_BYTES and len(self._rendered) > 1:
            self._kept_bytes -= self._rendered.popitem(last=False)[1].sizeInBytes()

    def _render(self, name: str, side: int, ink: QColor) -> QImage:
        from PySide6.QtSvg import QSvgRenderer

        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        if name.endswith(".png"):
            return _with_photo(image, self._source(name))
        source = self._source(name).replace(b"currentColor", ink.name().encode())
        painter = QPainter(image)
        renderer = QSvgRenderer(QByteArray(source))
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        return image

    def _source(self, name: str) -> bytes:
        if name.endswith(ELSEWHERE):
            return _read(name)
        if name not in self._sources:
            paths = (folder / f"{name}.svg" for folder in self._folders)
            found = next((path for path in paths if path.is_file()), None)
            self._sources[name] = EMPTY_PICTURE if found is None else found.read_bytes()
        return self._sources[name]

    def read_all(self) -> None:
        """Read every picture's file, so that no touch waits for the disk; may run on any thread."""
        for folder in self._folders:
            for path in folder.glob("*.svg"):
                self._sources.setdefault(path.stem, path.read_bytes())


def _stamp(name: str) -> Stamp:
    """Those of the house do not change, and one that is gone has none: zeros."""
    if name.endswith(ELSEWHERE):
        try:
            found = os.stat(name)
            return found.st_mtime_ns, found.st_size
        except (OSError, ValueError):
            pass
    return 0, 0


def _read(file: str) -> bytes:
    """What lies in a file that somebody may take away or change meanwhile."""
    try:
        if os.path.isfile(file):
            with open(file, "rb") as opened:
                return opened.read(LARGEST_READ_BYTES)
    except OSError:
        pass
    return EMPTY_PICTURE


def _with_photo(image: QImage, source: bytes) -> QImage:
    """Put the photo into the middle of the square; a broken one leaves it empty."""
    photo = QImage.fromData(source)
    if photo.isNull():
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    photo = photo.scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth)
    painter = QPainter(image)
    painter.drawImage((image.width() - photo.width()) // 2, (image.height() - photo.height()) // 2, photo)
    painter.end()
    return image


def _size(source: bytes, *, is_photo: bool) -> QSizeF:
    """The size of a picture in units of its own; an empty one where it does not say."""
    if is_photo:
        within = QBuffer()
        within.setData(source)
        return QSizeF(QImageReader(within).size())
    told = VIEW_BOX.search(source)
    return QSizeF(float(told[1]), float(told[2])) if told else QSizeF()


def _side(rect: QRectF) -> int:
    return max(1, round(rect.width()))


EMPTY_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    b'<rect x="3" y="3" width="26" height="26" rx="6" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
)
"""Stands for a picture whose file is missing: the word beside it still says what it is."""
