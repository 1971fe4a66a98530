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
        lambda k, n: county.do(k, county.offer, "活", 1 + n % 6),
        lambda k, n: county.offer_centrally("活", 1 + n % 6),
        lambda k, n: county.do(k, county.set_headcount, n, 1 + n % 9),
        lambda k, n: county.do(k, county.cancel, n),
        *3 * (lambda k, n: [county.do(k, county.wish, n) for _ in range(3)],),
        *4 * (lambda k, n: county.sync(k),),
        *4 * (lambda k, n: county.sync(k, chance.choice(list(Fault)), n % 70),),
        lambda k, n: county.do(k, county.clone),
        lambda k, n: county.do(k, county.back_up),
        lambda k, n: county.do(k, county.damage),
        lambda k, n: county.do(k, county.take_image),
        lambda k, n: county.do(k, county.put_image_back),
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
