"""Marks of work: what counts when several are chosen, and how many a further one would leave."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.filters import BITS, DAYS, Filter, bits_of, counted, counted_with, fits

ALL_MARKS = sum(BITS.values())
COUNTS = st.lists(st.tuples(st.integers(0, ALL_MARKS), st.integers(1, 99)), max_size=9).map(tuple)
CHOSEN = st.frozensets(st.sampled_from(Filter))


def test_each_mark_has_a_number_of_its_own_and_the_stores_do_not_change() -> None:
    assert set(BITS) == set(Filter)
    assert len({*BITS.values()}) == len(BITS)
    assert all(bits_of([one]) == number and number.bit_count() == 1 for one, number in BITS.items())
    assert [one for one, number in BITS.items() if number >= 128] == [Filter.TODAY, Filter.TOMORROW]


def test_all_marks_must_hold_but_of_days_one_is_enough() -> None:
    meals_today = bits_of([Filter.MEALS, Filter.TODAY])
    assert fits(meals_today, {Filter.MEALS, Filter.TODAY, Filter.TOMORROW})
    assert not fits(meals_today, {Filter.MEALS, Filter.TOMORROW})
    assert not fits(meals_today, {Filter.MEALS, Filter.LODGING})
    assert fits(0, frozenset())


@given(counts=COUNTS, chosen=CHOSEN, one=st.sampled_from(Filter))
def test_a_further_mark_never_leaves_more_than_it_says(counts, chosen, one: Filter) -> None:
    assert counted(counts, frozenset()) == sum(count for _, count in counts)
    if one not in DAYS:
        assert counted_with(counts, chosen, one) == counted(counts, chosen | {one}) <= counted(counts, chosen)
    else:
        alone = counted_with(counts, chosen, one)
        assert alone == counted(counts, chosen - DAYS | {one}) <= counted(counts, chosen | {one})
