"""Where towns stand on a simple map: as they lie, moved as little as keeps their tiles apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from kiosk.domain.region import Position

ROUNDS = 400
STILL_PX = 0.25


def placed(positions: Sequence[Position], area: QRectF, size: QSizeF, *, gap: float) -> list[QRectF] | None:
    """Return a tile of `size` for each position in `area`, `gap` apart; None where there is no room for all.

    North is up. Tiles that would lie over each other are moved apart, along the side on which less is missing, until
    none does; the same positions always give the same map.
    """
    if size.width() > area.width() or size.height() > area.height():
        return None
    if len(positions) * (size.width() + gap) * (size.height() + gap) > (area.width() + gap) * (area.height() + gap):
        return None
    inner = area.adjusted(size.width() / 2, size.height() / 2, -size.width() / 2, -size.height() / 2)
    centres = _as_they_lie(positions, inner)
    for _ in range(ROUNDS):
        if not _pushed(centres, inner, size, gap):
            return [
                QRectF(at.x() - size.width() / 2, at.y() - size.height() / 2, size.width(), size.height())
                for at in centres
            ]
    return None


def _as_they_lie(positions: Sequence[Position], inner: QRectF) -> list[QPointF]:
    """Each where it lies, the outermost at the edges: a county has the shape of the panel here."""
    shrink = math.cos(math.radians(sum(one.latitude for one in positions) / len(positions)))
    across = [one.longitude * shrink for one in positions]
    up = [one.latitude for one in positions]
    return [
        QPointF(
            inner.left() + inner.width() * _share(x, across),
            inner.bottom() - inner.height() * _share(y, up),
        )
        for x, y in zip(across, up, strict=True)
    ]


def _share(value: float, all_values: Sequence[float]) -> float:
    low, high = min(all_values), max(all_values)
    return (value - low) / (high - low) if high > low else 0.5


def _pushed(centres: list[QPointF], inner: QRectF, size: QSizeF, gap: float) -> bool:
    """Move what lies over each other apart by half of what is missing each; tell whether anything did."""
    moved = False
    for one, other in combinations(range(len(centres)), 2):
        away = centres[other] - centres[one]
        lacking_x = size.width() + gap - abs(away.x())
        lacking_y = size.height() + gap - abs(away.y())
        if lacking_x <= STILL_PX or lacking_y <= STILL_PX:
            continue
        moved = True
        across = QPointF(lacking_x / 2 * (1 if away.x() >= 0 else -1), 0)
        along = QPointF(0, lacking_y / 2 * (1 if away.y() >= 0 else -1))
        for push in (across, along) if lacking_x <= lacking_y else (along, across):
            before = centres[one], centres[other]
            centres[one] = _within(centres[one] - push, inner)
            centres[other] = _within(centres[other] + push, inner)
            if _distance(before[0], centres[one]) + _distance(before[1], centres[other]) > STILL_PX:
                break  # otherwise both stand at the edge: they part the other way
    return moved


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()


def _within(at: QPointF, inner: QRectF) -> QPointF:
    return QPointF(
        min(max(at.x(), inner.left()), max(inner.left(), inner.right())),
        min(max(at.y(), inner.top()), max(inner.top(), inner.bottom())),
    )
