"""Identity numbers as people and card readers type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.identity import (
    IdentityFault,
    IdentityNumber,
    age_on,
    check_character,
    identity_in,
    masked,
    read_identity,
)

TODAY = date(2026, 11, 21)
EXAMPLES = ("11010519491231002X", "440524188001010014")
"""The two numbers that GB 11643-1999 itself gives; the second was born before 1900."""


def test_the_standards_own_example_is_right() -> None:
    assert read_identity(EXAMPLES[0], today=TODAY) == IdentityNumber(number=EXAMPLES[0], born=date(1949, 12, 31))
    assert check_character(EXAMPLES[1][:-1]) == EXAMPLES[1][-1]


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X\n", "11010519491231002X", "110105-19491231-002x"]
)
def test_widths_blanks_and_a_small_x_do_not_matter(typed: str) -> None:
    assert identity_in(typed) == EXAMPLES[0]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("110105491231002", IdentityFault.OLD),
        ("1101051949123100", IdentityFault.LENGTH),
        ("11010519491231002A", IdentityFault.LENGTH),
        ("", IdentityFault.LENGTH),
        ("王" * 18, IdentityFault.LENGTH),
        ("²" * 18, IdentityFault.BIRTH),
        ("\ud800" * 18, IdentityFault.LENGTH),
        ("99010519491231002X", IdentityFault.REGION),
        ("11010519490231002X", IdentityFault.BIRTH),
        ("110105202712310021", IdentityFault.BIRTH),
        (EXAMPLES[1], IdentityFault.BIRTH),
        ("110105194912310021", IdentityFault.CHECK),
        ("11010519491231020X", IdentityFault.CHECK),
    ],
)
def test_what_is_wrong_is_told_apart(typed: str, fault: IdentityFault) -> None:
    assert read_identity(typed, today=TODAY) is fault


@given(place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
@settings(deadline=None)
def test_every_single_wrong_digit_is_found(place: int, digit: str) -> None:
    changed = EXAMPLES[0][:place] + digit + EXAMPLES[0][place + 1 :]
    assert (identity_in(changed) == changed) == (changed == EXAMPLES[0])


def test_a_foreigners_residence_card_has_its_province_behind_the_nine() -> None:
    body = "91103219800101001"
    assert identity_in(body + check_character(body)) == body + check_character(body)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_text_gets_an_answer_and_never_shows_its_middle_when_masked(text: str) -> None:
    read_identity(text, today=TODAY)
    assert len(masked(text)) == len(text)


def test_only_six_and_four_characters_are_shown() -> None:
    assert masked(EXAMPLES[0]) == "110105********002X"
    assert masked("12345") == "*****"
    assert masked("") == ""


def test_an_age_counts_birthdays() -> None:
    assert age_on(date(2026, 11, 20), born=date(2010, 11, 21)) == 15
    assert age_on(date(2026, 11, 21), born=date(2010, 11, 21)) == 16
