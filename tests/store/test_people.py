"""Registrations as the database keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.person import Consent, Person
from kiosk.domain.posting import Strength
from kiosk.domain.search_key import KeySearch
from kiosk.errors import ChangedMeanwhile, UnknownThing
from kiosk.store.outbox import Outbox
from kiosk.store.people import PersonStore


@pytest.fixture
def people(database) -> PersonStore:
    return PersonStore(database, clock_ms=lambda: 5)


def person(number: int = 1, **changes: object) -> Person:
    usual: dict[str, object] = {"number": number, "id": f"p{number}", "card": f"c{number}", "counts_as": number}
    return Person(**{**usual, "name": "王秀英", **changes})  # type: ignore[arg-type]  # a test's own keyword arguments


def test_everything_comes_back(people) -> None:
    whole = person(
        phone="13800001234",
        trades=("cook", "mason"),
        birth_year=1964,
        region="430796101",
        strength=Strength.HEAVY,
        identity_number="11010519491231002X",
        note="近",
        pictures=("apple", "key", "sun"),
        consent=Consent.GIVEN,
        consent_words="1",
        consent_at_ms=3,
        registered_at_ms=2,
        registered_by="staff-1",
        lent=("phone", "trade:cook"),
    )
    people.add(whole, ["n:x"])
    assert people.get("p1") == people.numbered(1) == people.whole("p1") == whole
    assert people.keys_of(1) == {"n:x"}


def test_who_is_not_there_is_unknown(people) -> None:
    for look in (
        people.get,
        people.whole,
        lambda _: people.numbered(9),
        lambda id_: people.save(person(9, id=id_), ()),
    ):
        with pytest.raises(UnknownThing):
            look("nobody")


def test_numbers_are_never_used_again(people, database) -> None:
    assert people.next_number() == 1
    steps = [people.add(person(number), ()) for number in (1, 2)]
    people.take_back(steps[1])
    assert people.next_number() == 3
    assert database.value("select count(*) from people") == 1


def test_saving_the_same_again_writes_and_tells_nothing(people, database) -> None:
    people.add(person(trades=("mason",)), ["n:x"])
    before = Outbox(database).count_waiting()
    step = people.save(person(trades=("mason",)), ["n:x"])
    assert step.version == 1
    assert Outbox(database).count_waiting() == before


def test_a_change_of_trades_alone_is_told_and_counted(people, database) -> None:
    people.add(person(trades=("mason",)), ())
    step = people.save(person(trades=("mason", "cook")), ())
    assert step.version == 2
    assert people.get("p1").trades == ("cook", "mason")
    last = Outbox(database).waiting()[-1]
    assert (dict(last.fields), last.base_version) == ({"trades": "cook mason"}, 1)


def test_a_step_is_taken_back_once_and_only_where_nothing_came_between(people) -> None:
    people.add(person(), ["n:x"])
    step = people.save(person(note="a"), ["n:x", "n:y"])
    later = people.save(person(note="b"), ["n:x"])
    with pytest.raises(ChangedMeanwhile):
        people.take_back(step)
    people.take_back(later)
    assert (people.get("p1").note, people.keys_of(1)) == ("a", {"n:x", "n:y"})
    with pytest.raises(ChangedMeanwhile):
        people.take_back(later)


def test_a_merged_one_leads_to_whom_it_counts_as(people) -> None:
    people.add(person(1), ["t:43"])
    people.add(person(2, counts_as=1), ())
    assert people.whole("p2").id == "p1"
    assert people.merged_into(1) == (people.get("p2"),)
    assert [each.id for each in people.by_phone_tail("34")] == ["p1"]


def test_forgotten_people_are_not_looked_up(people, database) -> None:
    people.add(person(pictures=("apple", "key", "sun")), ["t:43", "n:x"])
    people.save(replace(people.get("p1"), forgotten_at_ms=1), ["t:43", "n:x"])
    assert people.by_phone_tail("34") == people.with_keys([KeySearch(key="n:x")]) == ()
    assert people.by_pictures(("apple", "key", "sun")) == people.pictures_taken(but=0) == ()
