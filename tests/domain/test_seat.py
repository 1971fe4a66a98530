"""Numbers of seats: told by their ids, and found again from what was typed or scanned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import new_id
from kiosk.domain.seat import MOST_RUNNING, new_seat_id, number_of, seat_number, tail_of_number
from kiosk.domain.visit_id import new_visit_id

LETTERS = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=2, max_size=2)


@given(LETTERS, st.integers(1, MOST_RUNNING))
def test_an_id_tells_the_number_of_its_seat_and_the_number_its_id(letters: str, running: int) -> None:
    seat_id = new_seat_id(now_ms=1_764_000_000_000, letters=letters, running=running)
    number = seat_number(letters=letters, running=running)
    assert number_of(seat_id) == number
    assert tail_of_number(number) == seat_id[24:]
    assert len(seat_id) == len(new_id())


@given(LETTERS, st.integers(1, MOST_RUNNING), st.integers(0, 30), st.sampled_from("0123456789"))
def test_a_wrong_digit_is_found(letters: str, running: int, place: int, digit: str) -> None:
    number = seat_number(letters=letters, running=running)
    place = 5 + place % (len(number) - 5)
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number:
        assert tail_of_number(wrong) == ""


def test_seats_of_a_kiosk_are_in_the_order_of_their_numbers() -> None:
    tails = [tail_of_number(seat_number(letters="L7", running=running)) for running in (1, 2, 99, 100_000, 2**20)]
    assert tails == sorted(tails)


def test_other_ids_tell_no_number() -> None:
    for other in ("", "x", new_visit_id(now_ms=1, letters="L7", is_told=True), "p1"):
        assert number_of(other) == ""


@pytest.mark.parametrize(("letters", "running"), [("l7", 1), ("L", 1), ("L7", 0), ("L7", MOST_RUNNING + 1)])
def test_what_is_no_number_is_not_made(letters: str, running: int) -> None:
    with pytest.raises(ValueError, match="no seat"):
        new_seat_id(now_ms=1, letters=letters, running=running)
