"""Stations, two kiosks at one place, and central: what one does, the others know after a sync."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.filters import Filter
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.listing import Near
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.person import Consent
from kiosk.domain.posting import Posting, PostingState, Source
from kiosk.domain.slip import NoSlotLeft, SlipHeld, SlotElsewhere, TooFewSlots
from kiosk.domain.staff import Actor, Role
from kiosk.store.postings import NewPosting
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.store.tables import leases, slots
from sync.client.report import Outcome
from sync.client.retelling import tell_all_again

HEAD = Actor(role=Role.HEAD, device="desk", staff_id="staff-1", name="王站长")


def posting(name: str = "采茶", *, headcount: int = 6, **changes) -> Posting:
    from kiosk.domain.ids import new_id

    today = date.today()
    made = Posting(
        id=new_id(),
        trade="mason",
        title=name,
        employer_id="",
        employer_name="清明茶园",
        pay=Pay(amount_minor=15000, unit=PayUnit.DAY),
        headcount=headcount,
        first_day=today,
        last_day=today + timedelta(days=3),
        place="南山村",
        contact_phone="13900000000",
        source=Source.STATION,
        verified_by="staff-1",
        verified_at_ms=1,
    )
    return replace(made, **changes)


def save(kiosk, made: Posting) -> str:
    kiosk.station.postings.save_new([NewPosting(posting=made)])
    return made.id


def wish(kiosk, posting_id: str, wish_id: str):
    return kiosk.station.slips.issue(posting_id, wish_id=wish_id, now=kiosk.station.now())


def speak(*kiosks) -> None:
    """Sync until nobody has anything to say: three rounds carry a wish to central and its slot back."""
    for _ in range(3):
        for one in kiosks:
            assert one.sync().outcome is Outcome.DONE


def settle(*kiosks) -> None:
    """Speak, and see that all have the same then, which is not so while something that was refused stands here."""
    speak(*kiosks)
    assert [one.sync().agrees for one in kiosks] == [True] * len(kiosks)


def shares(central, posting_id: str) -> tuple[int, int, dict[int, int]]:
    """Headcount, slots that are granted, and what each kiosk holds."""
    with central.store.look() as connection:
        pool = connection.execute(select(slots).where(slots.c.posting == posting_id)).one()
        held = connection.execute(select(leases).where(leases.c.posting == posting_id))
        return pool.headcount, pool.granted, {lease.kiosk: lease.slots for lease in held}


def test_a_party_is_a_party_at_the_other_kiosk_too_and_its_slots_are_counted(central, kiosk) -> None:
    here, beside = kiosk("here"), kiosk("beside", station="here")
    offered = save(here, posting(headcount=6))
    settle(here, beside)
    party = here.station.slips.issue(offered, wish_id="wish-of-three", now=here.station.now(), people=3)
    assert isinstance(party, SlipHeld)
    settle(here, beside)
    found = beside.station.slips.find(party.slip.number)
    assert [slip.number for slip in beside.station.slips.companions(found)] == [
        slip.number for slip in party.companions
    ]
    beside.station.slips.give_back(found.id, now=beside.station.now())
    settle(here, beside)
    assert here.station.slips.held_count(offered) == 0
    headcount, granted, _ = shares(central, offered)
    assert granted <= headcount == 6


def test_a_party_that_finds_too_few_slots_gets_them_from_elsewhere(central, kiosk) -> None:
    here, there = kiosk("here"), kiosk("there")
    offered = save(here, posting(headcount=6))
    settle(here, there)
    issue = there.station.slips.issue
    first = issue(offered, wish_id="all", now=there.station.now(), people=6)
    assert isinstance(first, TooFewSlots | SlotElsewhere)
    speak(there, here, there)
    again = issue(offered, wish_id="all", now=there.station.now(), people=6)
    assert isinstance(again, SlipHeld)
    assert again.people == 6
    assert isinstance(wish(here, offered, "late"), NoSlotLeft | SlotElsewhere)


def test_an_idle_sync_is_one_small_request(kiosk) -> None:
    here = kiosk("here")
    settle(here)
    before = (here.line.requests, here.line.sent + here.line.received)
    here.sync()
    assert here.line.requests - before[0] == 1
    assert here.line.sent + here.line.received - before[1] < 260  # headers come on top


def test_work_of_one_station_is_offered_at_the_other_with_slots_for_both(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=6))
    settle(here, there)
    assert there.station.offered(id_) is not None
    headcount, granted, held = shares(central, id_)
    assert (headcount, sum(held.values())) == (6, granted)
    assert sorted(held.values()) == [2, 3]  # one is kept for who asks
    for _ in range(2):
        got = [wish(one, id_, f"{one.folder.name}{n}") for n in range(4) for one in (here, there)]
        settle(here, there)
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 6


def test_a_wish_that_found_no_slot_brings_one_from_the_other_station(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=4))
    settle(here, there)
    for wish_id in "abcd":
        if not isinstance(wish(there, id_, wish_id), SlipHeld):
            settle(there, here)
            assert isinstance(wish(there, id_, wish_id), SlipHeld)
    assert wish(here, id_, "f") == SlotElsewhere(), "nobody has heard yet that all are taken"
    settle(there, here)
    assert wish(there, id_, "e") == wish(here, id_, "g") == NoSlotLeft()
    assert [one.station.trades_on_offer() for one in (here, there)] == [(), ()]
    settle(there, here)
    assert shares(central, id_)[:2] == (4, 4)


def test_a_station_that_joins_late_shows_all_work_of_the_county_and_gets_a_share_of_what_others_hold(
    kiosk, central
) -> None:
    here = kiosk("here")
    many, one = save(here, posting(headcount=5)), save(here, posting(headcount=1))
    settle(here)
    there = kiosk("there")
    there.sync()
    assert there.station.trades_on_offer() == here.station.trades_on_offer(), "it is one market"
    settle(here, there)
    assert isinstance(wish(there, many, "a"), SlipHeld), "a share has come without being asked for"
    assert wish(there, one, "b") == SlotElsewhere(), "of one place there are no shares"
    settle(there, here)
    assert isinstance(wish(there, one, "b"), SlipHeld)
    settle(here, there)
    assert wish(here, one, "c") == NoSlotLeft()
    assert [shares(central, id_)[0] for id_ in (many, one)] == [5, 1]


def test_a_posting_that_the_county_has_no_more_is_offered_no_more_though_a_slip_here_names_it(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=4))
    settle(here, there)
    assert isinstance(wish(there, id_, "a"), SlipHeld)
    with central.store.change() as connection:
        ledger = Ledger(connection, "511902", [EVERYBODY], now_ms=0)
        ledger.remove(EVERYBODY, "posting", id_, by=0)
        ledger.write()
    speak(there, here)
    assert there.rows("select reason from operations where state = 'refused'") == [("posting-unknown",)]
    assert there.rows("select id, slots_here from postings") == [(id_, 0)]
    assert there.station.trades_on_offer() == here.station.trades_on_offer() == ()
    assert wish(there, id_, "b") == NoSlotLeft()


def test_the_last_slot_is_given_once_however_both_stations_ask(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=1))
    settle(here, there)
    got = [wish(one, id_, f"{n}{one.folder.name}") for n in range(2) for one in (there, here)]
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 1


def test_a_higher_headcount_without_a_network_is_given_out_here_at_once(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=2))
    settle(here, there)
    here.line.is_down = True
    assert here.station.postings.set_headcount(id_, 5)
    got = [wish(here, id_, f"w{n}") for n in range(5)]
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) == 4  # one of the first two was lent
    here.line.is_down = False
    settle(here, there)
    headcount, granted, _ = shares(central, id_)
    assert (headcount, granted) == (5, 5)


def test_a_lower_headcount_waits_for_the_slots_that_are_lent(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(headcount=6))
    settle(here, there)
    for _ in range(2):  # the third slot is asked for
        for wish_id in "abc":
            wish(there, id_, wish_id)
        settle(here, there)
    assert here.station.postings.set_headcount(id_, 2)
    for _ in range(3):  # what is spare is asked for by halves
        settle(here, there)
    assert shares(central, id_)[:2] == (3, 3), "three slips are out, and nothing else"
    assert there.station.postings.get(id_).headcount == 3
    assert here.station.postings.get(id_).headcount == 3


def test_two_kiosks_of_one_station_share_people_arrivals_and_slips(kiosk) -> None:
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    id_ = save(office, posting())
    person = (
        office.station.desk(HEAD)
        .people.register(WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN, trades=("mason",)))
        .value
    )
    settle(office, hall)
    found = hall.station.desk(HEAD).people.search("1111")
    assert [one.name for one in found] == ["赵大娘"]
    hall.station.desk(HEAD).arrivals.sign_in(person.id)
    slip = wish(hall, id_, "w")
    assert isinstance(slip, SlipHeld)
    settle(hall, office)
    assert [row.name for row in office.station.desk(HEAD).arrivals.today()] == ["赵大娘"]
    assert office.station.slips.find(slip.slip.number).id == slip.slip.id
    assert hall.station.station.prefix != office.station.station.prefix


def test_apart_both_kiosks_of_a_station_go_on_and_a_person_signed_in_twice_stands_there_once(kiosk) -> None:
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    person = office.station.desk(HEAD).people.register(WalkIn(name="赵大娘", consent=Consent.GIVEN)).value
    settle(office, hall)
    for one in (hall, office):
        one.station.desk(HEAD).arrivals.sign_in(person.id)
    settle(hall, office)
    for one in (hall, office):
        assert [row.name for row in one.station.desk(HEAD).arrivals.today()] == ["赵大娘"]


def test_people_of_one_station_are_never_told_to_another(kiosk) -> None:
    here, there = kiosk("here"), kiosk("there")
    here.station.desk(HEAD).people.register(WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN))
    save(here, posting())
    settle(here, there)
    assert there.rows("select count(*) from people") == [(0,)]
    assert there.rows("select name, phone from employers") == [("清明茶园", "")]


def test_a_posting_in_review_is_seen_by_its_own_station_alone_until_it_is_open(kiosk) -> None:
    hall, office, there = kiosk("hall", station="one"), kiosk("office", station="one"), kiosk("there")
    id_ = save(office, posting(state=PostingState.REVIEW, verified_by=None))
    settle(office, hall, there)
    assert hall.rows("select state from postings where id = ?", id_) == [("review",)]
    assert there.rows("select state from postings where id = ?", id_) == []
    office.station.postings.change(id_, verified_by="staff-1", verified_at_ms=2)
    office.station.postings.set_state(id_, PostingState.OPEN)
    settle(office, hall, there)
    for one in (hall, there):
        assert one.rows("select state from postings where id = ?", id_) == [("open",)]


def test_what_staff_changed_here_is_not_covered_up_while_it_waits(kiosk) -> None:
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    id_ = save(office, posting())
    settle(office, hall)
    hall.station.postings.change(id_, place="北山村", note="带伞")
    office.station.postings.change(id_, note="带帽子")
    hall.sync()
    office.line.cut_received = 0  # central takes the operation, and its answer is lost
    office.sync()
    assert office.station.postings.get(id_).note == "带帽子"
    office.line.cut_received = None
    settle(office, hall)
    for one in (hall, office):
        here = one.station.postings.get(id_)
        assert (here.place, here.note) == ("北山村", "带帽子")
    assert office.rows("select field, lost, kept, state from conflicts") == [
        ("note", '{"value":"带伞"}', '{"value":"带帽子"}', "open")
    ]


@pytest.mark.parametrize(("first", "second"), [("hall", "office"), ("office", "hall")])
def test_withdrawn_beats_closed_in_whatever_order_they_are_heard(kiosk, first: str, second: str) -> None:
    kiosks = {"hall": kiosk("hall", station="one"), "office": kiosk("office", station="one")}
    id_ = save(kiosks["office"], posting())
    settle(*kiosks.values())
    kiosks["hall"].station.postings.set_state(id_, PostingState.WITHDRAWN, reason="下雨")
    kiosks["office"].station.postings.set_state(id_, PostingState.CLOSED, reason="不要了")
    settle(kiosks[first], kiosks[second])
    assert {one.station.postings.get(id_).state for one in kiosks.values()} == {PostingState.WITHDRAWN}


def test_who_is_forgotten_is_forgotten_at_central_and_at_the_other_kiosk(kiosk, central, tmp_path) -> None:
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    person = (
        office.station.desk(HEAD)
        .people.register(WalkIn(name="钱无忌", phone="13912345678", note="左手有伤", consent=Consent.GIVEN))
        .value
    )
    settle(office, hall)
    office.station.desk(HEAD).forgetting.forget(person.id, ForgetReason.ASKED)
    settle(office, hall)
    assert hall.rows("select name, phone, note from people") == [("", "", "")]
    assert hall.station.desk(HEAD).people.search("5678") == ()
    told = b"".join(file.read_bytes() for file in tmp_path.glob("central.db*"))
    for word in ("钱无忌", "13912345678", "左手有伤"):
        with central.store.look() as connection:
            from sync.central.store.tables import changes, pages, records

            for table in (records, changes):
                assert not any(word in fields for fields in connection.execute(select(table.c.fields)).scalars())
            assert not any(word.encode() in data for data in connection.execute(select(pages.c.data)).scalars())
    assert told


def test_two_kiosks_of_one_station_never_make_the_same_slots_twice(kiosk, central) -> None:
    """Both raise the headcount while they are apart: only the one that made the posting makes slots for it."""
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    id_ = save(office, posting(headcount=4))
    settle(office, hall)
    hall.station.postings.set_headcount(id_, 5)
    office.station.postings.set_headcount(id_, 7)
    got = [wish(one, id_, f"{one.folder.name}{n}") for n in range(7) for one in (hall, office)]
    speak(hall, office)
    got += [wish(one, id_, f"{one.folder.name}late{n}") for n in range(7) for one in (hall, office)]
    speak(office, hall)
    assert sum(isinstance(outcome, SlipHeld) for outcome in got) <= 7
    headcount, granted, _ = shares(central, id_)
    assert (headcount, granted <= 7) == (7, True)
    assert hall.rows("select reason from operations where state = 'refused'") == [("headcount-elsewhere",)]


def test_people_who_were_put_together_are_so_at_a_kiosk_that_numbers_them_the_other_way_round(kiosk) -> None:
    """The older registration has the later id, as a clock ran ahead: elsewhere it comes second."""
    hall, office = kiosk("hall", station="one"), kiosk("office", station="one")
    register = office.station.desk(HEAD).people.register
    first = register(WalkIn(name="赵大娘", phone="13900001111", consent=Consent.GIVEN, trades=("mason",))).value
    second = register(WalkIn(name="钱大叔", phone="13900002222", consent=Consent.GIVEN)).value
    settle(office, hall)
    hall.station.desk(HEAD).arrivals.sign_in(second.id)
    with hall.station.database.transaction():  # as if the second had come first
        hall.station.database.execute("pragma defer_foreign_keys = on")
        for number, other in ((1, 101), (2, 102), (101, 2), (102, 1)):
            for table in ("person_trades", "person_keys", "visits"):
                hall.station.database.execute(f"update {table} set person = ? where person = ?", (other, number))
            hall.station.database.execute(
                "update people set number = ?1, counts_as = ?1 where number = ?2", (other, number)
            )
    office.station.desk(HEAD).people.merge(first.id, second.id)
    settle(office, hall)
    whole = "select w.id from people p join people w on w.number = p.counts_as where p.id = ?"
    for one in (hall, office):
        assert one.rows(whole, second.id) == [(first.id,)]
    assert hall.rows("select count(*) from sync_troubles") == [(0,)]


def test_rooms_for_women_and_men_are_told_to_all_and_chosen_by_everywhere(kiosk, central) -> None:
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(women_facilities=True, men_facilities=False))
    settle(here, there)
    told = there.station.offered(id_)
    assert told is not None
    assert (told.women_facilities, told.men_facilities) == (True, False)
    assert [each.id for each in there.station.find(Near(), frozenset({Filter.WOMEN}))] == [id_]
    assert there.station.find(Near(), frozenset({Filter.MEN})) == ()
    here.station.postings.change(id_, men_facilities=1, note="有更衣室")
    settle(here, there)
    assert [each.note for each in there.station.find(Near(), frozenset({Filter.MEN}))] == ["有更衣室"]


def test_a_central_that_does_not_know_a_late_field_takes_the_posting_and_refuses_that_alone(kiosk, central) -> None:
    """As it stands in the outbox: the posting, then what came late; here under a name that nobody knows yet."""
    here, there = kiosk("here"), kiosk("there")
    id_ = save(here, posting(women_facilities=True))
    assert [sorted(json.loads(fields)) for (fields,) in here.rows("select fields from operations")][-1] == [
        "women_facilities"
    ]
    with here.station.database.transaction():
        here.station.database.execute(
            "update operations set fields = replace(fields, 'women_facilities', 'cats_facilities')"
        )
    speak(here, there)
    assert here.rows("select reason from operations") == [("unknown-field cats_facilities",)]
    assert there.station.offered(id_) is not None


def test_a_central_that_was_set_back_hears_of_late_fields_again(kiosk, central) -> None:
    here = kiosk("here")
    id_ = save(here, posting(women_facilities=True))
    settle(here)
    with here.station.database.transaction():
        tell_all_again(here.station.database)
    told = here.rows("select fields from operations where kind = 'posting-saved' and row_id = ? order by seq", id_)
    assert [json.loads(fields).get("women_facilities") for (fields,) in told] == [None, 1]
