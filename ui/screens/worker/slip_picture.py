"""The slip as it is drawn on the screen: the whole of it, or its code alone."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.journeys.attending_states import SeatShown
from kiosk.journeys.states import SlipShown
from ui.widgets.guard import guarded
from ui.widgets.item import Item, Kind
from ui.widgets.typesetter import Typesetter

LEAST_SLIP_SCALE = 0.9
"""Where the whole slip would be smaller than this on the panel, its QR code is shown alone, to be photographed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPage:
    """A slip ready to be shown.

    `draw` makes a picture of the whole slip, `draw_code` one of its QR code alone with its quiet zone; both take some
    10 ms and pause often. `size_mm` is its size on paper. `number` and `facts` (text, icon) are what stands
    beside it in screen size.
    """

    number: str
    facts: tuple[tuple[str, str | None], ...]
    size_mm: QSizeF
    draw: Callable[[QSize], Generator[None, None, QImage]]
    draw_code: Callable[[QSize], Generator[None, None, QImage]]


class SlipPages(Protocol):
    """Whoever can turn a slip on the screen into something to draw."""

    def page(self, state: SlipShown | SeatShown) -> SlipPage:
        """Return the page of the slip, in the language in which it was asked for."""
        ...

    def draw(
        self, work: Generator[None, None, QImage], take: Callable[[QImage | None], None], *, wanted: Callable[[], bool]
    ) -> None:
        """Draw in the turns of the event loop; `take` is called with the picture, or None if it was not `wanted`."""
        ...


class SlipPicture(Item):
    """The slip as it comes out of the printer, as large as there is room for."""

    kind = Kind.PICTURE

    def __init__(self, typesetter: Typesetter, name: str, parent: QWidget, pages: SlipPages) -> None:
        super().__init__(typesetter, name, parent)
        self._pages = pages
        self._asked: QSize | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._page: SlipPage | None = None
        self._drawn: QImage | None = None

    def show_page(self, page: SlipPage) -> None:
        """Show `page`; it is drawn once for each size."""
        if page != self._page:
            self._page, self._drawn, self._asked = page, None, None
            self.update()

    @property
    def is_drawn(self) -> bool:
        size = self.slip_rect().size().toSize()
        return self._page is None or (self._drawn is not None and self._drawn.size() == size)

    def width_for(self, height: float, page: SlipPage) -> float:
        """The width in pixels of the slip at `height`, or of its code alone where the slip would be too small."""
        if self.is_code_alone(height, page):
            return height
        return height * page.size_mm.width() / page.size_mm.height()

    def slip_rect(self) -> QRectF:
        """Where the slip, or its code alone, stands inside the item, in pixels."""
        if self._page is None:
            return QRectF()
        shape = QSizeF(1, 1) if self.is_code_alone(self.height(), self._page) else self._page.size_mm
        size = shape.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())

    def is_code_alone(self, height: float, page: SlipPage) -> bool:
        """Tell whether `height` pixels are too few for the whole slip."""
        return self.typesetter.theme.mm(height) < page.size_mm.height() * LEAST_SLIP_SCALE

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        rect = self.slip_rect()
        painter = QPainter(self)
        painter.fillRect(rect, Qt.GlobalColor.white)
        if self._drawn is not None and self._drawn.size() == rect.size().toSize():
            painter.drawImage(rect.topLeft(), self._drawn)
        else:
            if self._drawn is not None and _is_alike(self._drawn.size(), rect.size()):
                painter.drawImage(rect, self._drawn)  # as it was in another size, until it is drawn anew
            self._ask_for(rect.size().toSize())
        painter.end()

    def _ask_for(self, size: QSize) -> None:
        """Have the slip drawn in `size`; the number and the facts beside it are there before."""
        page = self._page
        if page is None or size == self._asked:
            return
        self._asked = size
        draw = page.draw_code if self.is_code_alone(self.height(), page) else page.draw

        def wanted() -> bool:
            return isValid(self) and (page, size) == (self._page, self._asked)

        def take(image: QImage | None) -> None:
            if image is not None and wanted():
                self._drawn = image
                self.update()

        self._pages.draw(draw(size), take, wanted=wanted)


def _is_alike(one: QSize, other: QSizeF) -> bool:
    """Whether both are of one shape: the slip, and its code alone, are not."""
    return abs(one.width() * other.height() - other.width() * one.height()) < one.width() + one.height()
