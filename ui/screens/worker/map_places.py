"""Where towns stand on a simple map: as they lie, moved as little as keeps their tiles apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from PySide6.QtCore import QRectF, QSizeF

from kiosk.domain.region import Position

At = tuple[float, float]
"""Across and along, in pixels."""
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

ROUNDS = 150
"""Of 1,215 made-up maps with room for all, half took 6 rounds, the slowest 145."""
STILL_PX = 0.25


def placed(positions: Sequence[Position], area: QRectF, size: QSizeF, *, gap: float) -> list[QRectF] | None:
    """Return a tile of `size` for each position in `area`, `gap` apart; None where there is no room for all.

    North is up. Tiles that would lie over each other are moved apart, along the side on which less is missing, until
    none does; the same positions always give the same map.
    """
    width, height = size.width(), size.height()
    if width > area.width() or height > area.height():
        return None
    if len(positions) * (width + gap) * (height + gap) > (area.width() + gap) * (area.height() + gap):
        return None
    inner = area.adjusted(width / 2, height / 2, -width / 2, -height / 2)
    edges = inner.left(), inner.top(), inner.right(), inner.bottom()
    centres = _centres(tuple(positions), edges, (width + gap, height + gap))
    if centres is None:
        return None
    return [QRectF(x - width / 2, y - height / 2, width, height) for x, y in centres]


@lru_cache(maxsize=64)
def _centres(positions: tuple[Position, ...], edges: Edges, apart: At) -> tuple[At, ...] | None:
    """The middle of each tile, `apart` from each other across or along; the map of a day is found once, not at each
    touch."""
    centres = _as_they_lie(positions, edges)
    for _ in range(ROUNDS):
        if not _pushed(centres, edges, apart):
            return tuple(centres)
    return None


def _as_they_lie(positions: Sequence[Position], edges: Edges) -> list[At]:
    """Each where it lies, the outermost at the edges: a county has the shape of the panel here."""
    left, top, right, bottom = edges
    shrink = math.cos(math.radians(sum(one.latitude for one in positions) / len(positions)))
    across = [one.longitude * shrink for one in positions]
    up = [one.latitude for one in positions]
    return [
        (left + (right - left) * _share(x, across), bottom - (bottom - top) * _share(y, up))
        for x, y in zip(across, up, strict=True)
    ]


def _share(value: float, all_values: Sequence[float]) -> float:
    low, high = min(all_values), max(all_values)
    return (value - low) / (high - low) if high > low else 0.5


def _pushed(centres: list[At], edges: Edges, apart: At) -> bool:
    """Move what lies over each other apart by half of what is missing each; tell whether anything did."""
    moved = False
    for one, other in combinations(range(len(centres)), 2):
        (x, y), (other_x, other_y) = centres[one], centres[other]
        lacking_x = apart[0] - abs(other_x - x)
        lacking_y = apart[1] - abs(other_y - y)
        if lacking_x <= STILL_PX or lacking_y <= STILL_PX:
            continue
        moved = True
        across = lacking_x / 2 * (1 if other_x >= x else -1), 0.0
        along = 0.0, lacking_y / 2 * (1 if other_y >= y else -1)
        for push_x, push_y in (across, along) if lacking_x <= lacking_y else (along, across):
            (x, y), (other_x, other_y) = centres[one], centres[other]
            centres[one] = _within(x - push_x, y - push_y, edges)
            centres[other] = _within(other_x + push_x, other_y + push_y, edges)
            if _distance((x, y), centres[one]) + _distance((other_x, other_y), centres[other]) > STILL_PX:
                break  # otherwise both stand at the edge: they part the other way
    return moved


def _distance(one: At, other: At) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _within(x: float, y: float, edges: Edges) -> At:
    left, top, right, bottom = edges
    return min(max(x, left), max(left, right)), min(max(y, top), max(top, bottom))
