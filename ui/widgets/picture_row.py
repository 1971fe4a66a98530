"""Small pictures side by side that are seen and heard, and not touched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import KNOWN_PICTURE_MM
from ui.widgets.grid import in_mirror
from ui.widgets.guard import guarded
from ui.widgets.item import Item, Kind
from ui.widgets.typesetter import Typesetter

GAP_SHARE = 0.15


class PictureRow(Item):
    """The pictures in rows, as large as there is room for; the words for them are said, and stand elsewhere."""

    kind = Kind.PICTURE

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget) -> None:
        super().__init__(typesetter, name, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._pictures: tuple[str, ...] = ()

    def show_pictures(self, pictures: Sequence[str], *, spoken: str) -> None:
        """Show `pictures`; `spoken` is what is said for all of them."""
        self.spoken = (spoken,)
        if tuple(pictures) != self._pictures:
            self._pictures = tuple(pictures)
            self.update()

    def places(self) -> list[QRectF]:
        """Where each picture stands, in pixels: in as few rows as make them largest, in the middle."""
        if not self._pictures:
            return []
        count, width, height = len(self._pictures), float(self.width()), float(self.height())
        side, columns = max((_side(width, height, count, columns), columns) for columns in range(1, count + 1))
        side = min(side, self.typesetter.theme.px(KNOWN_PICTURE_MM))
        step, rows = side * (1 + GAP_SHARE), -(-count // columns)
        left = (width - step * columns + side * GAP_SHARE) / 2
        top = (height - step * rows + side * GAP_SHARE) / 2
        places = [
            QRectF(left + step * (place % columns), top + step * (place // columns), side, side)
            for place in range(count)
        ]
        return in_mirror(places, QRectF(self.rect()), is_mirrored=self.typesetter.theme.is_mirrored)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.typesetter.theme
        painter.fillRect(self.rect(), theme.color("spoken" if self.speaking else "ground"))
        for picture, place in zip(self._pictures, self.places(), strict=True):
            self.typesetter.painter.paint_picture(painter, picture, place, "on_spoken" if self.speaking else "ink")
        painter.end()


def _side(width: float, height: float, count: int, columns: int) -> float:
    """The side of each picture in so many columns."""
    rows = -(-count // columns)
    return min(width / (columns + (columns - 1) * GAP_SHARE), height / (rows + (rows - 1) * GAP_SHARE))
