"""Languages that nobody speaks keep what is filled in, and are as much longer than English as they say."""

from __future__ import annotations

import re
from functools import cache

import pytest
from fluent.syntax import FluentParser, ast
from PySide6.QtGui import QRawFont

from kiosk.domain.language import Direction, Language, direction_of
from kiosk.texts.catalogue import ASSETS, Texts
from kiosk.texts.pseudo import ACCENTED, MARK, PADDING, Pseudo, PseudoTexts, rewritten

FILES = sorted((ASSETS / "texts" / Language.EN).glob("*.ftl"))
BIDI = re.compile("[\u200f\u202e\u202c]")
LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]")
BACK = {accented: plain for plain, accented in ACCENTED.items()}
SELECTED = """unit = { $unit ->
    [hour] By the hour.
   *[day] By the day.
}
"""


@cache
def texts_of(pseudo: Pseudo) -> PseudoTexts:
    return PseudoTexts(pseudo)


def patterns(source: str) -> dict[str, ast.Pattern]:
    body = FluentParser().parse(source).body
    assert not any(isinstance(entry, ast.Junk) for entry in body)
    messages = [entry for entry in body if isinstance(entry, ast.Message)]
    return {entry.id.name: entry.value for entry in messages if entry.value is not None}


def words(pattern: ast.Pattern) -> str:
    """The words of a text without what is filled in."""
    return "".join(element.value for element in pattern.elements if isinstance(element, ast.TextElement))


def filled(pattern: ast.Pattern) -> list[str]:
    """The names of what is filled in, in order."""
    expressions = [element.expression for element in pattern.elements if isinstance(element, ast.Placeable)]
    return [one.id.name for one in expressions if isinstance(one, ast.VariableReference)]


def pairs(pseudo: Pseudo) -> list[tuple[str, ast.Pattern, ast.Pattern]]:
    """Each English text beside what became of it."""
    found = list[tuple[str, ast.Pattern, ast.Pattern]]()
    for path in FILES:
        source = path.read_text("utf-8")
        made = patterns(rewritten(source, pseudo))
        found.extend((key, pattern, made[key]) for key, pattern in patterns(source).items())
    return found


@pytest.mark.parametrize("pseudo", Pseudo)
def test_every_message_is_there_and_what_is_filled_in_stands_where_it_stood(pseudo: Pseudo) -> None:
    texts, english = texts_of(pseudo), Texts(Language.EN)
    for key, before, after in pairs(pseudo):
        assert texts.has(key)
        assert english.has(key)
        assert filled(after) == filled(before), key


def test_each_text_is_forty_per_cent_longer_to_the_letter() -> None:
    before, after = 0, 0
    for key, english, longer in pairs(Pseudo.LONGER):
        short, long = len(words(english)), len(words(longer))
        if LETTER.search(words(english)):
            assert abs(long - short * 1.4) <= 0.5, key
            before, after = before + short, after + long
    assert 1.35 <= after / before <= 1.45
    assert before > 10_000


def test_its_words_are_those_of_english_with_accents_between_brackets() -> None:
    texts = texts_of(Pseudo.LONGER)
    assert texts("nav-home") == "[Hömé]"
    assert texts("nav-staff") == "[Ståff]"
    plain = {key: words(english) for key, english, _ in pairs(Pseudo.LONGER)}
    for key, _, longer in pairs(Pseudo.LONGER):
        told = words(longer).translate(BACK).removeprefix("[").removesuffix("]").rstrip(PADDING + " ")
        assert told == plain[key].rstrip(), key


def test_a_text_without_words_stays_as_it_is() -> None:
    for pseudo in Pseudo:
        assert texts_of(pseudo)("page-of", page=2, pages=1234) == "2 / 1,234"


def test_figures_and_what_is_filled_in_are_not_touched() -> None:
    for pseudo in Pseudo:
        said = texts_of(pseudo)("pay-per-day", amount="180–220")
        assert "180–220" in said


def test_each_of_several_texts_for_a_number_or_a_word_is_rewritten() -> None:
    longer, turned = (patterns(rewritten(SELECTED, pseudo)) for pseudo in Pseudo)
    for made, sign in ((longer, PADDING), (turned, "\u202e")):
        placeable = made["unit"].elements[-1] if sign != PADDING else made["unit"].elements[0]
        assert isinstance(placeable, ast.Placeable)
        assert isinstance(placeable.expression, ast.SelectExpression)
        assert all(sign in words(variant.value) for variant in placeable.expression.variants)


def test_turned_words_are_those_of_english_and_every_letter_is_read_from_the_right() -> None:
    for key, english, turned in pairs(Pseudo.MIRRORED):
        assert BIDI.sub("", words(turned)) == words(english), key
        is_over = False
        for sign in words(turned):
            is_over = {"\u202e": True, "\u202c": False}.get(sign, is_over)
            assert is_over == bool(LETTER.match(sign)) or sign in "\u202e\u202c'’-", key
        if LETTER.match(words(english)):
            assert words(turned)[0] == MARK, key


def test_a_language_says_which_way_it_is_written() -> None:
    assert {language.direction for language in Language} == {Direction.LEFT_TO_RIGHT}
    assert direction_of("ug") is direction_of("ug-CN") is direction_of("ar-XB") is Direction.RIGHT_TO_LEFT
    assert direction_of("de") is direction_of("kk-Cyrl") is direction_of("arn") is Direction.LEFT_TO_RIGHT
    assert texts_of(Pseudo.MIRRORED).direction is Direction.RIGHT_TO_LEFT
    assert texts_of(Pseudo.LONGER).direction is Texts(Language.EN).direction is Direction.LEFT_TO_RIGHT


def test_nobody_is_offered_a_language_that_nobody_speaks() -> None:
    assert not {*Pseudo} & {*Language}
    assert {texts_of(pseudo).language for pseudo in Pseudo} == {Language.EN}


@pytest.mark.parametrize("name", ["YizhanSans-Regular.otf", "YizhanSans-Bold.otf"])
def test_the_station_s_own_font_has_every_letter_of_it(qapp: object, name: str) -> None:
    font = QRawFont(str(ASSETS / "fonts" / name), 20)
    signs = {*map(chr, ACCENTED.values()), *PADDING, "[", "]"}
    assert [sign for sign in sorted(signs) if not font.supportsCharacter(ord(sign))] == []
