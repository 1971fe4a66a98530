"""Names for new files that every system takes, and that no file has yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.care.free_name import LONGEST_NAME_BYTES, file_name, free_path


def test_a_second_file_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_path(tmp_path, "报表", ".csv")
        path.write_text("x")
        names.append(path.name)
    assert names == ["报表.csv", "报表 2.csv", "报表 3.csv"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("驿站报表 2026-11-01 到 2026-11-21", "驿站报表 2026-11-01 到 2026-11-21"),
        ("a/b\\c:d*e?f", "a b c d e f"),
        ("CON", "otherwise"),
        ("lpt1.txt", "otherwise"),
        ("...", "otherwise"),
        ("", "otherwise"),
        ("\ud800报表\x00", "报表"),
    ],
)
def test_signs_that_no_stick_takes_are_left_out(title: str, name: str) -> None:
    assert file_name(title, otherwise="otherwise") == name


def test_a_long_title_is_cut_between_two_letters() -> None:
    assert file_name("报" * 300, otherwise="otherwise") == "报" * (LONGEST_NAME_BYTES // 3)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_every_title_becomes_the_name_of_a_file_that_can_be_written(title: str) -> None:
    name = file_name(title, otherwise="otherwise")
    assert 0 < len(name.encode()) <= LONGEST_NAME_BYTES
    assert Path(name).name == name
