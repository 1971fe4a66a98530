"""Parties: as many slips as people by one wish, all or none, and never more slips than slots."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting
from kiosk.domain.slip import NoSlotLeft, PostingGone, SlipHeld, SlipState, SlotElsewhere, TooFewSlots, is_slip_number
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.outbox import Outbox
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore

FIELDS_OF_PROTOCOL_1 = {
    "id", "number", "day", "running", "posting_id", "wish_id", "issued_at_ms", "state", "person_id", "visit_id",
    "dispatch_id",
}  # fmt: skip
"""What a slip's operation may say: a central of 0.1.0 refuses whatever else, and would give the slots out again."""
NOW = datetime(2026, 11, 21, 8, 0)


@pytest.fixture
def slips(database) -> SlipStore:
    return SlipStore(database)


@pytest.fixture
def offered(posting, save):
    """A posting with five slots."""
    saved = posting(headcount=5)
    save(saved)
    return saved


def wants(database, posting) -> int | None:
    return database.value("select max(wishes) from slot_wants where posting_id = ?", (posting.id,))


def test_each_of_a_party_gets_a_slip_of_one_wish(slips, offered, now) -> None:
    held = slips.issue(offered.id, wish_id="w", now=now, people=3)
    assert isinstance(held, SlipHeld)
    assert held.people == 3
    numbers = [slip.number for slip in (held.slip, *held.companions)]
    assert [number[8:11] for number in numbers] == ["001", "002", "003"]
    assert all(map(is_slip_number, numbers))
    assert {slip.party for slip in (held.slip, *held.companions)} == {"w"}
    assert slips.held_count(offered.id) == 3
    assert slips.of_wish("w") == held.slip


def test_the_table_knows_which_slips_belong_together(database, slips, offered, now) -> None:
    slips.issue(offered.id, wish_id="w", now=now, people=2)
    slips.issue(offered.id, wish_id="dispatch/somebody+7", now=now)
    slips.issue(offered.id, wish_id="alone", now=now)
    assert database.rows("select party, count(*) from slips group by party order by 1") == [(None, 2), ("w", 2)]
    assert slips.companions(slips.of_wish("alone")) == ()


def test_the_same_wish_gets_the_same_party_again_however_many_are_asked_for_then(slips, offered, now) -> None:
    first = slips.issue(offered.id, wish_id="w", now=now, people=3)
    for people in (3, 1, 2, 5):
        assert slips.issue(offered.id, wish_id="w", now=now + timedelta(hours=1), people=people) == first
    alone = slips.issue(offered.id, wish_id="v", now=now)
    assert slips.issue(offered.id, wish_id="v", now=now, people=2) == alone
    assert slips.held_count(offered.id) == 4


def test_a_party_that_is_too_large_gets_nothing_and_is_told_how_many_may_go(database, slips, offered, now) -> None:
    slips.issue(offered.id, wish_id="first", now=now, people=3)
    assert slips.issue(offered.id, wish_id="w", now=now, people=4) == TooFewSlots(2)
    assert slips.held_count(offered.id) == 3
    assert wants(database, offered) == 2
    assert slips.issue(offered.id, wish_id="w", now=now, people=4) == TooFewSlots(2)
    assert wants(database, offered) == 2, "asked for once, however often it is tried"
    assert slips.issue(offered.id, wish_id="smaller", now=now, people=2).people == 2
    assert slips.issue(offered.id, wish_id="late", now=now, people=3) == NoSlotLeft()
    assert wants(database, offered) == 5


def test_central_is_asked_for_as_many_slots_as_a_party_misses_here(database, slips, posting, save, now) -> None:
    leased = posting(headcount=6)
    save(leased)
    database.execute("update postings set owned = 0, slots_here = 1 where id = ?", (leased.id,))
    database.execute("insert into leases values (?, 1, 1)", (leased.id,))
    assert slips.issue(leased.id, wish_id="w", now=now, people=4) == TooFewSlots(1)
    assert wants(database, leased) == 3
    slips.issue(leased.id, wish_id="one", now=now)
    assert slips.issue(leased.id, wish_id="later", now=now, people=2) == SlotElsewhere()
    assert wants(database, leased) == 5
    database.execute("update postings set slots_here = 5 where id = ?", (leased.id,))
    assert slips.issue(leased.id, wish_id="w", now=now, people=4).people == 4


def test_the_lead_gives_back_for_all_and_a_companion_only_for_one(slips, offered, now) -> None:
    party = slips.issue(offered.id, wish_id="w", now=now, people=4)
    slips.give_back(party.companions[0].id, now=now)
    assert slips.held_count(offered.id) == 3
    slips.cancel(party.slip.id, now=now)
    assert slips.held_count(offered.id) == 2, "staff cancel one slip at a time"
    for _ in range(2):
        slips.give_back(party.slip.id, now=now)
        assert slips.held_count(offered.id) == 0
    again = slips.issue(offered.id, wish_id="w", now=now, people=4)
    assert {slip.state for slip in (again.slip, *again.companions)} == {SlipState.CANCELLED}


def test_giving_back_a_party_leaves_every_other_slip(slips, offered, now) -> None:
    party = slips.issue(offered.id, wish_id="w", now=now, people=2)
    other = slips.issue(offered.id, wish_id="w+w", now=now, people=2)
    alone = slips.issue(offered.id, wish_id="alone", now=now)
    slips.give_back(party.slip.id, now=now)
    kept = (other.slip, *other.companions, alone.slip)
    assert [slips.find(slip.id).state for slip in kept] == [SlipState.HELD] * 3


