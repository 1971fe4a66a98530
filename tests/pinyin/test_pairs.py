"""Pairs of words, packed and found again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.pairs import MOST, STEP, Pairs, packed_pairs


@given(
    st.dictionaries(st.tuples(st.text("一二三四五六", min_size=1), st.text("七八九十", min_size=1)), st.floats(0, 40))
)
def test_what_was_packed_is_found_and_nothing_else(gains: dict[tuple[str, str], float]) -> None:
    pairs = Pairs(packed_pairs(gains))
    for (first, second), gain in gains.items():
        assert abs(pairs.gain(first, second) - min(gain, MOST)) <= STEP
    assert pairs.gain("口", "罩") == 0.0


def test_the_dictionary_knows_what_follows_what(dictionary: Dictionary) -> None:
    assert dictionary.pairs.gain("住", "在") > 1.0
    assert dictionary.pairs.gain("住", "再") == 0.0
