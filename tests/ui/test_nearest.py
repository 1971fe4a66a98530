"""Where an arrow key leads: to what lies there, straight on before aside."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from ui.widgets.nearest import Way, nearest

GRID = [QRect(x * 100, y * 100, 90, 90) for y in range(3) for x in range(3)]
MIDDLE = 4
OPPOSITE = {Way.UP: Way.DOWN, Way.DOWN: Way.UP, Way.LEFT: Way.RIGHT, Way.RIGHT: Way.LEFT}


@pytest.mark.parametrize(("way", "there"), [(Way.UP, 1), (Way.DOWN, 7), (Way.LEFT, 3), (Way.RIGHT, 5)])
def test_in_a_grid_each_arrow_leads_to_the_neighbour(way: Way, there: int) -> None:
    assert nearest(GRID, MIDDLE, way) == there


def test_at_the_edge_there_is_nothing() -> None:
    assert nearest(GRID, 0, Way.UP) is None
    assert nearest(GRID, 8, Way.RIGHT) is None


def test_a_wide_one_leads_to_the_one_under_its_middle() -> None:
    heading = QRect(0, -100, 290, 90)
    assert nearest([heading, *GRID], 0, Way.DOWN) == 2


def test_straight_on_comes_before_what_is_closer_but_aside() -> None:
    here, aside, straight = QRect(0, 0, 50, 50), QRect(90, 55, 50, 50), QRect(0, 90, 50, 50)
    assert nearest([here, aside, straight], 0, Way.DOWN) == 2


def test_something_aside_is_better_than_nothing() -> None:
    here, aside = QRect(0, 0, 50, 50), QRect(300, 80, 50, 50)
    assert nearest([here, aside], 0, Way.DOWN) == 1
    assert nearest([here, aside], 0, Way.RIGHT) == 1


@st.composite
def layouts(draw: st.DrawFn) -> list[QRect]:
    """Places that do not lie over each other: cells of an uneven grid, some of them left out."""
    xs = sorted(draw(st.sets(st.integers(0, 1000), min_size=2, max_size=6)))
    ys = sorted(draw(st.sets(st.integers(0, 1000), min_size=2, max_size=6)))
    cells = [QRect(x, y, nx - x, ny - y) for y, ny in pairwise(ys) for x, nx in pairwise(xs)]
    return draw(st.lists(st.sampled_from(cells), min_size=1, unique_by=lambda cell: cell.topLeft().toTuple()))


@given(layouts(), st.sampled_from(Way), st.data())
def test_an_arrow_never_leads_back_nor_in_a_ring(places: list[QRect], way: Way, data: st.DataObject) -> None:
    here = data.draw(st.integers(0, len(places) - 1))
    for _ in places:
        there = nearest(places, here, way)
        if there is None:
            return
        assert nearest(places, there, OPPOSITE[way]) is not None, "there is a way back"
        here = there
    raise AssertionError("it went round in a ring")
