"""Property 9: months offline, with deletes and pruning between: nothing resurrected, nothing lost, no full wipe."""

from __future__ import annotations

import pytest

from kiosk.domain.posting import PostingState
from kiosk.domain.slip import SlipHeld
from sync.central.store.database import now_ms
from sync.central.upkeep import faults, prune
from tests.faults.model import DAY_MS, RIGHT

KEPT_DAYS = 7


@pytest.mark.parametrize("days", [1, 30, 400])
def test_a_kiosk_that_was_away_comes_back_with_its_work_and_without_what_is_gone(
    kiosk, offer, offer_centrally, store, days: int
) -> None:
    away, here = kiosk("away"), kiosk("here")
    theirs = [offer(here, f"他们的{number}") for number in range(60)]
    offer_centrally(60)
    here.sync()
    mine = [offer(away, f"我的{number}", headcount=4) for number in range(5)]
    away.sync()
    assert away.sync().agrees
    kept = set(away.rows("select rowid, id from postings"))

    slips = [away.station.slips.issue(mine[0], wish_id=f"{number}", now=RIGHT) for number in range(2)]
    assert all(isinstance(slip, SlipHeld) for slip in slips)
    unsent = offer(away, "离线时写的")
    away.station.postings.change(mine[1], note="离线时改的")

    for posting in theirs[:40]:
        here.station.postings.set_state(posting, PostingState.WITHDRAWN, reason="不要了")
    later = [offer(here, f"后来的{number}") for number in range(70)]
    here.sync()
    pruned = prune(store, days=KEPT_DAYS, at_ms=now_ms() + days * DAY_MS)
    assert bool(pruned.changes) == (days > KEPT_DAYS)

    away.sync()
    assert away.sync().agrees
    assert here.sync().agrees
    ids = {id_ for (id_,) in away.rows("select id from postings where state <> 'withdrawn'")}
    assert not ids & set(theirs[:40])
    assert ids >= {*theirs[40:], *later, *mine, unsent}
    assert away.rows("select note from postings where id = ?", mine[1]) == [("离线时改的",)]
    assert here.rows("select note from postings where id = ?", mine[1]) == [("离线时改的",)]
    assert away.rows("select count(*) from slips where state = 'held'") == [(2,)]
    untouched = {row for row in kept if row[1] not in theirs[:40]}
    assert untouched <= set(away.rows("select rowid, id from postings")), "rows that did not change stay where they are"
    assert list(faults(store)) == []
