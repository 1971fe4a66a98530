"""The slots that this kiosk may give out: its own postings' all, other kiosks' as central leases them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.listing import OfTrade
from kiosk.domain.posting import PostingState
from kiosk.domain.slip import NoSlotLeft, PostingGone, SlipHeld, SlipState, SlotElsewhere
from kiosk.errors import UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.outbox import Outbox
from kiosk.store.slips import SlipStore


@pytest.fixture
def slips(database) -> SlipStore:
    return SlipStore(database)


@pytest.fixture
def leased(database, posting, save):
    """A posting of another kiosk with 5 slots, 2 of which are here."""
    saved = posting(headcount=5)
    save(saved)
    database.execute("update postings set owned = 0, slots_here = 2 where id = ?", (saved.id,))
    database.execute("insert into leases values (?, 1, 1)", (saved.id,))
    return saved


def slots(database, posting) -> tuple[int, int]:
    return database.row("select slots_here, slots_taken from postings where id = ?", (posting.id,))


def from_elsewhere(database, posting, *, state: str = "held", id_: str = "theirs", day: str = "2026-11-21") -> None:
    database.execute(
        "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version, is_ours)"
        " values (?1, 'K2-1121-001-1', ?4, 1, ?2, 'wish of ' || ?1, 0, ?3, 1, 0)",
        (id_, posting.id, state, day),
    )


def applying(database, is_applying: bool) -> None:
    database.execute("update sync_applying set is_applying = ?", (int(is_applying),))


def test_all_slots_of_a_posting_made_here_are_here(database, postings, posting, save) -> None:
    offered = posting(headcount=3)
    save(offered)
    assert slots(database, offered) == (3, 0)
    assert postings.get(offered.id).slots_left == 3
    assert database.row("select owned, serial from postings") == (1, None)


def test_no_slip_goes_beyond_the_slots_that_are_here(postings, slips, leased, now) -> None:
    said = [type(slips.issue(leased.id, wish_id=wish, now=now)) for wish in "abc"]
    assert said == [SlipHeld, SlipHeld, SlotElsewhere]
    found = postings.get(leased.id)
    assert (found.slots_left, found.has_slots_elsewhere) == (0, True)
    assert postings.on_offer(OfTrade("mason"), now=now) == (found,), "others have some of its five"
    assert postings.count_on_offer(OfTrade("mason"), now=now) == 1
    assert slips.is_full(leased.id, now=now)


def test_what_is_taken_at_all_kiosks_is_not_shown_any_more(database, postings, slips, leased, now) -> None:
    for wish in "ab":
        slips.issue(leased.id, wish_id=wish, now=now)
    database.execute("update postings set is_taken = 1")
    assert postings.on_offer(OfTrade("mason"), now=now) == ()
    assert postings.count_on_offer(OfTrade("mason"), now=now) == 0
    assert slips.issue(leased.id, wish_id="c", now=now) == NoSlotLeft()
    assert not postings.get(leased.id).has_slots_elsewhere
    slips.cancel(slips.of_wish("a").id, now=now)
    assert postings.count_on_offer(OfTrade("mason"), now=now) == 1, "one came free here, whatever was told before"


def test_slots_left_are_never_under_none(database, postings, slips, leased, now) -> None:
    slips.issue(leased.id, wish_id="a", now=now)
    database.execute("update postings set slots_here = 0")
    assert postings.get(leased.id).slots_left == 0


def test_the_table_refuses_a_slip_for_which_no_slot_is_here(database, slips, leased, now) -> None:
    for wish in "ab":
        slips.issue(leased.id, wish_id=wish, now=now)
    with pytest.raises(IntegrityError, match="the slot is not here"):
        database.execute(
            "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version)"
            " values ('x', 'x', '2026-11-21', 9, ?, 'x', 0, 'held', 1)",
            (leased.id,),
        )


def test_wishes_that_found_no_slot_are_counted_and_those_for_a_posting_that_is_gone_are_not(
    database, postings, slips, leased, posting, save, now
) -> None:
    for wish in "abcd":
        slips.issue(leased.id, wish_id=wish, now=now)
    other = posting()
    save(other)
    postings.set_state(other.id, PostingState.PAUSED)
    assert slips.issue(other.id, wish_id="e", now=now) == PostingGone()
    assert database.rows("select posting_id, wishes, told from slot_wants") == [(leased.id, 2, 0)]


def test_a_slip_issued_elsewhere_takes_no_slot_that_is_here(database, slips, leased, now) -> None:
    from_elsewhere(database, leased)
    assert slots(database, leased) == (2, 0)
    assert slips.held_count(leased.id) == 1
    slips.issue(leased.id, wish_id="mine", now=now)
    assert slots(database, leased) == (2, 1)
    database.execute("update slips set is_ours = 1, running = 70 where id = 'theirs'")
    assert slots(database, leased) == (2, 2)
    database.execute("delete from slips")
    assert slots(database, leased) == (2, 0)


def test_a_cancelled_slip_holds_a_slot_again_only_where_one_is_here(database, slips, leased, now) -> None:
    mine = slips.issue(leased.id, wish_id="a", now=now).slip
    slips.cancel(mine.id, now=now)
    database.execute("update postings set slots_here = 0")
    assert not slips.hold_again(mine.id, now=now)
    database.execute("update postings set slots_here = 1")
    assert slips.hold_again(mine.id, now=now)
    assert slots(database, leased) == (1, 1)


def test_a_slip_issued_elsewhere_gets_no_slot_back_here(database, slips, leased, now) -> None:
    from_elsewhere(database, leased)
    assert slips.cancel("theirs", now=now).state is SlipState.CANCELLED
    assert not slips.hold_again("theirs", now=now)
    assert slips.hold_again("theirs", now=now + timedelta(days=9))
    assert slips.find("theirs").state is SlipState.EXPIRED


def test_numbers_of_slips_go_on_from_the_last_one_issued_here(database, slips, posting, save, now) -> None:
    offered = posting()
    save(offered)
    from_elsewhere(database, offered)
    database.execute("update slips set running = 70")
    assert slips.issue(offered.id, wish_id="a", now=now).slip.number[3:11] == "1121-001"


def test_slots_that_are_lent_are_not_made_again_when_a_headcount_comes_back(database, postings, posting, save) -> None:
    """4 slots, 3 of them lent: down to 2 and up to 4 again leaves 1 here, and up to 6 brings 2 new ones."""
    offered = posting(headcount=4)
    save(offered)
    database.execute("update postings set slots_here = 1 where id = ?", (offered.id,))
    for headcount, here in ((2, 1), (4, 1), (6, 3), (1, 1), (6, 3)):
        assert postings.set_headcount(offered.id, headcount)
        assert slots(database, offered) == (here, 0)


def told(database) -> dict[str, object]:
    return dict(Outbox(database).waiting()[-1].fields)


def test_a_higher_headcount_brings_its_slots_here_and_tells_how_many(database, postings, posting, save) -> None:
    offered = posting(headcount=2)
    save(offered)
    assert postings.set_headcount(offered.id, 5)
    assert slots(database, offered) == (5, 0)
    assert told(database) == {"headcount": 5, "slots_added": 3}


def test_slots_lent_to_others_do_not_come_back_with_a_higher_headcount(database, postings, posting, save) -> None:
    offered = posting(headcount=4)
    save(offered)
    database.execute("update postings set slots_here = 1")
    assert postings.set_headcount(offered.id, 6)
    assert slots(database, offered) == (3, 0)
    assert told(database) == {"headcount": 6, "slots_added": 2}


def test_a_lower_headcount_takes_slots_from_here_but_none_that_is_held(database, postings, slips, posting, save, now):
    offered = posting(headcount=6)
    save(offered)
    for wish in "ab":
        slips.issue(offered.id, wish_id=wish, now=now)
    assert postings.set_headcount(offered.id, 4)
    assert (slots(database, offered), told(database)) == ((4, 2), {"headcount": 4, "slots_added": -2})
    database.execute("update postings set slots_here = 3")
    assert postings.set_headcount(offered.id, 3)
    assert (slots(database, offered), told(database)) == ((3, 2), {"headcount": 3, "slots_added": 0})
    assert not postings.set_headcount(offered.id, 1)
    assert postings.set_headcount(offered.id, 2)
    assert slots(database, offered) == (2, 2)


def test_a_lower_headcount_never_brings_slots_here(database, postings, slips, posting, save, now) -> None:
    offered = posting(headcount=6)
    save(offered)
    for wish in "ab":
        slips.issue(offered.id, wish_id=wish, now=now)
    database.execute("update postings set slots_here = 1")  # central says so, whatever was given out
    assert postings.set_headcount(offered.id, 4)
    assert (slots(database, offered), told(database)) == ((1, 2), {"headcount": 4, "slots_added": 0})


def test_the_slots_of_another_kiosks_posting_are_central_s_to_lease(database, postings, leased) -> None:
    assert postings.set_headcount(leased.id, 9)
    assert (slots(database, leased), told(database)) == ((2, 0), {"headcount": 9})
    assert postings.set_headcount(leased.id, 1)
    assert (slots(database, leased), told(database)) == ((2, 0), {"headcount": 1})


def test_the_headcount_is_not_lowered_under_the_slips_of_all_kiosks(database, postings, leased) -> None:
    from_elsewhere(database, leased, id_="one")
    from_elsewhere(database, leased, id_="two", day="2026-11-22")
    assert not postings.set_headcount(leased.id, 1)
    assert postings.set_headcount(leased.id, 2)
    with pytest.raises(UnknownThing):
        postings.set_headcount("nobody", 2)


def test_what_is_this_kiosks_own_affair_is_in_no_operation(database, postings, slips, posting, save, now) -> None:
    offered = posting()
    save(offered)
    slip = slips.issue(offered.id, wish_id="a", now=now).slip
    slips.cancel(slip.id, now=now)
    postings.set_headcount(offered.id, 5)
    postings.change(offered.id, note="带水")
    names = {name for each in Outbox(database).waiting() for name in each.fields}
    assert "headcount" in names
    assert not names & {"is_ours", "serial", "owned", "slots_here", "slots_taken"}


def test_what_central_decided_is_not_stopped_by_the_rules_for_staff(database, slips, posting, save, now) -> None:
    offered, other = posting(), posting()
    save(offered, other)
    slips.issue(offered.id, wish_id="a", now=now)
    ended = ("update postings set state = 'closed' where id = ?", (offered.id,))
    moved = ("update slips set posting_id = ?", (other.id,))
    decided = ("insert into outcomes values ('{}', 'no_show', null, null, null, null, '', 0, 's', 1)", ())
    undecided = ("delete from outcomes", ())
    slip_id = database.value("select id from slips")
    for sql, values in (ended, moved):
        with pytest.raises(IntegrityError):
            database.execute(sql, values)
    applying(database, True)
    database.execute(*ended)
    database.execute(decided[0].format(slip_id))
    applying(database, False)
    with pytest.raises(IntegrityError):
        database.execute(*undecided)
    applying(database, True)
    database.execute(*undecided)
    database.execute(*moved)
    assert (slots(database, offered), slots(database, other)) == ((2, 0), (2, 1))


def test_slots_taken_are_the_slips_held_whoever_writes(database, slips, posting, save, now) -> None:
    offered = posting()
    save(offered)
    slips.issue(offered.id, wish_id="a", now=now)
    applying(database, True)
    with pytest.raises(IntegrityError):
        database.execute("update postings set slots_taken = 0")


def test_the_desk_log_is_not_changed_whoever_writes(database) -> None:
    database.execute("insert into desk_log values (1, 0, '', 'clerk', '', '', '', '{}', '')")
    applying(database, True)
    for sql in ("update desk_log set action = 'x'", "delete from desk_log"):
        with pytest.raises(IntegrityError):
            database.execute(sql)
