"""Which item lies next in the direction of an arrow key."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRect

ASIDE = 2.0
"""How much further something seems that lies to the side of the way, as against straight on."""


class Way(Enum):
    """The direction of an arrow key; `is_on` tells that it leads on, as one reads."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"

    @property
    def is_on(self) -> bool:
        return self in (Way.DOWN, Way.RIGHT)


def nearest(places: Sequence[QRect], here: int, way: Way) -> int | None:
    """Return which of `places` is nearest to place `here` in the direction of `way`; None where nothing lies there.

    What lies there begins where `here` ends; of several, the one straight on and close by.
    """
    found = [
        (ahead + ASIDE * aside, off_middle, index)
        for index, place in enumerate(places)
        if index != here
        for ahead, aside, off_middle in (_distances(places[here], place, way),)
        if ahead >= 0
    ]
    return min(found)[2] if found else None


def _distances(one: QRect, other: QRect, way: Way) -> tuple[int, int, float]:
    """How far `other` lies ahead of `one` (negative: not ahead), how far beside, and how far its middle is off."""
    across = way in (Way.LEFT, Way.RIGHT)
    first, second = (one, other) if way.is_on else (other, one)
    ahead = _start(second, across=across) - _end(first, across=across)
    aside = max(
        0,
        _start(other, across=not across) - _end(one, across=not across),
        _start(one, across=not across) - _end(other, across=not across),
    )
    return ahead, aside, abs(_middle(one, across=not across) - _middle(other, across=not across))


def _start(place: QRect, *, across: bool) -> int:
    return place.x() if across else place.y()


def _end(place: QRect, *, across: bool) -> int:
    return place.x() + place.width() if across else place.y() + place.height()


def _middle(place: QRect, *, across: bool) -> float:
    return (_start(place, across=across) + _end(place, across=across)) / 2
