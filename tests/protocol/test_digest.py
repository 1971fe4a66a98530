"""The digest: equal records give equal sums in any order, and each difference another one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import digest
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import EMPLOYER_OWN, PERSON, POSTING, POSTING_DRAFT

HASHES = st.integers(min_value=0, max_value=digest.MASK)
FIELDS = st.dictionaries(st.sampled_from(sorted(PERSON.by_name)), st.none() | st.integers() | st.text(max_size=5))
ROWS = st.dictionaries(st.uuids().map(str), FIELDS, max_size=20)


@given(ROWS, st.randoms(use_true_random=False))
def test_order_does_not_count(rows: dict[str, dict[str, int | str | None]], chance: random.Random) -> None:
    hashes = [digest.hash_of(PERSON, id_, fields) for id_, fields in rows.items()]
    turned = list(hashes)
    chance.shuffle(turned)
    assert digest.added(0, *hashes) == digest.added(0, *turned)


@given(ROWS)
def test_the_sums_of_the_parts_add_up_to_the_whole(rows: dict[str, dict[str, int | str | None]]) -> None:
    hashes = [(id_, digest.hash_of(PERSON, id_, fields)) for id_, fields in rows.items()]
    sums = digest.in_buckets(hashes)
    assert len(sums) == digest.BUCKETS
    assert digest.added(0, *sums) == digest.added(0, *(value for _, value in hashes))


@given(HASHES, HASHES)
def test_what_is_added_can_be_taken_away(whole: int, one: int) -> None:
    assert digest.added(digest.added(whole, one), -one) == whole


def test_each_field_the_id_and_the_kind_count() -> None:
    said = {"name": "张", "birth_year": 1990}
    hashes = {
        digest.hash_of(PERSON, "a", said),
        digest.hash_of(PERSON, "b", said),
        digest.hash_of(PERSON, "a", {**said, "birth_year": 1991}),
        digest.hash_of(PERSON, "a", {**said, "birth_year": "1990"}),
        digest.hash_of(PERSON, "a", {"name": "张"}),
        digest.hash_of(PERSON, "a", {}),
        digest.hash_of(POSTING, "a", {"title": "张"}),
    }
    assert len(hashes) == 7
    assert 0 not in hashes


def test_what_is_empty_soft_late_or_told_as_another_kind_does_not_count() -> None:
    whole = {"title": "砌墙", "headcount": 2}
    known = digest.hash_of(POSTING, "a", whole)
    assert digest.hash_of(POSTING, "a", {**whole, "note": "", "place": None, "voice": "x"}) == known
    assert digest.hash_of(POSTING, "a", {**whole, "women_facilities": 1, "men_facilities": 0}) == known
    assert digest.hash_of(POSTING_DRAFT, "a", whole) == known
    assert digest.hash_of(EMPLOYER_OWN, "a", {"note": ""}) == 0


@given(HASHES)
def test_a_digest_is_22_letters_and_read_again(value: int) -> None:
    text = digest.to_text(value)
    assert (len(text), digest.from_text(text)) == (22, value)
    assert digest.from_bytes(digest.to_bytes(value)) == value


@pytest.mark.parametrize("text", ["", "x", "a" * 21, "a" * 23, "a" * 1000, "é" * 22, "=" * 24, "\ud800" * 22])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(BadMessage):
        digest.from_text(text)
