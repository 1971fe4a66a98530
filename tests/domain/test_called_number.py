"""Numbers by which people are called: unlike any other of the day, whatever kiosks gave them out."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.arrival import Visit, Way, by_arrival
from kiosk.domain.called_number import CalledNumber, number_told, numbers_called
from kiosk.domain.visit_id import maker_of, new_visit_id
from kiosk.speech.wording import spoken
from kiosk.texts.catalogue import Language, Texts
from kiosk.texts.phrases import number_said

LETTERS = st.sampled_from(["L7", "K3", "7K", "??"])
VISITS = st.lists(st.tuples(LETTERS, st.booleans(), st.integers(1, 4)), max_size=60)


def visit_id(letters: str = "L7", *, is_told: bool = False) -> str:
    return new_visit_id(now_ms=0, letters=letters, is_told=is_told)


def test_a_number_with_letters_counts_as_the_plain_one_and_is_another() -> None:
    plain, lettered = CalledNumber(17), CalledNumber(17, letters="L7")
    assert (str(plain), str(lettered), f"{lettered}") == ("17", "L7-17", "L7-17")
    assert str(CalledNumber(17, letters="L7", twin="b")) == "L7-17b"
    assert plain == 17
    assert lettered != 17
    assert lettered != CalledNumber(17, letters="K3")
    assert len({17, plain, lettered, CalledNumber(17, letters="L7")}) == 2
    assert lettered <= 17 < CalledNumber(18, letters="A2")
    assert pickle.loads(pickle.dumps(lettered)) == lettered


@given(VISITS)
def test_no_two_visits_of_a_day_have_the_same_number(made: list[tuple[str, bool, int]]) -> None:
    visits = [(visit_id(letters, is_told=is_told), running) for letters, is_told, running in made]
    numbers = numbers_called(visits)
    assert len(set(map(str, numbers.values()))) == len(set(numbers.values())) == len(visits)
    assert numbers == numbers_called(visits[::-1])
    assert all(int(numbers[visit]) == running for visit, running in visits)


def test_who_was_told_letters_keeps_them_and_who_was_not_gets_them_only_where_they_are_needed() -> None:
    told, plain, other = visit_id(is_told=True), visit_id("K3"), visit_id("C2")
    assert number_told(told, 5) == CalledNumber(5, letters="L7")
    assert list(map(str, numbers_called([(told, 5), (plain, 5)]).values())) == ["L7-5", "5"]
    assert list(map(str, numbers_called([(told, 5), (plain, 5), (other, 5)]).values())) == ["L7-5", "K3-5", "C2-5"]


@pytest.mark.parametrize("letters", ["", "A", "长春", "ab", "A1B"])
def test_letters_that_are_none_are_left_out_of_an_id(letters: str) -> None:
    assert maker_of(visit_id(letters)).letters == ""


def test_both_voices_say_the_letters_apart_from_the_number() -> None:
    number = CalledNumber(17, letters="L7")
    for language, said in (
        (Language.ZH_CN, "L 七机十七"),
        (Language.EN, "seventeen of L-seven"),
    ):
        assert spoken(number_said(number, Texts(language)), language, today=date(2026, 11, 21)) == said
        assert number_said(17, Texts(language)) == number_said(CalledNumber(17), Texts(language)) == "17"


CAME = st.lists(st.tuples(st.sampled_from(["L7", "K3", "C2"]), st.integers(0, 50), st.booleans()), max_size=40)


@given(CAME, st.randoms(use_true_random=False))
def test_each_kiosks_own_order_stays_and_all_see_the_same(came: list[tuple[str, int, bool]], chance) -> None:
    """`hears`: whether a kiosk has heard of everybody by then, or of its own only."""
    visits: list[Visit] = []
    for letters, at_ms, hears in came:
        known = [int(one.running) for one in visits if hears or maker_of(one.id).letters == letters]
        visits.append(
            Visit(
                id=visit_id(letters), day=date(2026, 11, 21), running=max(known, default=0) + 1, person=None,
                at_ms=at_ms, way=Way.CARD,
            )
        )  # fmt: skip
    mixed = list(visits)
    chance.shuffle(mixed)
    order = by_arrival(mixed)
    assert order == by_arrival(visits)
    for letters in ("L7", "K3", "C2"):
        own = [one.id for one in visits if maker_of(one.id).letters == letters]
        assert [one for one in order if maker_of(one).letters == letters] == own
    if all(hears for *_, hears in came):
        assert order == tuple(one.id for one in visits)
