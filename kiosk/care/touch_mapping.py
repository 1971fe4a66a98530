"""Where a finger is felt against where it is: the matrix that puts it right, from touches of known places.

A matrix is nine numbers, row by row, on coordinates from 0 to 1 across and down, as libinput has them
(`libinput_device_config_calibration_set_matrix`). `panel.touch_matrix` turns what the panel feels into a place on the
panel as it was made; what is in force turns that further by `panel.rotation`, as the picture is turned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

Point = tuple[float, float]
"""Across and down, from 0 to 1 of the screen."""
Matrix = tuple[float, ...]
Row = tuple[float, float, float]

STRAIGHT: Matrix = (1, 0, 0, 0, 1, 0, 0, 0, 1)
TURNED: dict[int, Matrix] = {
    0: STRAIGHT,
    90: (0, 1, 0, -1, 0, 1, 0, 0, 1),
    180: (-1, 0, 1, 0, -1, 1, 0, 0, 1),
    270: (0, -1, 1, 1, 0, 0, 0, 0, 1),
}
"""Degrees by which the picture is turned to the right -> a place on the panel as a place on that picture."""
MOST_OFF_MM = 6.0
"""A finger that takes care hits a cross within 3 mm or so; one touch of nine that is 11 mm off stands out by 6."""
LEAST_SPREAD = 0.02
"""How far touches must lie apart, as the product of both directions' variances, square-rooted: less is a finger that
stayed in one place, or went along one line. Nine crosses have 0.1."""
DIGITS = 6
"""A millionth of a screen of 3 m is a tenth of a hair."""


class Kind(StrEnum):
    """How touch lay to the picture before it was put right, apart from a shift and a stretch."""

    STRAIGHT = "straight"
    MIRRORED_ACROSS = "mirrored-across"
    MIRRORED_DOWN = "mirrored-down"
    UPSIDE_DOWN = "upside-down"
    SWAPPED = "swapped"
    TURNED_RIGHT = "turned-right"
    TURNED_LEFT = "turned-left"
    SWAPPED_UPSIDE_DOWN = "swapped-upside-down"


KINDS = {
    (1, 0, 0, 1): Kind.STRAIGHT,
    (-1, 0, 0, 1): Kind.MIRRORED_ACROSS,
    (1, 0, 0, -1): Kind.MIRRORED_DOWN,
    (-1, 0, 0, -1): Kind.UPSIDE_DOWN,
    (0, 1, 1, 0): Kind.SWAPPED,
    (0, 1, -1, 0): Kind.TURNED_RIGHT,
    (0, -1, 1, 0): Kind.TURNED_LEFT,
    (0, -1, -1, 0): Kind.SWAPPED_UPSIDE_DOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What makes the touches come to lie where they should: `matrix` does it, and leaves one of them `off_mm` off."""

    matrix: Matrix
    off_mm: float
    was_off_mm: float
    """How far the farthest touch was off before."""

    @property
    def kind(self) -> Kind:
        """What was wrong, in one word."""
        a, b, _, d, e, *_ = self.matrix
        return KINDS[max(KINDS, key=lambda signs: _alike(signs, (a, b, d, e)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelInSession:
    """How the picture is turned now, and what is in force for touch: settings may have been changed since."""

    rotation: int
    touch: Matrix


def panel_in_session(environment: Mapping[str, str]) -> PanelInSession:
    """Return what the session of a locked-down station says it did; any other screen turns and maps nothing."""
    try:
        rotation, touch = int(environment["YIZHAN_TURNED"]), tuple(map(float, environment["YIZHAN_TOUCH"].split()))
    except (KeyError, ValueError):
        return PanelInSession(rotation=0, touch=STRAIGHT)
    if rotation not in TURNED or len(touch) != len(STRAIGHT):
        return PanelInSession(rotation=0, touch=STRAIGHT)
    return PanelInSession(rotation=rotation, touch=touch)


def said_to_session(rotation: int, touch_matrix: Matrix | None) -> str:
    """Return the words by which a session is told how to turn the picture, and what touch needs with it."""
    return f"{rotation} {' '.join(f'{number:.6g}' for number in in_force(rotation, touch_matrix))}"


def fit(felt: Sequence[Point], shown: Sequence[Point], *, size_mm: tuple[float, float]) -> Fit | None:
    """Return what turns each place that was `felt` into the one that was `shown`, by least squares.

    None where no matrix does: a touch lies more than `MOST_OFF_MM` off, or all of them lie nearly on one line.
    Three touches are needed, and more tell of a wrong one; `size_mm` is the screen's width and height.
    """
    across, down = ([point[axis] for point in shown] for axis in (0, 1))
    first, second = _row(felt, across), _row(felt, down)
    if first is None or second is None:
        return None
    matrix = (*first, *second, 0.0, 0.0, 1.0)
    off_mm = _farthest([moved(matrix, point) for point in felt], shown, size_mm)
    if off_mm > MOST_OFF_MM:
        return None
    return Fit(matrix=matrix, off_mm=off_mm, was_off_mm=_farthest(felt, shown, size_mm))


def moved(matrix: Matrix, point: Point) -> Point:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f, *_ = matrix
    x, y = point
    return a * x + b * y + c, d * x + e * y + f


def after(second: Matrix, first: Matrix) -> Matrix:
    """Return the matrix that does `first` and then `second`; the third row of both is 0, 0, 1."""
    a, b, c, d, e, f, *_ = second
    p, q, r, s, t, u, *_ = first
    rows = (a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f)
    return (*(round(number, DIGITS) + 0.0 for number in rows), 0.0, 0.0, 1.0)


def in_force(rotation: int, touch_matrix: Matrix | None) -> Matrix:
    """Return what the touch part of a panel needs whose picture is turned by so many degrees to the right."""
    return after(TURNED[rotation], touch_matrix or STRAIGHT)


def touch_matrix(found: Matrix, *, was_in_force: Matrix, rotation: int) -> Matrix:
    """Return the `panel.touch_matrix` by which touches come as `found` puts them that came by `was_in_force`."""
    back = TURNED[(360 - rotation) % 360]
    return after(back, after(found, was_in_force))


def _row(felt: Sequence[Point], wanted: Sequence[float]) -> Row | None:
    """The three numbers that make `wanted` of each point: the normal equations, solved by Cramer's rule."""
    count = float(len(felt))
    x, y = (sum(point[axis] for point in felt) / count for axis in (0, 1))
    w = sum(wanted) / count
    xx = sum((px - x) ** 2 for px, _ in felt)
    yy = sum((py - y) ** 2 for _, py in felt)
    xy = sum((px - x) * (py - y) for px, py in felt)
    xw = sum((px - x) * (want - w) for (px, _), want in zip(felt, wanted, strict=True))
    yw = sum((py - y) * (want - w) for (_, py), want in zip(felt, wanted, strict=True))
    spread = xx * yy - xy * xy
    if spread < (LEAST_SPREAD * count) ** 2:
        return None
    a, b = (xw * yy - yw * xy) / spread, (yw * xx - xw * xy) / spread
    return a, b, w - a * x - b * y


def _farthest(points: Sequence[Point], others: Sequence[Point], size_mm: tuple[float, float]) -> float:
    width, height = size_mm
    return max(hypot((ax - bx) * width, (ay - by) * height) for (ax, ay), (bx, by) in zip(points, others, strict=True))


def _alike(signs: Sequence[float], numbers: Sequence[float]) -> float:
    return sum(sign * number for sign, number in zip(signs, numbers, strict=True))
