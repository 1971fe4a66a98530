"""One way to write fields down, whichever of the two writers does it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import encode, present, writer

VALUES = st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.text(), VALUES, max_size=8))
def test_many_records_of_the_same_names_are_written_as_each_by_itself(fields: dict[str, str | int | float]) -> None:
    assert writer(list(fields))(list(fields.values())) == encode(present(fields))
