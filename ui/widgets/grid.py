"""Rectangles for items: an area cut into rows, columns and cells with gaps, or seen in a mirror."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF


def cells(area: QRectF, *, columns: int, rows: int, gap: float) -> list[QRectF]:
    """Cut `area` into `rows` x `columns` equal cells, row by row, `gap` apart."""
    width = (area.width() - gap * (columns - 1)) / columns
    height = (area.height() - gap * (rows - 1)) / rows
    return [
        QRectF(area.left() + column * (width + gap), area.top() + row * (height + gap), width, height)
        for row in range(rows)
        for column in range(columns)
    ]


def rooms(parts: Sequence[QRectF]) -> list[QRectF]:
    """Return the rooms, each once, that items in `parts` really have: rectangles are rounded to pixels, so they differ.

    A pixel more can break a text in another way: what is whole in one need not be whole in the other.
    """
    sizes = {(part.toRect().width(), part.toRect().height()) for part in parts}
    return [QRectF(0, 0, width, height) for width, height in sorted(sizes)]


def how_many(length: float, *, each: float, gap: float, most: int) -> int:
    """How many pieces of at least `each` with `gap` between fit into `length`: 1 to `most`."""
    return max(1, min(most, int((length + gap) / (each + gap))))


def split_bottom(area: QRectF, height: float, *, gap: float) -> tuple[QRectF, QRectF]:
    """Return what is above, and the lowest `height` of `area`, `gap` apart."""
    below = QRectF(area.left(), area.bottom() - height, area.width(), height)
    return QRectF(area.left(), area.top(), area.width(), max(0.0, area.height() - height - gap)), below


def split_left(area: QRectF, width: float, *, gap: float) -> tuple[QRectF, QRectF]:
    """Return the leftmost `width` of `area`, and what is to the right of it, `gap` apart."""
    left = QRectF(area.left(), area.top(), width, area.height())
    return left, QRectF(left.right() + gap, area.top(), max(0.0, area.width() - width - gap), area.height())


def mirrored(rect: QRectF, area: QRectF) -> QRectF:
    """Return where `rect` stands in `area` when that begins at its other side."""
    return QRectF(area.left() + area.right() - rect.right(), rect.top(), rect.width(), rect.height())


def in_mirror(parts: Sequence[QRectF], area: QRectF, *, is_mirrored: bool) -> list[QRectF]:
    """Return `parts` of `area`, which begins at its other side if it `is_mirrored`.

    Items are mirrored as they are placed: those that were before keep their sides, as digits and a map do.
    """
    return [mirrored(part, area) if is_mirrored else part for part in parts]