def test_a_party_is_told_to_central_in_words_that_an_older_one_knows(database, slips, offered, now) -> None:
    slips.issue(offered.id, wish_id="w", now=now, people=3)
    told = [each for each in Outbox(database).waiting() if each.kind == "slip-saved"]
    assert [json.loads(each.fields)["wish_id"] if isinstance(each.fields, str) else each.fields["wish_id"]
            for each in told] == ["w+1", "w+2", "w+3"]  # fmt: skip
    assert all(set(each.fields) <= FIELDS_OF_PROTOCOL_1 for each in told)


def test_a_party_is_of_one_to_six_and_nobody_goes_where_the_work_is_gone(slips, offered, now) -> None:
    for people in (0, -1, 7):
        with pytest.raises(ValueError, match="people"):
            slips.issue(offered.id, wish_id="w", now=now, people=people)
    assert slips.issue("nobody", wish_id="w", now=now, people=2) == PostingGone()


TAKING = """
import sys
from datetime import datetime
from pathlib import Path
from kiosk.domain.slip import SlipHeld
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.slips import SlipStore

now = datetime(2026, 11, 21, 8, 0)
with open_database(Path(sys.argv[1]), DatabaseKey(bytes(range(32)))) as database:
    slips, (posting,) = SlipStore(database), database.rows("select id from postings")
    print("ready", flush=True)
    me = sys.stdin.readline() and __import__("os").getpid()
    for turn in range(12):
        people = 1 + (me + turn) % 4
        outcome = slips.issue(posting[0], wish_id=f"{me}-{turn}", now=now, people=people)
        if isinstance(outcome, SlipHeld):
            assert outcome.people == people
            print("party", people, flush=True)
            if turn % 3 == 0:
                slips.give_back(outcome.slip.id, now=now)
                print("back", people, flush=True)
"""


def test_parties_in_several_processes_share_the_slots(folder, said_at_once, posting) -> None:
    with closing(folder.open()) as database:
        PostingStore(database).save_new([NewPosting(posting=posting(headcount=23))])
    said = said_at_once(TAKING, folder.database)
    lines = [line.split() for text in said for line in text.splitlines()]
    held = sum(int(people) for word, people in lines if word == "party")
    back = sum(int(people) for word, people in lines if word == "back")
    with closing(folder.open()) as database:
        assert database.row("select slots_taken, headcount from postings") == (held - back, 23)
        counts = database.rows("select state, count(*) from slips group by state")
    assert dict(counts).get("held", 0) == held - back <= 23
    assert held - back >= 20, "the last slots go to somebody"


class PartiesInAnyOrder(RuleBasedStateMachine):
    """Wishes for parties, repeated and given back in any order: all or none, and no slot twice."""

    @initialize(headcount=st.integers(1, 12))
    def opens(self, headcount: int) -> None:
        self._folder = TemporaryDirectory()
        self.database = open_database(Path(self._folder.name) / "station.db", DatabaseKey(bytes(range(32))))
        self.slips, self.headcount = SlipStore(self.database), headcount
        self.posting = new_id()
        offered = Posting(
            id=self.posting, trade="mason", title="招瓦工", employer_id="", employer_name="老王施工队",
            pay=Pay(amount_minor=18_000, unit=PayUnit.DAY), headcount=headcount, first_day=date(2026, 11, 21),
            last_day=date(2026, 11, 22), place="镇政府旁边", contact_phone="13800001234", verified_by="import",
        )  # fmt: skip
        PostingStore(self.database).save_new([NewPosting(posting=offered)])
        self.parties: dict[str, SlipHeld] = {}
        self.held: set[str] = set()
        self.wishes = 0

    @rule(people=st.integers(1, 6))
    def wants(self, people: int) -> None:
        self.wishes += 1
        left = self.headcount - len(self.held)
        outcome = self.slips.issue(self.posting, wish_id=f"w{self.wishes}", now=NOW, people=people)
        if isinstance(outcome, SlipHeld):
            assert outcome.people == people <= left
            self.parties[f"w{self.wishes}"] = outcome
            self.held |= {slip.id for slip in (outcome.slip, *outcome.companions)}
        else:
            assert outcome == (TooFewSlots(left) if left else NoSlotLeft())
            assert left < people

    @precondition(lambda self: self.parties)
    @rule(data=st.data(), people=st.integers(1, 6))
    def wants_the_same_again(self, data: st.DataObject, people: int) -> None:
        wish, before = data.draw(st.sampled_from(sorted(self.parties.items())))
        again = self.slips.issue(self.posting, wish_id=wish, now=NOW, people=people)
        assert isinstance(again, SlipHeld)
        assert [slip.id for slip in (again.slip, *again.companions)] == [
            slip.id for slip in (before.slip, *before.companions)
        ]

    @precondition(lambda self: self.parties)
    @rule(data=st.data(), by_staff=st.booleans())
    def gives_back(self, data: st.DataObject, by_staff: bool) -> None:
        party = data.draw(st.sampled_from(sorted(self.parties.values(), key=lambda held: held.slip.number)))
        slip = data.draw(st.sampled_from((party.slip, *party.companions)))
        if by_staff:
            self.slips.cancel(slip.id, now=NOW)
            self.held.discard(slip.id)
        else:
            self.slips.give_back(slip.id, now=NOW)
            self.held -= {one.id for one in (party.slip, *party.companions)} if slip == party.slip else {slip.id}

    @invariant()
    def no_slot_is_held_twice(self) -> None:
        held = {id_ for (id_,) in self.database.rows("select id from slips where state = 'held'")}
        taken = self.database.value("select slots_taken from postings")
        assert held == self.held
        assert len(held) == taken <= self.headcount

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self._folder.cleanup()


TestPartiesInAnyOrder = PartiesInAnyOrder.TestCase
TestPartiesInAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
