"""Property 10: bounded for ever: what is kept follows what lives, at the kiosk and at central."""

from __future__ import annotations

import random

from kiosk.domain.posting import PostingState
from sync.central.store.database import now_ms
from sync.central.store.tables import changes, kiosks, pages, refusals
from sync.central.upkeep import faults, prune
from tests.faults.model import DAY_MS

DAYS, A_DAY, LIVING, KEPT_DAYS = 45, 8, 80, 7
"""Scaled down from three years of 500 changes a day; every count below is a ratio to what lives."""
MOST_GROWTH = 1.5
MOST_STATE_BYTES = 1024


def test_years_of_changes_and_broken_syncs_leave_no_more_than_what_lives(kiosk, offer, store, central) -> None:
    chance = random.Random(3)
    maker, taker = kiosk("maker"), kiosk("taker")
    living = [offer(maker, f"{number}") for number in range(LIVING)]
    for day in range(DAYS):
        for _ in range(A_DAY):
            old = living.pop(chance.randrange(len(living)))
            maker.station.postings.set_state(old, PostingState.WITHDRAWN, reason="做完了")
            living.append(offer(maker, f"第{day}天" * 10))
        for one in (maker, taker):
            if chance.random() < 0.3:
                one.line.budget = chance.randrange(6000)
            one.sync()
            one.line.heal()
        if day % 5 == 4:
            _prune(store, after_days=day * KEPT_DAYS)
    for one in (maker, taker, maker, taker):
        one.sync()
    _prune(store, after_days=2 * DAYS * KEPT_DAYS)
    _prune(store, after_days=3 * DAYS * KEPT_DAYS)
    for one in (maker, taker, maker, taker):
        one.sync()
        assert one.rows("select count(*) from operations") == [(0,)]
        assert list((one.places.data / "sync" / "pages").glob("*")) == []
    assert taker.sync().agrees

    fresh = kiosk("fresh")
    assert fresh.sync().agrees
    assert _size(taker) <= MOST_GROWTH * _size(fresh)
    with store.look() as connection:
        rows = connection.execute(kiosks.select()).all()
        state = sum(len(str(tuple(row))) for row in rows)
        state += sum(len(str(tuple(row))) for row in connection.execute(refusals.select()))
        assert state <= MOST_STATE_BYTES * len(rows)
        assert len(connection.execute(changes.select()).all()) <= LIVING
        assert len(connection.execute(pages.select()).all()) <= 10
    assert list(faults(store)) == []


def _prune(store, *, after_days: int) -> None:
    prune(store, days=KEPT_DAYS, at_ms=now_ms() + after_days * DAY_MS)


def _size(one) -> int:
    """Pages in use, without those that are free for the next rows."""
    database = one.station.database
    return database.value("pragma page_count") - database.value("pragma freelist_count")
