"""Touches of known places, and the matrix that puts them right, whatever is turned, mirrored, shifted, stretched."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.touch_mapping import (
    KINDS,
    MOST_OFF_MM,
    STRAIGHT,
    TURNED,
    Kind,
    Matrix,
    Point,
    after,
    fit,
    in_force,
    moved,
    touch_matrix,
)

CROSSES: list[Point] = list(product((0.1, 0.5, 0.9), repeat=2))
SIZE_MM = (476.0, 268.0)
UPRIGHT_MM = (268.0, 476.0)


def of_kind(signs: tuple[int, int, int, int]) -> Matrix:
    """A whole panel mirrored or turned about its middle."""
    a, b, d, e = signs
    return (a, b, (1 - a - b) / 2, d, e, (1 - d - e) / 2, 0, 0, 1)


def felt_through(wrong: Matrix) -> list[Point]:
    return [moved(wrong, cross) for cross in CROSSES]


numbers = st.floats(-0.1, 0.1)
stretches = st.floats(0.8, 1.25)


@given(signs=st.sampled_from(sorted(KINDS)), across=stretches, down=stretches, right=numbers, below=numbers)
def test_every_affine_mistake_is_put_right(
    signs: tuple[int, int, int, int], across: float, down: float, right: float, below: float
) -> None:
    wrong = after((across, 0, right, 0, down, below, 0, 0, 1), of_kind(signs))
    felt = felt_through(wrong)
    found = fit(felt, CROSSES, size_mm=SIZE_MM)
    assert found is not None
    assert found.off_mm < 0.01
    for point, cross in zip(felt, CROSSES, strict=True):
        assert moved(found.matrix, point) == pytest.approx(cross, abs=1e-5)


@pytest.mark.parametrize(("signs", "kind"), KINDS.items(), ids=str)
def test_what_was_wrong_is_named(signs: tuple[int, int, int, int], kind: Kind) -> None:
    found = fit(felt_through(of_kind(signs)), CROSSES, size_mm=SIZE_MM)
    assert found is not None
    back = {Kind.TURNED_LEFT: Kind.TURNED_RIGHT, Kind.TURNED_RIGHT: Kind.TURNED_LEFT}
    assert found.kind is back.get(kind, kind), "what puts it right turns the other way"
    assert (found.was_off_mm < 0.01) is (kind is Kind.STRAIGHT)


@pytest.mark.parametrize("seed", range(20))
def test_an_unsteady_finger_is_taken_and_evened_out(seed: int) -> None:
    chance = random.Random(seed)
    wrong = (0.97, 0.01, 0.02, -0.01, 1.02, -0.03, 0, 0, 1)
    felt = [
        (x + chance.gauss(0, 1.2) / SIZE_MM[0], y + chance.gauss(0, 1.2) / SIZE_MM[1]) for x, y in felt_through(wrong)
    ]
    found = fit(felt, CROSSES, size_mm=SIZE_MM)
    assert found is not None
    x, y = moved(found.matrix, moved(wrong, (0.3, 0.7)))
    assert (x - 0.3) * SIZE_MM[0] == pytest.approx(0, abs=2.5)
    assert (y - 0.7) * SIZE_MM[1] == pytest.approx(0, abs=2.5)


@pytest.mark.parametrize("which", range(len(CROSSES)))
def test_one_touch_beside_its_cross_is_noticed_wherever_it_is(which: int) -> None:
    felt = list(CROSSES)
    x, y = felt[which]
    felt[which] = (x + 2 * MOST_OFF_MM / SIZE_MM[0], y)
    assert fit(felt, CROSSES, size_mm=SIZE_MM) is None


@pytest.mark.parametrize(
    "felt",
    [[(0.5, 0.5)] * len(CROSSES), [(x, 0.5) for x, _ in CROSSES], [(x, x) for x, _ in CROSSES]],
    ids=["one place", "one line", "slanting line"],
)
def test_a_finger_that_stayed_in_one_place_or_on_one_line_tells_nothing(felt: list[Point]) -> None:
    assert fit(felt, CROSSES, size_mm=SIZE_MM) is None
    assert fit(felt, felt, size_mm=SIZE_MM) is None


def test_a_picture_turned_right_has_its_top_at_the_panels_right_edge() -> None:
    top_middle_of_the_picture = (0.5, 0.0)
    assert moved(TURNED[90], (1.0, 0.5)) == pytest.approx(top_middle_of_the_picture)
    assert moved(TURNED[180], (0.5, 1.0)) == pytest.approx(top_middle_of_the_picture)
    assert moved(TURNED[270], (0.0, 0.5)) == pytest.approx(top_middle_of_the_picture)


@pytest.mark.parametrize("degrees", TURNED)
def test_turned_there_and_back_nothing_is_turned(degrees: int) -> None:
    assert after(TURNED[(360 - degrees) % 360], TURNED[degrees]) == STRAIGHT


def test_the_order_is_first_and_then_second() -> None:
    shifted, doubled = (1, 0, 1, 0, 1, 0, 0, 0, 1), (2, 0, 0, 0, 2, 0, 0, 0, 1)
    assert moved(after(doubled, shifted), (0, 0)) == (2, 0)
    assert moved(after(shifted, doubled), (0, 0)) == (1, 0)


@pytest.mark.parametrize("rotation", TURNED)
@pytest.mark.parametrize("before", [None, (0.9, 0.02, 0.03, -0.01, 1.1, -0.02, 0, 0, 1)], ids=["plain", "mapped"])
def test_a_second_mapping_goes_on_from_the_first_however_the_picture_is_turned(
    rotation: int, before: Matrix | None
) -> None:
    """The panel's own mistake, as made; what is felt comes through what is in force."""
    mistake: Matrix = (-0.95, 0.01, 0.97, 0.02, 1.04, -0.02, 0, 0, 1)
    size_mm = SIZE_MM if rotation in (0, 180) else UPRIGHT_MM
    was = in_force(rotation, before)
    on_panel = [moved(TURNED[(360 - rotation) % 360], cross) for cross in CROSSES]
    felt = [moved(was, moved(mistake, place)) for place in on_panel]
    found = fit(felt, CROSSES, size_mm=size_mm)
    assert found is not None
    now = in_force(rotation, touch_matrix(found.matrix, was_in_force=was, rotation=rotation))
    for place, cross in zip(on_panel, CROSSES, strict=True):
        assert moved(now, moved(mistake, place)) == pytest.approx(cross, abs=1e-4)
