"""Property 13: the slips that hold a slot never outnumber the headcount, under all faults."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.conftest import sqlite_store
from tests.faults.model import County, Fault

STEPS, SEEDS = 90, 8


@pytest.mark.parametrize("seed", range(SEEDS))
def test_paper_never_outnumbers_the_headcount(seed: int, tmp_path: Path, template: Path) -> None:
    chance = random.Random(1000 + seed)
    county = County(tmp_path, sqlite_store(tmp_path / "central.db"), template=template)
    works = (
        lambda k, n: county.offer(k, "活", 1 + n % 6),
        lambda k, n: county.offer_centrally("活", 1 + n % 6),
        lambda k, n: county.set_headcount(k, n, 1 + n % 9),
        county.cancel,
        *3 * (lambda k, n: [county.wish(k, n) for _ in range(3)],),
        *4 * (lambda k, n: county.sync(k),),
        *4 * (lambda k, n: county.sync(k, chance.choice(list(Fault)), n % 70),),
        lambda k, n: county.clone(k),
        lambda k, n: county.back_up(k),
        lambda k, n: county.damage(k),
        lambda k, n: county.take_image(k),
        lambda k, n: county.put_image_back(k),
    )
    try:
        for _ in range(STEPS):
            chance.choice(works)(chance.randrange(len(county.kiosks)), chance.randrange(1000))
            county.check()
        county.settle()
        assert county.paper
        assert county.happened.total() > 0
    finally:
        county.close()


@pytest.mark.parametrize("told", [0, 1, 2])
def test_a_copy_put_back_by_hand_gives_out_nothing_that_the_lost_life_gave_out(
    told: int, tmp_path: Path, template: Path
) -> None:
    """`told`: whether central hears of the lost life's slips: never, all of them, or all and then of the copy's."""
    county = County(tmp_path, sqlite_store(tmp_path / "central.db"), template=template)
    try:
        county.offer(0, "活", 4)
        county.take_image(0)
        for _ in range(3):
            county.wish(0, 0)
        assert len(county.paper) == 3
        if told:
            county.sync(0)
        county.put_image_back(0)
        if told == 2:
            county.sync(0)
        for _ in range(3):
            county.wish(0, 0)
        county.check()
        county.settle()
        numbers = [number for (number,) in county.kiosks[0].rows("select number from slips")]
        assert len(numbers) == len(set(numbers))
        assert county.happened == {"restored image": 1}
    finally:
        county.close()
