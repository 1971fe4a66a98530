"""The kinds of records: what a field takes, and that they are those of the station's own tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.outbox import LATE_FIELDS
from sync.protocol.canonical import decode, encode
from sync.protocol.kinds import (
    BY_NAME,
    EMPLOYER,
    IDENTITY,
    INTEGER_LIMIT,
    KINDS,
    LONGEST_TEXT,
    LONGEST_WORD,
    OF_OPERATION,
    PERSON,
    POSTING,
    POSTING_DRAFT,
    Column,
    Scope,
    Type,
)

JSON_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        (Type.WORD, ["", "名", "x" * LONGEST_WORD, None], ["x" * (LONGEST_WORD + 1), 1, 1.0, True, "a\x00", "\ud800"]),
        (Type.TEXT, ["x" * LONGEST_TEXT, "a\nb", None], ["x" * (LONGEST_TEXT + 1), 1, "\udfff", "\x00"]),
        (Type.INTEGER, [0, -INTEGER_LIMIT, INTEGER_LIMIT - 1, None], [INTEGER_LIMIT, 1.0, "1", True, False]),
        (Type.REAL, [0, 1.5, -1e300, None], [float("inf"), float("-inf"), float("nan"), "1", True, INTEGER_LIMIT]),
    ],
)
def test_a_field_takes_what_it_is_for_and_nothing_else(type_: Type, good: list[object], bad: list[object]) -> None:
    column = Column(name="x", type=type_)
    assert [value for value in good if not column.takes(value)] == []  # type: ignore[arg-type]
    assert [value for value in bad if column.takes(value)] == []  # type: ignore[arg-type]
    assert not column.takes([])  # type: ignore[arg-type]
    assert not column.takes({})  # type: ignore[arg-type]


@given(st.sampled_from(list(Type)), JSON_VALUES)
def test_what_a_field_takes_can_be_written_down_and_read_again(type_: Type, value: str | float | None) -> None:
    if Column(name="x", type=type_).takes(value):
        text = encode({"x": value})
        assert decode(text) == {"x": value}
        text.encode()


def test_a_wrong_field_is_named() -> None:
    assert PERSON.wrong_field({"name": "张", "birth_year": 1990}) is None
    assert PERSON.wrong_field({"name": "张", "birth_year": "1990"}) == "birth_year"
    assert PERSON.wrong_field({"salary": 1}) == "salary"


def test_names_and_columns_are_unique_and_operations_know_their_kinds() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) == len(BY_NAME) - 1
    for kind in KINDS:
        assert len(kind.by_name) == len(kind.columns), kind.name
        assert list(kind.places.values()) == list(range(len(kind.columns)))
    assert {kind for kinds in OF_OPERATION.values() for kind in kinds} == set(KINDS) - {POSTING_DRAFT}
    for kinds in OF_OPERATION.values():
        names = [column.name for kind in kinds for column in kind.columns]
        assert len(set(names)) == len(names), "a field of an operation belongs to one kind"


def test_the_county_sees_postings_and_employers_names_and_nothing_of_people() -> None:
    assert {kind.name for kind in KINDS if kind.scope is Scope.REGION} == {"employer", "posting"}
    assert {column.name for column in EMPLOYER.columns} == {"name", "verified", "suspended"}
    assert not {"person_id", "identity_number", "phone"} & set(POSTING.by_name)


def test_what_is_emptied_of_somebody_are_fields_of_a_person() -> None:
    assert PERSON.wrong_field(IDENTITY) is None
    assert {"name", "phone", "identity_number"} <= set(IDENTITY)
    assert not any(IDENTITY.values())


def test_late_fields_stand_behind_all_others_and_are_told_apart_from_them() -> None:
    """An older program knows the columns by their places, and refuses an operation that names one it does not know."""
    for kind in KINDS:
        late = [place for place, column in enumerate(kind.columns) if column.is_late]
        assert late == list(range(len(kind.columns) - len(late), len(kind.columns))), kind.name
    assert {column.name for kind in KINDS for column in kind.columns if column.is_late} == LATE_FIELDS
