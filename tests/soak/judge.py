"""Whether a figure grows: a slope that no single odd value moves, and how sure it is.

The slope is Theil's and Sen's: the median of the slopes between all pairs. A figure grows when even the lower end of
its 99 % interval (Sen 1968: by Kendall's variance, for any distribution of the noise) lies above the bound: what goes
up and down, and what steps once and stays, does not; what steps again and again does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median

SURE_Z = 2.326
"""One-sided 99 % of the normal distribution."""
LEAST_POINTS = 5
"""With fewer no interval excludes anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """Growth per cycle: `likely` the median, `at_least` what is sure."""

    likely: float
    at_least: float


def slope_of(points: Sequence[tuple[float, float]]) -> Slope:
    """The slope through points of (cycle, value); both ends are 0 for fewer than `LEAST_POINTS`."""
    if len(points) < LEAST_POINTS:
        return Slope(likely=0.0, at_least=0.0)
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2)
    count = len(points)
    spread = SURE_Z * sqrt(count * (count - 1) * (2 * count + 5) / 18)
    lowest = max(0, int((len(slopes) - spread) / 2))
    return Slope(likely=median(slopes), at_least=slopes[lowest])


def grows(points: Sequence[tuple[float, float]], *, bound: float) -> bool:
    """Whether the figure surely grows by more than `bound` a cycle."""
    return slope_of(points).at_least > bound


def without_warm_up(points: Sequence[tuple[float, float]], *, cycles: int) -> list[tuple[float, float]]:
    """What is judged: everything after the warm-up, which is the first fifth of `cycles`, and two cycles at least."""
    first = max(2, round(cycles / 5))
    return [(x, y) for x, y in points if x >= first]
