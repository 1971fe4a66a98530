"""Signing in by card, by phone and by pictures: whoever is meant is found, and nobody else's name is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.desk.arrivals import Arrivals
from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.card import card_number
from kiosk.domain.person import Person
from kiosk.domain.search_key import phone_key
from kiosk.domain.sign_in import AskMore, ByCard, ByPhone, ByPictures, More, NotFound, SignedIn, Way
from kiosk.domain.sign_in_pictures import SignInPicture, Zodiac
from kiosk.domain.staff import Role
from kiosk.services import OpenStation
from kiosk.store.people import PersonStore

Register = Callable[..., Person]
THREE = (SignInPicture.SUN, SignInPicture.APPLE, SignInPicture.KEY)
KIOSK_AND_DESK = pytest.mark.parametrize("role", [Role.WORKER, Role.CLERK])


@pytest.fixture
def register(station: OpenStation) -> Register:
    store = PersonStore(station.database)

    def save(**fields: Any) -> Person:
        with station.database.transaction():
            number = store.next_number()
            card = card_number(prefix="A1", running=number)
            usual = {"number": number, "id": f"p{number}", "card": card, "name": f"王秘密{number}", "counts_as": number}
            person = Person(**{**usual, **fields})
            store.add(person, {phone_key(person.phone)} if person.phone and not person.is_merged else set())
        return person

    return save


@pytest.fixture
def kiosk(at_desk: Callable[..., Desk]) -> Arrivals:
    return at_desk(Role.WORKER).arrivals


def signed_in(answer: object) -> SignedIn:
    assert isinstance(answer, Done)
    assert isinstance(answer.value, SignedIn)
    return answer.value


def ways(station: OpenStation) -> list[str]:
    return [way for (way,) in station.database.rows("select way from visits order by running")]


@KIOSK_AND_DESK
def test_a_card_signs_in_its_owner(at_desk, register: Register, station: OpenStation, role: Role) -> None:
    register()
    card = register().card
    arrivals = at_desk(role).arrivals
    assert signed_in(arrivals.sign_in_by_card(card)).is_new
    assert not signed_in(arrivals.sign_in_by_card(f" {card.lower()}\n")).is_new
    assert station.database.value("select person from visits") == 2
    assert ways(station) == [Way.CARD]


@pytest.mark.parametrize("text", ["", "A1-W-00001-0", "\0", "\ud800", "长" * 10_000, "http://x", "'; drop"])
def test_a_card_that_nobody_has_is_not_found(kiosk: Arrivals, register: Register, text: str) -> None:
    assert kiosk.sign_in_by_card(text) == NotFound()


@KIOSK_AND_DESK
def test_four_digits_are_enough_where_one_phone_ends_so(at_desk, register, station, role: Role) -> None:
    register(phone="13812345678")
    register(phone="13812345679")
    assert signed_in(at_desk(role).arrivals.sign_in_by_phone("5679")).running == 1
    assert station.database.value("select person from visits") == 2
    assert ways(station) == [Way.PHONE]


@KIOSK_AND_DESK
def test_more_digits_are_asked_for_where_several_phones_end_so(at_desk, register, role: Role) -> None:
    register(phone="13812345678")
    register(phone="13912345678")
    arrivals = at_desk(role).arrivals
    asked = arrivals.sign_in_by_phone("12345678")
    assert isinstance(asked, AskMore)
    assert asked.further is More.DIGITS
    assert asked.person_ids == (() if role is Role.WORKER else ("p1", "p2"))
    assert signed_in(arrivals.sign_in_by_phone("912345678")).running == 1


def test_a_family_with_one_phone_is_asked_for_pictures_or_goes_to_the_staff(kiosk: Arrivals, register) -> None:
    register(phone="13812345678")
    register(phone="13812345678")
    assert kiosk.sign_in_by_phone("13812345678") == AskMore(further=More.STAFF)
    register(phone="13812345678", pictures=tuple(sorted(THREE)))
    assert kiosk.sign_in_by_phone("13812345678") == AskMore(further=More.PICTURES)


@pytest.mark.parametrize(
    ("digits", "answer"),
    [
        ("", AskMore(further=More.DIGITS)),
        ("678", AskMore(further=More.DIGITS)),
        ("一二三四", AskMore(further=More.DIGITS)),
        ("9999", NotFound()),
        ("9" * 10_000, NotFound()),
    ],
)
def test_digits_that_fit_nobody_sign_nobody_in(kiosk: Arrivals, register, digits: str, answer: object) -> None:
    register(phone="13812345678")
    assert kiosk.sign_in_by_phone(digits) == answer


@pytest.mark.parametrize("typed", ["5678", "５６７８", "1234-5678", "+86 138 1234 5678", "8613812345678"])
def test_digits_are_read_however_they_are_typed(kiosk: Arrivals, register, typed: str) -> None:
    register(phone="13812345678")
    assert signed_in(kiosk.sign_in_by_phone(typed)).running == 1


def test_three_pictures_sign_in_in_whatever_order(kiosk: Arrivals, register, station) -> None:
    register(pictures=tuple(sorted(THREE)))
    for chosen in (THREE, THREE[::-1], set(THREE)):
        assert signed_in(kiosk.sign_in_by_pictures(chosen)).running == 1
    assert ways(station) == [Way.PICTURES]


def test_the_animal_tells_people_with_the_same_pictures_apart(kiosk: Arrivals, register, station) -> None:
    register(pictures=tuple(sorted(THREE)), birth_year=1960)
    register(pictures=tuple(sorted(THREE)), birth_year=1965)
    assert kiosk.sign_in_by_pictures(THREE) == AskMore(further=More.ZODIAC)
    assert kiosk.sign_in_by_pictures(THREE, Zodiac.TIGER) == NotFound()
    signed_in(kiosk.sign_in_by_pictures(THREE, Zodiac.SNAKE))
    assert station.database.value("select person from visits") == 2


def test_who_cannot_be_told_apart_by_the_animal_goes_to_the_staff(kiosk: Arrivals, register) -> None:
    register(pictures=tuple(sorted(THREE)), birth_year=1965)
    register(pictures=tuple(sorted(THREE)), birth_year=1965)
    assert kiosk.sign_in_by_pictures(THREE, Zodiac.SNAKE) == AskMore(further=More.STAFF)


@pytest.mark.parametrize("chosen", [(), THREE[:2], (*THREE, SignInPicture.FISH), ("sun", "sun", "key"), tuple("abc")])
def test_anything_but_three_of_the_twelve_is_nobody(kiosk: Arrivals, register, chosen: Any) -> None:
    register()
    assert kiosk.sign_in_by_pictures(chosen) == NotFound()


def test_a_merged_card_signs_in_the_whole_person(kiosk: Arrivals, register, station) -> None:
    kept = register(phone="13812345678")
    merged = register(counts_as=1)
    assert signed_in(kiosk.sign_in_by_card(merged.card)).is_new
    assert not signed_in(kiosk.sign_in_by_card(kept.card)).is_new
    assert not signed_in(kiosk.sign_in_by_phone("5678")).is_new
    assert station.database.rows("select person from visits") == [(1,)]


def test_no_answer_at_the_kiosk_holds_a_name_or_an_id(kiosk: Arrivals, register) -> None:
    one = register(phone="13812345678", pictures=tuple(sorted(THREE)))
    other = register(phone="13912345678", pictures=tuple(sorted(THREE)))
    answers = [
        kiosk.sign_in_by_card(one.card),
        kiosk.sign_in_by_phone("5678"),
        kiosk.sign_in_by_phone(other.phone),
        kiosk.sign_in_by_pictures(THREE),
    ]
    for answer in answers:
        assert not any(word in repr(answer) for word in ("王秘密", "p1", "p2", "138", "139", "lambda"))


def test_the_kiosk_tries_whatever_was_shown(kiosk: Arrivals, register) -> None:
    card = register(phone="13812345678", pictures=tuple(sorted(THREE)), birth_year=1965).card
    for attempt in (ByCard(card), ByPhone("5678"), ByPictures(THREE), ByPictures(THREE, Zodiac.SNAKE)):
        answer = kiosk.attempt(attempt)
        assert isinstance(answer, SignedIn)
        assert answer.running == 1
    assert kiosk.attempt(ByPictures(THREE, Zodiac.TIGER)) == kiosk.attempt(ByCard("x")) == NotFound()
    assert kiosk.attempt(ByPhone("1")) == AskMore(further=More.DIGITS)
