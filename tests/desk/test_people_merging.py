"""Two registrations of one person: put together, found as one, and taken apart again at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.merging import EMPTY, merged, unmerged
from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Strength
from kiosk.errors import ChangedMeanwhile, Refused, UnknownThing
from kiosk.store.outbox import Outbox
from kiosk.store.people import PersonStore

IDENTITY = "11010519491231002X"


@pytest.fixture
def register(desk) -> Callable[..., Person]:
    def saved(name: str = "王秀英", **changes: Any) -> Person:
        return desk.people.register(WalkIn(name=name, **{"consent": Consent.GIVEN, **changes}), also_new=True).value

    return saved


@pytest.fixture
def people(station) -> PersonStore:
    return PersonStore(station.database)


@pytest.fixture
def whole_table(station) -> Callable[[], object]:
    """Everything that is known of people, but for versions."""

    def rows() -> object:
        columns = "number, name, phone, birth_year, identity_number, note, pictures, counts_as, lent, consent"
        database = station.database
        return (
            database.rows(f"select {columns} from people order by number"),
            database.rows("select * from person_trades order by person, trade"),
            database.rows("select * from person_keys order by person, key"),
        )

    return rows


def ids(found: object) -> list[str]:
    return [each.id for each in found]  # type: ignore[attr-defined]  # any people


def test_the_older_registration_survives_with_the_others_words_where_it_had_none(desk, register) -> None:
    older = register(phone="13800001234", trades=("mason",), strength=Strength.LIGHT)
    newer = register(
        "秀英姐", phone="13900005678", trades=("cook",), birth_year=1949, identity_number=IDENTITY, note="近"
    )
    for kept, other in ((older, newer), (newer, older)):
        done = desk.people.merge(kept.id, other.id)
        assert done.value == replace(
            older, trades=("cook", "mason"), birth_year=1949, identity_number=IDENTITY, note="近"
        )
        done.undo()


def test_one_person_is_found_by_both_names_cards_and_phones(desk, people, register) -> None:
    older, newer = register("王秀英", phone="13800001234"), register("李桂花", phone="13900005678")
    desk.people.merge(older.id, newer.id)
    for text in ("王秀英", "wxy", "1234", older.card, "李桂花", "lgh", "liguihua", "5678", newer.card, "2"):
        assert ids(desk.people.search(text)) == [older.id], text
    assert ids(people.by_card(newer.card)) == ids(people.by_phone_tail("5678")) == [older.id]
    assert ids(desk.people.page(newer.id).also) == [newer.id]
    assert desk.people.page(newer.id).person.id == older.id


def test_pictures_of_a_merged_registration_stay_its_own(desk, people, register) -> None:
    older = register(birth_year=1964, pictures=("apple", "fish", "sun"))
    newer = register("李", birth_year=1964, pictures=("apple", "fish", "hat"))
    desk.people.merge(older.id, newer.id)
    assert ids(people.by_pictures(("apple", "fish", "hat"))) == [older.id]
    with pytest.raises(Refused, match="walk-in-pictures-taken"):
        register("赵", birth_year=1964, pictures=("apple", "fish", "hat"))
    assert desk.people.change(older.id, pictures=("apple", "fish", "hat")).value.pictures == ("apple", "fish", "hat")


def test_a_merger_is_taken_back_exactly(desk, station, register, whole_table) -> None:
    older, newer = register(phone="13800001234"), register("李", birth_year=1949, trades=("cook",))
    before = whole_table()
    done = desk.people.merge(older.id, newer.id)
    assert whole_table() != before
    done.undo()
    assert whole_table() == before
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_merger_that_was_built_on_is_not_taken_back_but_taken_apart(desk, register) -> None:
    older, newer = register(), register("李", birth_year=1949, trades=("cook",), note="近")
    done = desk.people.merge(older.id, newer.id)
    desk.people.change(older.id, phone="13800001234", note="远")
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    apart = desk.people.unmerge(newer.id)
    assert apart.value == newer
    assert desk.people.page(older.id).person == replace(older, phone="13800001234", note="远")
    assert ids(desk.people.search("李")) == [newer.id]
    apart.undo()
    assert ids(desk.people.search("李")) == [older.id]


def test_taking_apart_leaves_each_as_it_was(desk, register, whole_table) -> None:
    older, newer = register(phone="13800001234"), register("李", birth_year=1949, trades=("cook",))
    before = whole_table()
    desk.people.merge(older.id, newer.id)
    desk.people.unmerge(newer.id)
    assert whole_table() == before


def test_three_registrations_become_one_and_each_can_be_taken_out(desk, register, whole_table) -> None:
    first, second, third = (
        register("甲", trades=("mason",)),
        register("乙", phone="13800001234"),
        register("丙", phone="13800001234", trades=("cook",)),
    )
    before = whole_table()
    desk.people.merge(second.id, third.id)
    desk.people.merge(first.id, second.id)
    for text in ("甲", "乙", "丙"):
        assert ids(desk.people.search(text)) == [first.id]
    assert desk.people.page(third.id).person.phone == "13800001234"
    desk.people.unmerge(second.id)
    assert desk.people.page(third.id).person.id == first.id
    assert desk.people.page(first.id).person.phone == "13800001234"
    desk.people.unmerge(third.id)
    desk.people.change(second.id, trades=())
    assert [row[:4] for row in whole_table()[0]] == [row[:4] for row in before[0]]
    assert whole_table()[1:] == before[1:]


def test_whom_somebody_counts_as_is_told_by_id(desk, station, register) -> None:
    older, newer = register(), register("李")
    desk.people.merge(older.id, newer.id)
    told = [each for each in Outbox(station.database).waiting() if each.row_id == newer.id]
    assert dict(told[-1].fields) == {"counts_as_id": older.id}


def test_what_cannot_be_one_person_is_not_merged(desk, register) -> None:
    one, two = register(identity_number=IDENTITY), register("李", identity_number="110105194912310038")
    silent = register("赵", consent=Consent.REFUSED)
    for other, key in ((one, "same-person"), (two, "merge-identity"), (silent, "merge-consent")):
        with pytest.raises(Refused, match=f"refused-{key}"):
            desk.people.merge(one.id, other.id)
    with pytest.raises(Refused, match="refused-not-merged"):
        desk.people.unmerge(one.id)
    for attempt in (lambda: desk.people.merge(one.id, "x"), lambda: desk.people.unmerge("x")):
        with pytest.raises(UnknownThing):
            attempt()


def test_merging_twice_is_refused_and_changes_nothing(desk, register, whole_table) -> None:
    older, newer = register(), register("李")
    desk.people.merge(older.id, newer.id)
    before = whole_table()
    with pytest.raises(Refused, match="refused-same-person"):
        desk.people.merge(newer.id, older.id)
    assert whole_table() == before


def test_consent_that_is_withdrawn_empties_all_registrations_of_the_person(desk, people, register) -> None:
    older, newer = register(phone="13800001234"), register("李", phone="13900005678", note="近")
    desk.people.merge(older.id, newer.id)
    done = desk.people.change(older.id, consent=Consent.REFUSED)
    assert (people.get(newer.id).phone, people.get(newer.id).note) == ("", "")
    assert not desk.people.search("5678")
    done.undo()
    assert people.get(newer.id).phone == "13900005678"
    assert ids(desk.people.search("5678")) == [older.id]


def test_a_forgotten_person_is_neither_changed_nor_merged(desk, station, register) -> None:
    gone, other = register(), register("李")
    station.database.execute("update people set forgotten_at_ms = 1 where id = ?", (gone.id,))
    for attempt in (lambda: desk.people.change(gone.id, note="x"), lambda: desk.people.merge(other.id, gone.id)):
        with pytest.raises(Refused, match="refused-person-forgotten"):
            attempt()
    assert desk.people.page(gone.id).summary is None
    assert not desk.people.search(gone.card)


@pytest.mark.parametrize(
    ("older", "newer", "is_lent"), [(1964, 1964, True), (None, 1964, True), (1964, None, True), (1964, 1970, False)]
)
def test_pictures_are_lent_only_where_the_animal_stays(older: int | None, newer: int | None, is_lent: bool) -> None:
    one = Person(number=1, id="a", card="a", name="a", counts_as=1, birth_year=older)
    two = Person(number=2, id="b", card="b", name="b", counts_as=2, birth_year=newer, pictures=("apple", "fish", "sun"))
    assert bool(merged(one, two)[0].pictures) is is_lent


SOME = st.builds(
    Person,
    number=st.just(1),
    id=st.just("x"),
    card=st.just("x"),
    name=st.just("x"),
    counts_as=st.just(1),
    phone=st.sampled_from(["", "1", "2"]),
    birth_year=st.sampled_from([None, 1964, 1965, 1990]),
    note=st.sampled_from(["", "a"]),
    pictures=st.sampled_from([(), ("apple", "fish", "sun")]),
    trades=st.sets(st.sampled_from(["mason", "cook", "loading"])).map(lambda trades: tuple(sorted(trades))),
)


@given(survivor=SOME, other=SOME)
@settings(deadline=None)
def test_any_two_are_as_before_when_taken_apart_at_once(survivor: Person, other: Person) -> None:
    other = replace(other, number=2, counts_as=2)
    whole, lender = merged(survivor, other)
    assert all(getattr(survivor, name) in (empty, getattr(whole, name)) for name, empty in EMPTY.items())
    assert set(whole.trades) == {*survivor.trades, *other.trades}
    assert unmerged(whole, lender) == (survivor, other)
