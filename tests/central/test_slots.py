"""What kiosks may give out together is never more than there is, whatever they say and how often they say it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from kiosk.domain.ids import new_id
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import kiosks, leases, records, slots
from sync.central.unknown_slips import hold_back_free, release
from sync.central.upkeep import faults
from tests.central.county import REGION, TOWN, County, hasty_store


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with hasty_store(tmp_path_factory.mktemp("slots")) as store:
        county = County(store)
        county.station("北街驿站")
        yield county
        county.close()


@pytest.fixture
def county(store: Store) -> Iterator[County]:
    county = County(store)
    yield county
    county.close()


class Book:
    """One posting, in transactions of its own, and the three kiosks of the county."""

    def __init__(self, store: Store, headcount: int, *, is_open: bool = True, maker: int = 1) -> None:
        self.store, self.posting = store, new_id()
        self.dead: set[int] = set()
        self.seen: dict[int, int] = {}
        self.wishes: defaultdict[int, int] = defaultdict(int)
        self.beyond = 0
        """How many slips were given out without a slot for them."""
        with self.turn() as book:
            book.open(self.posting, headcount=headcount, town=TOWN, is_open=is_open, maker=maker)

    def turn(self) -> _Turn:
        return _Turn(self)

    def wants(self, book: SlotBook, kiosk: int, more: int) -> None:
        """So many more wishes found no slot at a kiosk; it tells how many that are in all."""
        self.wishes[kiosk] += more
        book.wanted(self.posting, kiosk, self.wishes[kiosk])

    def pool(self) -> tuple[int, int, int]:
        """Headcount, what is granted, what the leases hold."""
        with self.store.look() as connection:
            mine = (slots.c.region == REGION) & (slots.c.posting == self.posting)
            row = connection.execute(select(slots.c.headcount, slots.c.granted).where(mine)).one()
            held = connection.execute(
                select(func.coalesce(func.sum(leases.c.slots), 0)).where(
                    leases.c.region == REGION, leases.c.posting == self.posting
                )
            ).scalar_one()
        return row.headcount, row.granted, int(held)

    def lease(self, kiosk: int) -> tuple[int, int, int]:
        """What a kiosk holds, the number of its last grant, and how many of its slips hold a slot."""
        with self.store.look() as connection:
            row = connection.execute(
                select(leases.c.slots, leases.c.no, leases.c.used).where(
                    leases.c.region == REGION, leases.c.posting == self.posting, leases.c.kiosk == kiosk
                )
            ).first()
        return (row.slots, row.no, row.used) if row else (0, 0, 0)


class _Turn:
    """One transaction with a slot book, as a sync has it."""

    def __init__(self, of: Book) -> None:
        self._of = of

    def __enter__(self) -> SlotBook:
        self._change = self._of.store.change()
        self.connection = self._change.__enter__()
        self._ledger = Ledger(self.connection, REGION, [EVERYBODY], now_ms=now_ms())
        self.book = SlotBook(self.connection, REGION, self._ledger, dead=lambda: self._of.dead)
        return self.book

    def __exit__(self, *fault: object) -> None:
        if fault[0] is None:
            self._ledger.write()
            self.book.write()
        self._of.beyond += self.book.overbooked
        self._change.__exit__(*fault)  # type: ignore[arg-type]


KIOSKS = st.integers(1, 3)
FEW = st.integers(0, 6)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("held"), KIOSKS, FEW),
        st.tuples(st.just("freed"), KIOSKS, FEW),
        st.tuples(st.just("said"), KIOSKS, FEW),
        st.tuples(st.just("said late"), KIOSKS, FEW),
        st.tuples(st.just("said before its time"), KIOSKS, st.integers(0, 12)),
        st.tuples(st.just("wants"), KIOSKS, st.integers(1, 6)),
        st.tuples(st.just("divide"), KIOSKS, FEW),
        st.tuples(st.just("headcount"), KIOSKS, st.integers(1, 9)),
        st.tuples(st.just("added"), KIOSKS, st.integers(-4, 4)),
        st.tuples(st.just("added, unheard"), KIOSKS, st.integers(0, 4)),
        st.tuples(st.just("open"), KIOSKS, st.integers(0, 1)),
        st.tuples(st.just("dead"), KIOSKS, FEW),
        st.tuples(st.just("share"), KIOSKS, FEW),
    ),
    max_size=15,
)


def happen(of: Book, what: str, kiosk: int, number: int) -> None:
    held, no, _ = of.lease(kiosk)
    if what == "dead":
        of.dead.add(kiosk)
        return
    with of.turn() as book:
        match what:
            case "held":
                book.slip_held(of.posting, kiosk)
            case "freed":
                book.slip_freed(of.posting, kiosk)
            case "said":
                book.reported(of.posting, kiosk, no=no, slots_=min(held, number))
            case "said late":
                book.reported(of.posting, kiosk, no=max(0, no - 1 - number), slots_=0)
            case "said before its time":
                book.reported(of.posting, kiosk, no=no + 1, slots_=number)
            case "wants":
                of.wants(book, kiosk, number)
            case "divide":
                book.write()
                book.divide(kiosk, seen=0, town=TOWN if number % 2 else "")
            case "headcount":
                book.set_headcount(of.posting, number, added=0, kiosk=kiosk)
            case "added":
                book.set_headcount(of.posting, max(1, of.pool()[0] + number), added=number, kiosk=kiosk)
            case "added, unheard":  # of a headcount that could not come down yet, which the kiosk had not heard
                book.set_headcount(of.posting, number + 1, added=number, kiosk=kiosk)
            case "open":
                book.set_open(of.posting, bool(number))
            case "share":
                book.share_out(of.posting, kiosk)


@given(headcount=st.integers(1, 8), maker=st.integers(0, 3), events=EVENTS)
@settings(max_examples=40, deadline=None)
def test_leases_add_up_and_never_exceed_the_headcount(
    shared: County, headcount: int, maker: int, events: list[tuple[str, int, int]]
) -> None:
    of = Book(shared.store, headcount, maker=maker)
    for what, kiosk, number in events:
        before = of.pool()[0]
        happen(of, what, kiosk, number)
        now, granted, held = of.pool()
        assert held == granted <= now + of.beyond, what
        assert what in ("headcount", "added", "added, unheard") or now <= before, (
            "nothing but asking for more people makes it more"
        )


@given(headcount=st.integers(1, 8), events=EVENTS, kiosk=KIOSKS, number=FEW)
@settings(max_examples=25, deadline=None)
def test_a_report_that_comes_twice_or_late_frees_nothing_twice(
    shared: County, headcount: int, events: list[tuple[str, int, int]], kiosk: int, number: int
) -> None:
    of = Book(shared.store, headcount)
    for event in events[:12]:
        happen(of, *event)
    held, no, _ = of.lease(kiosk)
    said = min(held, number)
    with of.turn() as book:
        book.reported(of.posting, kiosk, no=no, slots_=said)
    once, before = of.lease(kiosk), of.pool()
    if once[1] == no:  # unless it was given something meanwhile, it may say the same again
        with of.turn() as book:
            book.reported(of.posting, kiosk, no=no, slots_=said)
        assert (of.lease(kiosk), of.pool()) == (once, before)
    for late in range(once[1]):
        with of.turn() as book:
            book.reported(of.posting, kiosk, no=late, slots_=0)
    assert (of.lease(kiosk), of.pool()) == (once, before)


@given(headcount=st.integers(1, 8), wishes=st.lists(st.tuples(KIOSKS, st.integers(1, 9)), max_size=8))
@settings(max_examples=25, deadline=None)
def test_wishes_are_given_what_is_free_and_nothing_else(
    shared: County, headcount: int, wishes: list[tuple[int, int]]
) -> None:
    of = Book(shared.store, headcount, maker=0)
    left = headcount
    for kiosk, number in wishes:
        before = of.lease(kiosk)[0]
        with of.turn() as book:
            of.wants(book, kiosk, number)
        given = of.lease(kiosk)[0] - before
        assert given == min(left, number)
        left -= given
    assert of.pool()[1] == headcount - left


def comes(of: Book, kiosk: int) -> None:
    """A kiosk syncs: gives back what it was asked for, and takes what it is offered."""
    recall = recalled(of).get(kiosk)
    with of.turn() as book:
        if recall is not None:
            _, no, used = of.lease(kiosk)
            book.reported(of.posting, kiosk, no=no, slots_=max(recall, used))
        book.write()
        of.seen[kiosk], _ = book.divide(kiosk, seen=of.seen.get(kiosk, 0), town="")


def wanted_at(of: Book, kiosk: int) -> int:
    with of.store.look() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == of.posting) & (leases.c.kiosk == kiosk)
        return int(connection.execute(select(leases.c.wanted).where(mine)).scalar_one())


def recalled(of: Book) -> dict[int, int]:
    """Kiosk -> how many slots it was asked to come down to."""
    with of.store.look() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == of.posting) & leases.c.recall.is_not(None)
        return {
            row.kiosk: row.recall for row in connection.execute(select(leases.c.kiosk, leases.c.recall).where(mine))
        }


@given(headcount=st.integers(1, 30), used=st.integers(0, 30), wishes=st.integers(1, 30), made_by=st.integers(0, 2))
@settings(max_examples=25, deadline=None)
def test_who_wants_slots_gets_all_that_the_others_do_not_use(
    shared: County, headcount: int, used: int, wishes: int, made_by: int
) -> None:
    of = Book(shared.store, headcount, maker=made_by)
    for kiosk in (1, 2):
        comes(of, kiosk)
        for _ in range(min(used, of.lease(kiosk)[0])):
            with of.turn() as book:
                book.slip_held(of.posting, kiosk)
    out = sum(of.lease(kiosk)[2] for kiosk in (1, 2))
    with of.turn() as book:
        of.wants(book, 3, wishes)
    for _ in range(8):
        for kiosk in (1, 2, 3):
            comes(of, kiosk)
    assert of.lease(3)[0] >= min(wishes, headcount - out)


def test_what_comes_back_is_kept_for_whoever_wants_it_and_comes_first(shared: County) -> None:
    of = Book(shared.store, 6)
    with of.turn() as book:
        of.wants(book, 2, 3)
    comes(of, 1)
    assert of.pool()[1] == 3
    comes(of, 3)
    assert of.lease(3)[0] == 0, "kiosk 2 has no line; who wants none is not given what it waits for"
    with of.turn() as book:
        of.wants(book, 3, 2)
    assert (of.lease(2)[0], of.lease(3)[0]) == (0, 2), "but who wants some gets them"
    comes(of, 2)
    assert of.lease(2)[0] == 1
    comes(of, 1)
    comes(of, 2)
    assert of.lease(2)[0] == 3


def test_wishes_are_added_up_until_they_are_served(shared: County) -> None:
    of = Book(shared.store, 20)
    for wishes in (5, 1):
        with of.turn() as book:
            of.wants(book, 2, wishes)
    assert wanted_at(of, 2) == 6
    for _ in range(2):
        comes(of, 1)
        comes(of, 2)
    assert (of.lease(2)[0], wanted_at(of, 2)) == (6, 0)
    with of.turn() as book:
        of.wants(book, 2, 10**6)
    assert wanted_at(of, 2) <= 20


def shared_by_two(store: Store, headcount: int, second: int) -> Book:
    """Kiosk 1 made the posting, and kiosk 2 has got `second` of its slots; no slip is out."""
    of = Book(store, headcount)
    with of.turn() as book:
        of.wants(book, 2, second)
    comes(of, 1)
    comes(of, 2)
    assert (of.lease(1)[0], of.lease(2)[0]) == (headcount - second, second)
    return of


def test_a_new_wish_asks_another_kiosk_while_the_first_has_no_line(shared: County) -> None:
    of = shared_by_two(shared.store, 12, 3)
    with of.turn() as book:
        of.wants(book, 3, 2)
    assert recalled(of) == {1: 7}
    with of.turn() as book:
        book.set_headcount(of.posting, 14, added=0, kiosk=0)
    comes(of, 3)
    assert wanted_at(of, 3) == 0, "served otherwise"
    with of.turn() as book:
        of.wants(book, 3, 1)
    assert recalled(of) == {1: 7, 2: 2}


def test_what_is_on_its_way_is_not_asked_for_again(shared: County) -> None:
    of = shared_by_two(shared.store, 12, 3)
    for wishes in (2, 1):
        with of.turn() as book:
            of.wants(book, 3, wishes)
    assert recalled(of) == {1: 7, 2: 2}


def test_a_kiosk_that_gave_out_what_was_asked_back_has_another_asked(shared: County) -> None:
    of = shared_by_two(shared.store, 6, 2)
    with of.turn() as book:
        of.wants(book, 3, 1)
    assert recalled(of) == {1: 3}
    with of.turn() as book:
        for _ in range(4):
            book.slip_held(of.posting, 1)
        book.reported(of.posting, 1, no=of.lease(1)[1], slots_=4)
    assert recalled(of) == {2: 1}


def test_a_kiosk_is_not_asked_for_what_its_own_people_wait_for(shared: County) -> None:
    of = Book(shared.store, 6)
    with of.turn() as book:
        of.wants(book, 2, 6)
    comes(of, 1)
    comes(of, 2)
    assert (of.lease(2)[0], wanted_at(of, 2)) == (3, 3)
    with of.turn() as book:
        of.wants(book, 3, 4)
    assert set(recalled(of)) == {1}


def test_a_kiosk_that_was_just_given_slots_for_its_wishes_is_not_asked_for_them_at_once(shared: County) -> None:
    of = Book(shared.store, 8)
    with of.turn() as book:
        of.wants(book, 2, 4)
    comes(of, 1)
    with of.turn() as book:
        of.wants(book, 3, 4)
    assert of.lease(3)[0] == 4
    assert set(recalled(of)) == {1}


def test_nothing_is_asked_from_a_kiosk_that_is_gone_and_nothing_kept_for_it(county: County) -> None:
    east, west, far = county.east, county.west, county.station("南街驿站")
    posting = east.posting(headcount=8)
    east.send(slots=[{"posting": posting, "no": number_of(county, posting), "slots": 4}])
    west.send(wants=[{"posting": posting, "wishes": 8}])
    assert held_by(county, posting)[west.said.kiosk] == 4
    county.central.enrolment.replace(REGION, west.station, kiosk=west.said.kiosk)
    far.send(wants=[{"posting": posting, "wishes": 1}])
    with county.store.look() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == posting)
        rows = {row.kiosk: row for row in connection.execute(select(leases).where(mine))}
    assert rows[west.said.kiosk].recall is None
    assert rows[west.said.kiosk].wanted == 0
    assert rows[east.said.kiosk].recall is not None


def held_by(county: County, posting: str) -> dict[int, int]:
    with county.store.look() as connection:
        rows = connection.execute(
            select(leases.c.kiosk, leases.c.slots).where(leases.c.region == REGION, leases.c.posting == posting)
        ).all()
    return {row.kiosk: row.slots for row in rows}


def headcount_of(county: County, posting: str) -> int:
    """What everybody is told."""
    with county.store.look() as connection:
        mine = (records.c.region == REGION) & (records.c.owner == EVERYBODY) & (records.c.id == posting)
        return int(json.loads(connection.execute(select(records.c.fields).where(mine)).scalar_one())["headcount"])


def number_of(county: County, posting: str) -> int:
    with county.store.look() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == posting)
        return int(connection.execute(select(func.max(leases.c.no)).where(mine)).scalar_one())


def test_who_made_a_posting_is_asked_for_half_and_the_other_gets_it_when_it_is_given_back(county: County) -> None:
    east, west = county.east, county.west
    posting = east.posting(headcount=6)
    assert held_by(county, posting) == {east.said.kiosk: 6}
    west.send()
    assert held_by(county, posting) == {east.said.kiosk: 6}, "what was asked back is not yet given"
    east.send(slots=[{"posting": posting, "no": number_of(county, posting), "slots": 3}])
    west.send()
    found = held_by(county, posting)
    assert found[east.said.kiosk] == 3
    assert 1 <= found[west.said.kiosk] <= 3


def test_slots_of_a_broken_kiosk_stay_with_it_until_its_slips_come_back(county: County) -> None:
    east, west = county.east, county.west
    posting = east.posting(headcount=2)
    held = [east.operation("slip-saved", posting_id=posting, state="held", number=f"A2-{n}") for n in range(2)]
    east.send(*held)
    code = county.central.enrolment.replace(REGION, east.station, kiosk=east.said.kiosk)
    fresh = county.kiosk(code)
    west.send(wants=[{"posting": posting, "wishes": 2}])
    assert held_by(county, posting)[west.said.kiosk] == 0
    back = fresh.operation("slip-saved", str(held[0]["row"]), new=False, state="cancelled")
    assert fresh.refused(back) == []
    assert held_by(county, posting) == {east.said.kiosk: 1, west.said.kiosk: 0}, "kept for who asks, not sent about"
    west.send()
    assert held_by(county, posting) == {east.said.kiosk: 1, west.said.kiosk: 1}
    assert list(faults(county.store)) == []


def test_wishes_that_are_told_again_as_no_answer_came_want_nothing_more(county: County) -> None:
    posting = county.east.posting(headcount=20)
    asked = county.west.message(wants=[{"posting": posting, "wishes": 5}])
    for _ in range(3):
        assert county.post("/v1/sync", asked, token=county.west.token)[0] == 200
    with county.store.look() as connection:
        mine = (leases.c.posting == posting) & (leases.c.kiosk == county.west.said.kiosk)
        lease = connection.execute(select(leases).where(mine)).one()
    assert (lease.wanted, lease.wishes) == (5, 5)
    county.west.send(wants=[{"posting": posting, "wishes": 7}])
    with county.store.look() as connection:
        assert connection.execute(select(leases.c.wanted).where(mine)).scalar_one() == 7


def test_a_slip_told_twice_holds_one_slot(county: County) -> None:
    east = county.east
    posting = east.posting(headcount=2)
    slip = east.operation("slip-saved", posting_id=posting, state="held", number="A2-1")
    asked = east.message(slip)
    for _ in range(3):
        assert county.post("/v1/sync", asked, token=east.token)[0] == 200
    with county.store.look() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == posting)
        assert connection.execute(select(leases.c.used).where(mine)).scalar_one() == 1


def test_a_kiosk_that_gives_out_more_than_it_holds_is_counted_and_said(county: County) -> None:
    posting = county.east.posting(headcount=1)
    given = [county.west.operation("slip-saved", posting_id=posting, state="held", number=f"B2-{n}") for n in range(2)]
    assert county.west.refused(*given) == []
    assert held_by(county, posting) == {county.east.said.kiosk: 1, county.west.said.kiosk: 2}
    assert county.central.application.front.metrics.text().count(b"yizhan_overbooked_total 2.0") == 1
    (fault,) = faults(county.store)
    assert posting in fault, "three slips are out for one place: that is to be looked into"
    assert headcount_of(county, posting) == 1, "nobody is told of places that the employer does not have"


def test_a_kiosk_that_says_it_holds_more_than_there_is_gets_no_more_than_is_free(county: County) -> None:
    posting = county.east.posting(headcount=3)
    county.west.send(slots=[{"posting": posting, "no": 1 << 60, "slots": 1 << 30}])
    assert held_by(county, posting) == {county.east.said.kiosk: 3, county.west.said.kiosk: 0}
    assert headcount_of(county, posting) == 3
    assert list(faults(county.store)) == []


def test_what_was_held_back_after_a_restored_backup_is_given_to_who_says_that_it_has_it(county: County) -> None:
    east, west = county.east, county.west
    posting = east.posting(headcount=10)
    east.send(slots=[{"posting": posting, "no": 1, "slots": 5}])
    with county.store.change() as connection:
        assert hold_back_free(connection) == 1
    west.send(slots=[{"posting": posting, "no": 1, "slots": 3}])
    assert held_by(county, posting) == {0: 2, east.said.kiosk: 5, west.said.kiosk: 3}
    assert headcount_of(county, posting) == 10
    assert list(faults(county.store)) == []


def test_what_a_kiosk_that_is_gone_for_good_holds_unused_is_given_to_others(county: County) -> None:
    east, west = county.east, county.west
    posting = east.posting(headcount=6)
    east.send(east.operation("slip-saved", posting_id=posting, state="held", number="A2-1"))
    before = held_by(county, posting)[east.said.kiosk]
    with county.store.change() as connection:
        assert release(connection, REGION, east.said.kiosk) == 1
    assert held_by(county, posting)[east.said.kiosk] == 1 < before
    west.send(wants=[{"posting": posting, "wishes": 6}])
    assert held_by(county, posting) == {east.said.kiosk: 1, west.said.kiosk: 5}
    assert list(faults(county.store)) == []


def test_a_headcount_comes_down_as_slots_are_given_back(county: County) -> None:
    east = county.east
    posting = east.posting(headcount=5)
    east.send(east.operation("posting-saved", posting, new=False, base=east.at[:2], headcount=2))
    assert said(county, posting) == (5, 5)
    east.send(slots=[{"posting": posting, "no": number_of(county, posting), "slots": 3}])
    assert said(county, posting) == (3, 3)
    east.send(slots=[{"posting": posting, "no": number_of(county, posting), "slots": 1}])
    headcount, granted = said(county, posting)
    assert headcount == 2
    assert granted <= 2


def said(county: County, posting: str) -> tuple[int, int]:
    with county.store.look() as connection:
        mine = (slots.c.region == REGION) & (slots.c.posting == posting)
        row = connection.execute(select(slots.c.headcount, slots.c.granted).where(mine)).one()
    return row.headcount, row.granted


def test_the_harness_sees_a_slot_that_is_given_twice(shared: County) -> None:
    of = Book(shared.store, 3)
    with shared.store.change() as connection:
        mine = (leases.c.region == REGION) & (leases.c.posting == of.posting)
        connection.execute(update(leases).where(mine).values(slots=4))
    assert [fault for fault in faults(shared.store) if of.posting in fault]
    with shared.store.change() as connection:
        connection.execute(update(leases).where(mine).values(slots=3))
    with shared.store.look() as connection:
        assert connection.execute(select(func.count()).select_from(kiosks)).scalar_one() == 4
