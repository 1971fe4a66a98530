"""Slip numbers: said aloud, copied by hand, and found out when copied wrongly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.slip import check_digit, is_slip_number, slip_number

PREFIXES = st.from_regex(r"\A[A-Z][0-9]\Z")
NUMBERS = st.builds(
    lambda prefix, day, running: slip_number(prefix=prefix, day=day, running=running),
    PREFIXES,
    st.dates(),
    st.integers(1, 9999),
)


def test_a_number_names_station_day_and_turn() -> None:
    number = slip_number(prefix="A1", day=date(2026, 11, 21), running=7)
    assert number.startswith("A1-1121-007-")
    assert is_slip_number(number)


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert check_digit("0794") == 5  # the example of ISO/IEC 7064, MOD 11,10


@given(NUMBERS)
def test_every_number_made_here_is_one(number: str) -> None:
    assert is_slip_number(number)


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_found(number: str, data: st.DataObject) -> None:
    digits = [index for index, char in enumerate(number) if char.isdigit()]
    index = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[index]]))
    assert not is_slip_number(number[:index] + other + number[index + 1 :])


@pytest.mark.parametrize(
    "text", ["", "-", "A1", "A1-1121-007-", "A1-1121-007-x", "A1-1121-007-44", "7", "A1-1121-007-٤"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_slip_number(text)
