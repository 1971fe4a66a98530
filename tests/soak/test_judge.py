"""The judge: it sees what grows, however noisy, and nothing in what does not."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.soak.judge import grows, slope_of, without_warm_up
from tests.soak.measures import FILLING_KB, MEMORY_KB, ONE_IN_FIFTY

CYCLES = 70
"""As many as half an hour has, or a little less."""
MEMORY_BOUND_KB = MEMORY_KB + FILLING_KB / CYCLES**2
SEEDS = range(20)


def series(values: Sequence[float]) -> list[tuple[float, float]]:
    return [(float(cycle), float(value)) for cycle, value in enumerate(values)]


def noisy(per_cycle: float, *, noise: float, seed: int, cycles: int = CYCLES) -> list[tuple[float, float]]:
    """A heap: noise to both sides, and now and then a peak that goes."""
    chance = random.Random(seed)
    peaks = [20 * noise if chance.random() < 0.05 else 0.0 for _ in range(cycles)]
    return series([75_000 + per_cycle * cycle + chance.gauss(0, noise) + peaks[cycle] for cycle in range(cycles)])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_leak_of_50_kb_a_cycle_is_seen_through_noise(seed: int) -> None:
    assert grows(noisy(50.0, noise=700.0, seed=seed), bound=MEMORY_BOUND_KB)


@pytest.mark.parametrize("seed", SEEDS)
def test_noise_without_a_leak_is_none(seed: int) -> None:
    assert not grows(noisy(0.0, noise=700.0, seed=seed), bound=MEMORY_BOUND_KB)


@pytest.mark.parametrize("every", [1, 2, 5, 10])
def test_a_descriptor_lost_every_few_cycles_is_seen(every: int) -> None:
    assert grows(series([21 + cycle // every for cycle in range(CYCLES)]), bound=ONE_IN_FIFTY)


def test_a_descriptor_lost_in_each_cycle_is_seen_although_others_come_and_go() -> None:
    chance = random.Random(7)
    assert grows(series([21 + cycle + chance.choice((0, 2)) for cycle in range(CYCLES)]), bound=ONE_IN_FIFTY)


@pytest.mark.parametrize("at", [5, 35, 60])
def test_one_step_that_stays_is_no_growth(at: int) -> None:
    assert not grows(series([21 + 2 * (cycle >= at) for cycle in range(CYCLES)]), bound=ONE_IN_FIFTY)


def test_what_comes_and_goes_is_no_growth() -> None:
    assert not grows(series([21 + 2 * (cycle % 4 == 1) for cycle in range(CYCLES)]), bound=ONE_IN_FIFTY)


def test_what_shrinks_is_no_growth() -> None:
    assert not grows(series([100 - cycle for cycle in range(CYCLES)]), bound=ONE_IN_FIFTY)


def test_a_cache_that_fills_in_the_warm_up_is_no_growth() -> None:
    filling = series([75_000 - 8_000 * 0.7**cycle for cycle in range(CYCLES)])
    assert not grows(without_warm_up(filling, cycles=CYCLES), bound=MEMORY_BOUND_KB)


@pytest.mark.parametrize(("cycles", "first"), [(7, 2.0), (10, 2.0), (70, 14.0)])
def test_the_warm_up_is_the_first_fifth_and_two_cycles_at_least(cycles: int, first: float) -> None:
    assert without_warm_up(series(range(cycles)), cycles=cycles)[0] == (first, first)


def test_the_slope_is_per_cycle_whatever_cycles_are_missing() -> None:
    found = slope_of([(float(cycle), 3.0 * cycle) for cycle in range(0, CYCLES, 3)])
    assert found.likely == found.at_least == 3.0


def test_a_few_points_say_nothing() -> None:
    assert not grows(series([1, 2, 3, 4]), bound=ONE_IN_FIFTY)
