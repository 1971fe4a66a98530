"""Ids: unique, and in the order in which they were made."""

from __future__ import annotations

import uuid

from kiosk.domain.ids import new_id


def test_ids_are_uuids_of_version_seven_and_never_the_same() -> None:
    made = [new_id() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert all(uuid.UUID(one).version == 7 for one in made)


def test_later_ids_sort_behind_earlier_ones() -> None:
    assert new_id(now_ms=1_700_000_000_000) < new_id(now_ms=1_700_000_000_001)


def test_those_of_one_millisecond_sort_as_they_were_made() -> None:
    """What has no other order has this one: the same for everybody who looks."""
    made = [new_id(now_ms=1_700_000_000_000) for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {uuid.UUID(one).int >> 80 for one in made} == {1_700_000_000_000}
    assert {(uuid.UUID(one).version, uuid.UUID(one).variant) for one in made} == {(7, uuid.RFC_4122)}


def test_nobody_can_count_on_from_an_id() -> None:
    first, second = (uuid.UUID(new_id(now_ms=1_700_000_000_000)).int for _ in range(2))
    assert second - first > 1 << 16


def test_an_id_tells_its_millisecond() -> None:
    assert uuid.UUID(new_id(now_ms=1_700_000_000_123)).int >> 80 == 1_700_000_000_123
