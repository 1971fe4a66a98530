"""What a screen really shows, measured from its items as laid out and from its pixels as painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from ui.theme import Theme, contrast
from ui.widgets.item import Item, ShownText

INK_SHARE = 0.01
"""A colour that covers less of a text's rectangle is the soft edge of a letter, not the letter."""


class Shown(Protocol):
    """A window made of items: the kiosk's shell, the board in the hall. It is a widget, too."""

    @property
    def theme(self) -> Theme:
        """How it looks."""
        ...

    def lit_items(self) -> list[Item]:
        """All items now to be seen on the window, in reading order; none that lies in a shade."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One item on the panel; lengths in millimetres, `contrast` None for an item without text."""

    kind: str
    name: str
    text: str
    spoken: str
    rect_mm: tuple[float, float, float, float]
    cap_height_mm: float | None
    contrast: float | None
    clipped: bool
    torn: bool
    """Whether a word is broken that is wider than its room."""


def measured(window: Shown, image: QImage, *, spoken: Callable[[str], str]) -> list[Measured]:
    """Measure every lit item of `window`, which `image` shows; `spoken` turns a phrase into what is heard."""
    assert isinstance(window, QWidget)
    return measured_items(window.lit_items(), window, window.theme, image, spoken=spoken)


def measured_items(
    items: Sequence[Item], window: QWidget, theme: Theme, image: QImage, *, spoken: Callable[[str], str]
) -> list[Measured]:
    """Measure `items`, which stand in `window`, however deep, and in `image`, a picture of it in `theme`."""
    rects = [QRect(item.mapTo(window, QPoint(0, 0)), item.size()) for item in items]
    return [
        Measured(
            kind=item.kind.value,
            name=item.objectName(),
            text="\n".join(text.text for text in item.texts()),
            spoken=" ".join(spoken(phrase) for phrase in item.spoken),
            rect_mm=_in_mm(rect, theme),
            cap_height_mm=_least_cap(item),
            contrast=_least_contrast(item, rect, image),
            torn=item.placed().is_torn and item.is_whole(),
            clipped=not item.is_whole() or not image.rect().contains(rect) or _is_covered(rect, rects),
        )
        for item, rect in zip(items, rects, strict=True)
    ]


def _in_mm(rect: QRect, theme: Theme) -> tuple[float, float, float, float]:
    left, top, width, height = (round(theme.mm(px), 2) for px in (rect.x(), rect.y(), rect.width(), rect.height()))
    return left, top, width, height


def _least_cap(item: Item) -> float | None:
    heights = [text.cap_height_mm for text in item.texts()]
    return round(min(heights), 2) if heights else None


def _least_contrast(item: Item, rect: QRect, image: QImage) -> float | None:
    ratios = [_contrast_of(text, rect, image) for text in item.texts() if text.text.strip()]
    return round(min(ratios), 1) if ratios else None


def _contrast_of(text: ShownText, rect: QRect, image: QImage) -> float:
    return contrast_in(QRectF(text.rect).translated(rect.topLeft()).toAlignedRect(), image)


def contrast_in(area: QRect, image: QImage, *, share: float = 1.0) -> float:
    """Contrast of a text's letters with their ground: the commonest colour against the most different one of weight.

    `share` is how much of `area` the text takes.
    """
    colors = _colors(image.copy(area.intersected(image.rect())))
    total = sum(colors.values())
    ground = QColor.fromRgb(colors.most_common(1)[0][0])
    inks = [color for color, count in colors.items() if count >= total * share * INK_SHARE]
    return max(contrast(ground, QColor.fromRgb(ink)) for ink in inks)


def _colors(image: QImage) -> Counter[int]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    return Counter(pixels.tolist())


def _is_covered(rect: QRect, rects: Sequence[QRect]) -> bool:
    """Tell whether another item lies over this one, even by a pixel."""
    return any(other is not rect and other.intersects(rect) for other in rects)
