"""Typing a text: letter by letter, chosen part by part, erased and taken back."""

from __future__ import annotations

from functools import reduce

from kiosk.pinyin.candidates import LONGEST, Pinyin
from kiosk.pinyin.composition import Composition


def typed(composition: Composition, letters: str) -> Composition:
    return reduce(Composition.typed, letters, composition)


def chosen(composition: Composition, text: str) -> Composition:
    return composition.choosing(next(one for one in composition.candidates if one.text == text))


def test_choosing_for_all_letters_ends_it(pinyin: Pinyin) -> None:
    state = typed(Composition(pinyin), "mingtian")
    assert (state.shown, state.is_done) == ("mingtian", False)
    state = chosen(state, "明天")
    assert (state.chosen_text, state.is_done) == ("明天", True)


def test_choosing_for_some_goes_on_with_the_rest(pinyin: Pinyin) -> None:
    state = chosen(typed(Composition(pinyin), "banshuini"), "搬")
    assert (state.shown, state.is_done) == ("搬shuini", False)
    state = chosen(state, "水泥")
    assert (state.chosen_text, state.is_done) == ("搬水泥", True)


def test_a_choice_is_taken_back_before_letters_are(pinyin: Pinyin) -> None:
    state = chosen(typed(Composition(pinyin), "banshuini"), "搬").erased()
    assert (state.shown, state.chosen) == ("banshuini", ())
    assert state.erased().shown == "banshuin"
    later = chosen(typed(Composition(pinyin), "banshuini"), "搬").typed("a").erased()
    assert later.shown == "搬shuini"


def test_nothing_is_left_of_what_was_erased(pinyin: Pinyin) -> None:
    state = typed(Composition(pinyin), "a").erased()
    assert state.is_empty
    assert state.candidates == []


def test_an_apostrophe_stands_between_syllables_only(pinyin: Pinyin) -> None:
    assert typed(Composition(pinyin), "'").is_empty
    assert typed(Composition(pinyin), "xi''an").letters == "xi'an"
    assert chosen(typed(Composition(pinyin), "xi'an"), "西").letters == "an"


def test_capitals_digits_and_signs_are_none_of_it(pinyin: Pinyin) -> None:
    assert typed(Composition(pinyin), "A1!é王").is_empty


def test_letters_that_mean_nothing_can_still_be_written(pinyin: Pinyin) -> None:
    state = typed(Composition(pinyin), "vvv")
    assert state.candidates[-1].text
    assert state.choosing_all().is_done


def test_nobody_types_without_end(pinyin: Pinyin) -> None:
    state = typed(Composition(pinyin), "wo" * LONGEST)
    assert len(state.letters) == LONGEST
    assert state.choosing_all().is_done


def test_after_a_surname_a_given_name_is_expected(pinyin: Pinyin) -> None:
    of_name = Composition(pinyin, is_name=True)
    state = chosen(typed(of_name, "wangguihua"), "王")
    assert state.candidates[0].text == "桂花"
    written_before = typed(Composition(pinyin, is_name=True, before="王"), "guihua")
    assert written_before.candidates[0].text == "桂花"
    assert typed(Composition(pinyin, is_name=True), "li").candidates[0].text == "李"
    assert typed(Composition(pinyin, is_name=True, before="他家"), "li").candidates[0].text != "李"
