"""Walk-ins registered, found before they are registered twice, changed, and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.walk_in import PersonField, PersonReason, WalkIn
from kiosk.domain.ids import new_id
from kiosk.domain.person import CONSENT_WORDS, Consent, Person
from kiosk.domain.posting import Strength
from kiosk.domain.region import Region
from kiosk.domain.sign_in_pictures import TRIPLES, Zodiac, is_choice
from kiosk.domain.staff import Actor, Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.services import open_station
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.people import PersonStore

IDENTITY = "11010519491231002X"
FULL: dict[str, Any] = {
    "name": "王秀英",
    "consent": Consent.GIVEN,
    "phone": "13800001234",
    "trades": ("cook", "mason"),
    "birth_year": 1949,
    "region": "430796101",
    "strength": Strength.LIGHT,
    "identity_number": IDENTITY,
    "note": "左手使不上劲",
    "pictures": ("apple", "key", "sun"),
}


def walk_in(**changes: Any) -> WalkIn:
    return WalkIn(**{"name": "王秀英", "consent": Consent.GIVEN, **changes})


@pytest.fixture(autouse=True)
def _towns(station) -> None:
    station.regions.save_all([Region(code="430796101", name="铜盆镇"), Region(code="430796", name="石阳县")])


@pytest.fixture
def register(desk) -> Callable[..., Person]:
    def saved(**changes: Any) -> Person:
        return desk.people.register(walk_in(**changes)).value

    return saved


@pytest.fixture
def people(station) -> PersonStore:
    return PersonStore(station.database)


def told(station) -> list[tuple[str, dict[str, Any]]]:
    waiting = Outbox(station.database).waiting()
    return [(each.row_id, dict(each.fields)) for each in waiting if each.kind is OperationKind.PERSON_SAVED]


def actions(station) -> list[str]:
    return [line.action for line in reversed(DeskLog(station.database).latest())]


def test_a_walk_in_is_kept_with_all_that_was_said(desk, station, people) -> None:
    person = desk.people.register(WalkIn(**FULL)).value
    assert people.get(person.id) == person
    assert {name: getattr(person, name) for name in FULL} == FULL
    assert (person.number, person.counts_as, person.registered_by) == (1, 1, "staff-1")
    assert person.card.startswith(f"{station.station.prefix}-W-00001-")
    now_ms = int(station.now().timestamp() * 1000)
    assert (person.registered_at_ms, person.consent_at_ms, person.consent_words) == (now_ms, now_ms, CONSENT_WORDS)


def test_central_is_told_everything_but_the_numbers_of_this_database(desk, station) -> None:
    person = desk.people.register(WalkIn(**FULL)).value
    [(row_id, fields)] = told(station)
    assert row_id == person.id
    assert fields["trades"] == "cook mason"
    assert fields["identity_number"] == IDENTITY
    assert not fields.keys() & {"number", "counts_as", "lent"}


def test_the_log_holds_no_word_about_the_person(desk, station) -> None:
    done = desk.people.register(WalkIn(**FULL))
    desk.people.change(done.value.id, name="李秀英", phone="13900001234", note="别的")
    done = desk.people.merge(done.value.id, desk.people.register(walk_in(name="秀英", phone="13700009999")).value.id)
    done.undo()
    written = repr(DeskLog(station.database).latest())
    for word in ("秀英", "1380000", "1390000", "1370000", IDENTITY, "1949", "430796101", "左手", "apple"):
        assert word not in written
    assert actions(station) == ["person-registered", "person-changed", "person-registered", "person-merged", "undone"]


def test_without_consent_only_name_and_trades_are_kept(desk, station, people) -> None:
    person = desk.people.register(WalkIn(**{**FULL, "consent": Consent.REFUSED})).value
    assert people.get(person.id) == person
    empty = Person(number=1, id=person.id, card=person.card, name="王秀英", trades=("cook", "mason"))
    assert replace(person, consent_at_ms=0, consent_words="", registered_at_ms=0, registered_by="") == replace(
        empty, consent=Consent.REFUSED, counts_as=1
    )
    assert IDENTITY not in repr(told(station))
    assert not desk.people.search("1234")


def test_nothing_is_saved_with_a_mistake_and_the_first_one_is_told(desk, station, people) -> None:
    with pytest.raises(Refused) as refused:
        desk.people.register(walk_in(name="王" * 10_000, phone="1"))
    assert refused.value.key == "walk-in-text-too-long"
    assert people.next_number() == 1
    assert not told(station)
    assert not actions(station)


def test_a_form_hears_of_every_mistake_and_of_pictures_that_others_have(desk, register) -> None:
    register(birth_year=1964, pictures=("apple", "key", "sun"))
    problems = desk.people.check(walk_in(name="", birth_year=1965, pictures=("sun", "key", "apple"), region="1"))
    assert [(each.field, each.reason) for each in problems] == [
        (PersonField.NAME, PersonReason.NAME_MISSING),
        (PersonField.REGION, PersonReason.REGION_UNKNOWN),
        (PersonField.PICTURES, PersonReason.PICTURES_TAKEN),
    ]


def test_taking_back_a_registration_leaves_nothing_and_its_number_is_never_used_again(desk, station, register) -> None:
    done = desk.people.register(WalkIn(**FULL))
    done.undo()
    for table in ("people", "person_trades", "person_keys"):
        assert station.database.value(f"select count(*) from {table}") == 0
    assert told(station)[-1] == (done.value.id, {"deleted": 1})
    assert actions(station)[-1] == "undone"
    assert register().number == 2
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_registration_that_was_used_since_is_not_taken_back(desk, station, people) -> None:
    done = desk.people.register(WalkIn(**FULL))
    station.database.execute(
        "insert into visits (id, day, running, person, at_ms, way, version)"
        " values ('v', '2026-11-21', 1, 1, 0, 'card', 1)"
    )
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert people.get(done.value.id) == done.value
    assert actions(station) == ["person-registered"]


def test_a_phone_or_identity_number_that_is_known_is_refused_until_it_is_somebody_else(desk, register) -> None:
    known = register(phone="13800001234", identity_number=IDENTITY)
    for changes, key in (
        ({"name": "李", "phone": "138 0000 1234"}, "refused-phone-known"),
        ({"name": "李", "identity_number": IDENTITY.lower()}, "refused-identity-known"),
    ):
        with pytest.raises(Refused) as refused:
            register(**changes)
        assert refused.value.key == key
        assert refused.value.details == {"card": known.card}
        assert desk.people.register(walk_in(**changes), also_new=True).value.number > known.number


def test_duplicates_are_found_before_anything_is_saved(desk, register) -> None:
    by_phone = register(name="李红", phone="13800001234")
    by_identity = register(name="赵红", identity_number=IDENTITY)
    by_year = register(name="王 秀英", birth_year=1960)
    by_place = register(region="430796101")
    register(name="王秀英", birth_year=1961)
    register(name="王秀", birth_year=1960)
    asked = walk_in(phone="+86 13800001234", identity_number=IDENTITY, birth_year=1960, region="430796101", note="\0")
    found = desk.people.duplicates(asked)
    assert [each.id for each in found] == [by_phone.id, by_identity.id, by_year.id, by_place.id]
    assert desk.people.duplicates(walk_in(name="王秀英")) == ()
    assert desk.people.duplicates(walk_in(name="\ud800")) == ()


def test_changing_some_fields_leaves_the_others_and_can_be_taken_back(desk, station, people) -> None:
    before = desk.people.register(WalkIn(**FULL)).value
    done = desk.people.change(before.id, phone="13900005678", trades=("loading",))
    assert done.value == replace(before, phone="13900005678", trades=("loading",)) == people.get(before.id)
    assert told(station)[-1] == (before.id, {"phone": "13900005678", "trades": "loading"})
    assert not desk.people.search("1234")
    assert [each.id for each in desk.people.search("5678")] == [before.id]
    done.undo()
    assert people.get(before.id) == before
    assert [each.id for each in desk.people.search("1234")] == [before.id]
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_change_is_judged_by_what_it_changes(desk, station, register) -> None:
    person = register(region="430796101", phone="13800001234")
    register(name="李", phone="13800001235")
    station.database.execute("delete from regions")
    assert desk.people.change(person.id, note="好").value.note == "好"
    with pytest.raises(Refused, match="walk-in-region-unknown"):
        desk.people.change(person.id, region="430796102")
    with pytest.raises(Refused, match="refused-phone-known"):
        desk.people.change(person.id, phone="13800001235")
    assert desk.people.change(person.id, phone="13800001235", also_new=True).value.phone == "13800001235"
    assert desk.people.change(person.id, name="王英").value.name == "王英"
    with pytest.raises(UnknownThing):
        desk.people.change("nobody", note="x")


def test_consent_that_is_withdrawn_empties_what_was_kept(desk, people) -> None:
    before = desk.people.register(WalkIn(**FULL)).value
    done = desk.people.change(before.id, consent=Consent.REFUSED)
    assert (done.value.phone, done.value.identity_number, done.value.birth_year) == ("", "", None)
    assert people.keys_of(before.number).isdisjoint({"t:43210000831", f"d:{IDENTITY}"})
    done.undo()
    assert people.get(before.id) == before


def test_three_pictures_belong_to_one_person_of_an_animal(desk, register, people) -> None:
    mine = register(birth_year=1964, pictures=("apple", "key", "sun"))
    for year in (1963, 1964, 1965, None):
        with pytest.raises(Refused, match="walk-in-pictures-taken"):
            register(name="李", birth_year=year, pictures=("sun", "apple", "key"))
    other = register(name="李", birth_year=1966, pictures=("apple", "key", "sun"))
    assert people.by_pictures(("sun", "key", "apple")) == (mine, other)
    assert people.by_pictures(("apple", "key", "sun"), Zodiac.DRAGON) == (mine,)
    assert people.by_pictures(("apple", "key", "sun"), Zodiac.HORSE) == (other,)
    assert people.by_pictures(("apple", "key", "sun"), Zodiac.PIG) == ()
    assert people.by_pictures(()) == ()
    assert desk.people.change(mine.id, pictures=("apple", "key", "sun"), note="x").value.pictures == mine.pictures


def test_pictures_that_are_proposed_are_free(desk, station, register) -> None:
    register(birth_year=1964, pictures=TRIPLES[0])
    for _ in range(30):
        proposed = desk.people.free_pictures(1965)
        assert is_choice(proposed)
        assert proposed != TRIPLES[0]
    with station.database.transaction():
        for triple in TRIPLES[1:]:
            desk.people.register(walk_in(birth_year=1964, pictures=triple))
    assert desk.people.free_pictures(1965) is None
    assert desk.people.free_pictures(None) is None
    assert desk.people.free_pictures(1966) is not None


def test_undoing_a_change_leaves_pictures_to_whoever_took_them_since(desk, register, people) -> None:
    person = register(birth_year=1964, pictures=TRIPLES[0])
    done = desk.people.change(person.id, pictures=())
    register(name="李", birth_year=1964, pictures=TRIPLES[0])
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert people.get(person.id).pictures == ()


def test_a_page_shows_everything_with_the_identity_number_masked(desk, station, offer) -> None:
    person = desk.people.register(WalkIn(**FULL)).value
    posting, now_ms = offer(), int(station.now().timestamp() * 1000)
    slip = station.slips.issue(posting.id, wish_id=new_id(), now=station.now()).slip
    database = station.database
    database.execute("update slips set person = 1 where id = ?", (slip.id,))
    database.execute(
        "insert into outcomes values (?, 'hired', 2, 18000, 'part', 9000, '', ?, 'staff-1', 1)", (slip.id, now_ms)
    )
    database.execute(
        "insert into visits (id, day, running, person, at_ms, way, version)"
        " values ('v', '2026-11-21', 7, 1, 0, 'card', 1)"
    )
    database.execute(
        "insert into complaints (id, number, day, running, kind, person, words, state, next_step, due_day,"
        " opened_at_ms, opened_by, version)"
        " values ('c', 'T-1', '2026-11-21', 1, 'unpaid_wages', 1, '', 'open', '', '2026-11-24', 0, '', 1)"
    )
    page = desk.people.page(person.id)
    assert page.person == replace(person, identity_number="110105********002X")
    assert page.summary.village == "铜盆镇"
    assert page.summary.last_visit == date(2026, 11, 21)
    assert [(each.running, each.way.value) for each in page.visits] == [(7, "card")]
    [past] = page.slips
    assert (past.id, past.employer_name, past.trade) == (slip.id, "老王施工队", "mason")
    assert (past.result, past.half_days_worked, past.paid, past.paid_minor) == ("hired", 2, "part", 9000)
    assert [(each.number, each.kind.value) for each in page.complaints] == [("T-1", "unpaid_wages")]


def test_only_the_head_sees_an_identity_number_and_the_log_says_so(at_desk, station) -> None:
    person = at_desk().people.register(WalkIn(**FULL)).value
    with pytest.raises(NotAllowed):
        at_desk(Role.CLERK).people.reveal_identity(person.id)
    assert at_desk(Role.HEAD).people.reveal_identity(person.id) == IDENTITY
    [line] = [line for line in DeskLog(station.database).latest() if line.action == "identity-shown"]
    assert (line.subject, dict(line.details)) == (person.id, {})


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_neither_workers_nor_technicians_see_people(at_desk, role: Role) -> None:
    people = at_desk(role).people
    attempts = [
        lambda: people.search("w"),
        lambda: people.check(walk_in()),
        lambda: people.duplicates(walk_in()),
        lambda: people.register(walk_in()),
        lambda: people.change("x"),
        lambda: people.page("x"),
        lambda: people.reveal_identity("x"),
        lambda: people.free_pictures(1964),
        lambda: people.merge("x", "y"),
        lambda: people.unmerge("x"),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


@given(name=st.text(max_size=70), note=st.text(max_size=70), text=st.text(max_size=70))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_are_stored_exactly_or_refused(desk, people, name: str, note: str, text: str) -> None:
    try:
        person = desk.people.register(walk_in(name=name, note=note)).value
    except Refused:
        return
    assert (people.get(person.id).name, people.get(person.id).note) == (name.strip(), note.strip())
    assert person.id in [each.id for each in desk.people.search(name, limit=1000)]
    desk.people.search(text)


@pytest.mark.parametrize("name", ["=1+1", "مريم", "😀", "O'Brien; drop table people", "王\u200d英", "𠮷野"])
def test_odd_names_are_stored_exactly_and_found(desk, people, register, name: str) -> None:
    person = register(name=name)
    assert people.get(person.id).name == name
    assert [each.name for each in desk.people.search(name)] == [name]


def test_two_programs_at_once_never_give_one_number_or_phone_twice(at_desk, station) -> None:
    with open_station(station.places, now=station.now) as other:
        there = other.desk(Actor(role=Role.CLERK, device="desk-2", staff_id="staff-2")).people
        here = at_desk().people
        cards = [desk.register(walk_in()).value.card for desk in (here, there, here, there)]
        assert len(set(cards)) == 4
        there.register(walk_in(phone="13800001234"))
        with pytest.raises(Refused, match="refused-phone-known"):
            here.register(walk_in(name="李", phone="13800001234"))
