"""Card numbers, printed, scanned and typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.card import card_number, card_number_in
from kiosk.domain.slip import is_slip_number

CARD = card_number(prefix="L7", running=12)


def test_a_card_number_has_the_stations_prefix_and_a_check_digit() -> None:
    assert CARD.startswith("L7-W-00012-")
    assert is_slip_number(CARD)


@pytest.mark.parametrize(
    "typed",
    [
        CARD,
        CARD.lower(),
        CARD.replace("-", ""),
        CARD.replace("-", " "),
        CARD.replace("-", "－"),
        CARD.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
        f"  {CARD}\r\n",
        f"铜盆镇零工驿站\n{CARD}\nYZC1:AAAAAAAA:BBBB",
    ],
)
def test_it_is_read_however_it_comes(typed: str) -> None:
    assert card_number_in(typed) == CARD


@given(running=st.integers(1, 10**8), place=st.integers(), digit=st.sampled_from("0123456789"))
@settings(deadline=None)
def test_a_wrong_digit_is_no_card(running: int, place: int, digit: str) -> None:
    card = card_number(prefix="L7", running=running)
    places = [at for at, char in enumerate(card) if char.isdigit() and at > 1]
    at = places[place % len(places)]
    changed = card[:at] + digit + card[at + 1 :]
    assert card_number_in(changed) == (changed if changed == card else "")


@given(st.text())
@settings(deadline=None)
def test_any_other_text_is_no_card(text: str) -> None:
    assert card_number_in(text) == ""


def test_neither_a_slip_nor_ten_thousand_letters_are_a_card() -> None:
    assert card_number_in("L7-1121-007-4") == ""
    assert card_number_in("L7-W-" + "0" * 10_000) == ""
    assert card_number_in("\ud800\0" + CARD) == ""
