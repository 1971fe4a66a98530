"""Slips and slots: one slip a wish, never more slips than slots, and the tables guard it themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kiosk.domain.posting import PostingState
from kiosk.domain.slip import NoSlotLeft, PostingGone, SlipHeld, SlipState, is_slip_number
from kiosk.errors import UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.employers import EmployerStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore


@pytest.fixture
def slips(database) -> SlipStore:
    return SlipStore(database)


@pytest.fixture
def offered(posting, save):
    """A posting with two slots."""
    saved = posting(headcount=2)
    save(saved)
    return saved


def test_a_wish_gets_a_slip_with_a_number_of_this_station(database, slips, offered, now) -> None:
    outcome = slips.issue(offered.id, wish_id="w", now=now)
    assert isinstance(outcome, SlipHeld)
    slip = outcome.slip
    assert slip.number.startswith(f"{StationStore(database).current().prefix}-1121-001-")
    assert is_slip_number(slip.number)
    assert slip.issued_at_ms == int(now.timestamp() * 1000)


def test_the_same_wish_gets_the_same_slip_again(slips, offered, now) -> None:
    first = slips.issue(offered.id, wish_id="w", now=now)
    assert slips.issue(offered.id, wish_id="w", now=now + timedelta(hours=1)) == first
    assert slips.held_count(offered.id) == 1


def test_a_wish_whose_slip_was_cancelled_gets_no_second_one(slips, offered, now) -> None:
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    slips.cancel(slip.id, now=now)
    again = slips.issue(offered.id, wish_id="w", now=now)
    assert isinstance(again, SlipHeld)
    assert again.slip.id == slip.id
    assert again.slip.state is SlipState.CANCELLED
    assert slips.held_count(offered.id) == 0


def test_no_slip_goes_beyond_the_headcount(slips, offered, now) -> None:
    outcomes = [slips.issue(offered.id, wish_id=wish, now=now) for wish in "abc"]
    assert [type(each) for each in outcomes] == [SlipHeld, SlipHeld, NoSlotLeft]


def test_a_cancelled_slip_frees_its_slot_once(slips, offered, now) -> None:
    held = [slips.issue(offered.id, wish_id=wish, now=now).slip for wish in "ab"]
    for _ in range(3):
        assert slips.cancel(held[0].id, now=now).state is SlipState.CANCELLED
    assert slips.held_count(offered.id) == 1
    assert isinstance(slips.issue(offered.id, wish_id="c", now=now), SlipHeld)
    assert isinstance(slips.issue(offered.id, wish_id="d", now=now), NoSlotLeft)


@pytest.mark.parametrize("state", [PostingState.CLOSED, PostingState.PAUSED, PostingState.WITHDRAWN])
def test_a_posting_taken_back_gives_no_slip(postings, slips, offered, now, state) -> None:
    postings.set_state(offered.id, state, reason="下雨")
    assert slips.issue(offered.id, wish_id="w", now=now) == PostingGone()


def test_neither_an_unknown_nor_a_past_nor_a_suspended_posting_gives_a_slip(database, slips, offered, now) -> None:
    assert slips.issue("nobody", wish_id="w", now=now) == PostingGone()
    assert slips.issue(offered.id, wish_id="w", now=now + timedelta(days=2)) == PostingGone()
    owner = EmployerStore(database).named(offered.employer_name)
    assert owner
    EmployerStore(database).suspend(owner.id)
    assert slips.issue(offered.id, wish_id="w", now=now) == PostingGone()


def test_numbers_run_through_one_day_and_begin_again_on_the_next(slips, posting, save, now) -> None:
    offered = posting(headcount=9, last_day=date(2026, 11, 30))
    save(offered)
    days = [now, now, now + timedelta(days=1), now]
    numbers = [slips.issue(offered.id, wish_id=str(n), now=day).slip.number for n, day in enumerate(days)]
    assert [number[3:11] for number in numbers] == ["1121-001", "1121-002", "1122-001", "1121-003"]


def test_a_number_that_came_round_a_year_later_names_the_later_slip(slips, posting, save, now) -> None:
    then, later = posting(), posting(last_day=date(2027, 11, 21))
    save(then, later)
    first = slips.issue(then.id, wish_id="a", now=now).slip
    second = slips.issue(later.id, wish_id="b", now=now.replace(year=2027)).slip
    assert first.number == second.number
    assert slips.find(first.number) == second
    assert slips.find(first.id) == first


def test_a_number_is_found_as_people_type_it(slips, offered, now) -> None:
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    assert slips.find(f"  {slip.number.lower()} ") == slip
    with pytest.raises(UnknownThing):
        slips.find("A1-0000-000-0")
    with pytest.raises(UnknownThing):
        slips.cancel("nobody", now=now)


def test_slips_expire_when_the_last_day_has_passed(slips, offered, now) -> None:
    slip = slips.issue(offered.id, wish_id="w", now=now).slip
    assert slips.expire_due(now=datetime(2026, 11, 22, 23, 59)) == 0
    assert slips.expire_due(now=datetime(2026, 11, 23, 0, 0)) == 1
    assert slips.expire_due(now=datetime(2026, 11, 24)) == 0
    assert slips.find(slip.id).state is SlipState.EXPIRED
    assert slips.held_count(offered.id) == 0


def test_the_headcount_cannot_be_lowered_under_what_is_held(postings, slips, offered, now) -> None:
    for wish in "ab":
        slips.issue(offered.id, wish_id=wish, now=now)
    assert not postings.set_headcount(offered.id, 1)
    assert not postings.set_headcount(offered.id, 0)
    assert postings.set_headcount(offered.id, 3)
    assert postings.get(offered.id).slots_left == 1


STEALING = {
    "insert": "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version)"
    " select 'x', number, day, 99, posting_id, 'other', 0, 'held', 1 from slips limit 1",
    "un-cancel": "update slips set state = 'held' where wish_id = 'cancelled'",
    "lower the headcount": "update postings set headcount = 1",
    "forget the count": "update postings set slots_taken = 0",
    "move a slip": "update slips set posting_id = (select id from postings where headcount = 7) where state = 'held'",
    "replace the posting": "replace into postings ({columns}) select {columns} from postings where headcount = 2",
    "delete the posting": "delete from postings where headcount = 2",
}


@pytest.mark.parametrize("sql", STEALING.values(), ids=STEALING.keys())
def test_the_tables_refuse_a_slot_that_is_not_there(database, slips, offered, posting, save, now, sql: str) -> None:
    save(posting(headcount=7))
    cancelled = slips.issue(offered.id, wish_id="cancelled", now=now).slip
    slips.cancel(cancelled.id, now=now)
    for wish in "ab":
        slips.issue(offered.id, wish_id=wish, now=now)
    known = database.rows("select name from pragma_table_info('postings') where name not in ('slots_taken')")
    columns = ", ".join(name for (name,) in known)
    with pytest.raises(IntegrityError):
        database.execute(sql.format(columns=columns))
    assert slips.held_count(offered.id) == 2


def test_the_station_and_its_signing_key_stay_the_same(database) -> None:
    store = StationStore(database)
    assert store.current() == store.current()
    assert len(store.signing_seed()) == 32
    assert store.signing_seed() == store.signing_seed()
