"""Slots that come free and are taken again: never more slips than the headcount, from any number of processes."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.slip import SlipHeld, SlipState
from kiosk.store.outcomes import OutcomeStore
from kiosk.store.slips import SlipStore

TAKE_OR_HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore

now = datetime(2026, 11, 21, 8, 0)
with open_database(Path(sys.argv[1]), DatabaseKey(bytes(range(32)))) as database:
    slips = SlipStore(database)
    mine = sys.argv[2]
    print("ready", flush=True)
    input()
    for number in range(6):
        slips.cancel(mine, now=now)
        held = slips.hold_again(mine, now=now)
        print("held" if held else "gone", flush=True)
"""


def issued(database, posting_id: str, now, wish: str = "w"):
    outcome = SlipStore(database).issue(posting_id, wish_id=wish, now=now)
    assert isinstance(outcome, SlipHeld)
    return outcome.slip


def test_processes_that_free_and_take_a_slot_at_once_never_overbook(folder, postings, posting, now, said_at_once):
    from kiosk.store.postings import NewPosting, PostingStore

    wanted = posting(headcount=1)
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=wanted)])
        slip = issued(database, wanted.id, now)
        SlipStore(database).cancel(slip.id, now=now)
        other = issued(database, wanted.id, now, wish="other")
    said = said_at_once(TAKE_OR_HOLD, folder.database, slip.id, processes=3)
    assert {word for each in said for word in each.split()} == {"gone"}
    with folder.open() as database:
        slips = SlipStore(database)
        assert slips.held_count(wanted.id) == 1
        assert slips.find(other.id).state is SlipState.HELD


def test_a_cancelled_slip_holds_its_slot_again_and_others_stay_as_they_are(database, save, posting, now):
    wanted = posting(headcount=1)
    save(wanted)
    slips, slip = SlipStore(database), issued(database, wanted.id, now)
    assert slips.hold_again(slip.id, now=now)
    slips.cancel(slip.id, now=now)
    assert slips.hold_again(slip.id, now=now)
    assert slips.find(slip.id).state is SlipState.HELD
    slips.cancel(slip.id, now=now)
    assert slips.hold_again(slip.id, now=now + timedelta(days=9))
    assert slips.find(slip.id).state is SlipState.EXPIRED


def test_an_outcome_is_kept_changed_and_taken_back(database, save, posting, now):
    wanted = posting()
    save(wanted)
    slip, store = issued(database, wanted.id, now), OutcomeStore(database)
    with database.transaction():
        first = store.save(slip.id, Decision(result=Result.HIRED, paid=Paid.NOT_YET), by="a", at_ms=1)
        second = store.save(slip.id, Decision(result=Result.NO_SHOW), by="b", at_ms=2)
    assert (store.get(slip.id).result, store.get(slip.id).version) == (Result.NO_SHOW, 2)
    assert store.undecided_of(wanted.id) == ()
    with database.transaction():
        store.take_back(second)
        assert (store.get(slip.id).result, store.get(slip.id).decided_by) == (Result.HIRED, "a")
        assert store.count_awaiting_pay() == 1
    assert first.version == 1


def test_a_list_of_an_earlier_day_counts_days_until_then(database, save, posting, now):
    wanted = posting(last_day=date(2026, 11, 30))
    save(wanted)
    slip = issued(database, wanted.id, now)
    for days, half_days in ((0, 2), (2, 6), (30, 20)):
        later = now + timedelta(days=days, hours=11)
        (group,) = OutcomeStore(database).undecided(day=later.date(), now=later)
        assert (group.slips[0].slip_id, group.slips[0].half_days) == (slip.id, half_days)
