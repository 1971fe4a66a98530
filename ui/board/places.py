"""Where everything stands on the board, on a wide and on a tall panel."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.theme import Theme
from ui.widgets.grid import cells, split_bottom, split_left

HEAD_WIDE, HEAD_TALL, LAST = 0.09, 0.065, 0.11
"""Shares of the height, for the line above and the line below."""
CALL_WIDTH, CALL_HEIGHT, NOW, NOW_SMALL = 0.54, 0.48, 0.2, 0.26
"""Shares of what is between, for the number on a wide and on a tall panel, and of that for the words over it, which may
take two lines on a small one."""
LABEL = 0.27
"""Share of a group of numbers that its name takes."""
BEFORE_AND_NEXT = {"tall": (4, 4), "wide": (3, 4), "small": (2, 2)}
"""How many numbers stand in each group, so that they are large enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A group of numbers: the place of its name, and one for each number."""

    label: QRectF
    numbers: list[QRectF]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPlaces:
    """In pixels, as they are read: from above to below."""

    head: QRectF
    now: QRectF
    number: QRectF
    before: Row
    next: Row
    waiting: QRectF


def board_places(window: QRectF, theme: Theme) -> BoardPlaces:
    """Cut `window` (pixels) into the places of the board."""
    gap, is_tall = theme.gap * 1.5, theme.panel.is_portrait
    inner = window.adjusted(theme.margin, theme.margin, -theme.margin, -theme.margin)
    rest, waiting = split_bottom(inner, inner.height() * LAST, gap=gap)
    head, middle = _split_top(rest, inner.height() * (HEAD_TALL if is_tall else HEAD_WIDE), gap=gap)
    if is_tall:
        call, groups = _split_top(middle, middle.height() * CALL_HEIGHT, gap=gap)
    else:
        call, groups = split_left(middle, middle.width() * CALL_WIDTH, gap=gap)
    now_share = NOW_SMALL if theme.panel.is_small else NOW
    now, number = _split_top(call, call.height() * now_share, gap=gap / 2)
    upper, lower = cells(groups, columns=1, rows=2, gap=gap)
    shape = "small" if theme.panel.is_small else "tall" if is_tall else "wide"
    before, upcoming = (
        _row(area, count, theme.gap) for area, count in zip((upper, lower), BEFORE_AND_NEXT[shape], strict=True)
    )
    return BoardPlaces(head=head, now=now, number=number, before=before, next=upcoming, waiting=waiting)


def _split_top(area: QRectF, height: float, *, gap: float) -> tuple[QRectF, QRectF]:
    above = QRectF(area.left(), area.top(), area.width(), height)
    return above, area.adjusted(0, height + gap, 0, 0)


def _row(area: QRectF, count: int, gap: float) -> Row:
    label, below = _split_top(area, area.height() * LABEL, gap=gap / 2)
    return Row(label=label, numbers=cells(below, columns=count, rows=1, gap=gap))
