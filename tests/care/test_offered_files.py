"""Tables that are offered to be brought in: found where people put them, the newest first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.care.drives import Drive
from kiosk.care.offered_files import MOST_OFFERED, tables_in


def put(path: Path, *, changed_s: int = 1_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a,b\n")
    os.utime(path, (changed_s, changed_s))
    return path


def test_tables_of_a_folder_and_of_the_folders_in_it_are_found_the_newest_first(tmp_path: Path) -> None:
    old = put(tmp_path / "旧.xlsx", changed_s=10)
    new = put(tmp_path / "镇上" / "新.CSV", changed_s=20)
    put(tmp_path / "镇上" / "再里面" / "深.csv")
    found = tables_in([Drive(tmp_path, "U盘")])
    assert [one.path for one in found] == [new, old]
    assert {one.stick for one in found} == {"U盘"}
    assert found[0].size_bytes == 4


@pytest.mark.parametrize("name", [".hidden.csv", "~$岗位.xlsx", "photo.jpg", "notes.docx"])
def test_what_is_no_table_of_somebody_is_not_offered(tmp_path: Path, name: str) -> None:
    put(tmp_path / name)
    assert tables_in([Drive(tmp_path)]) == ()


def test_a_folder_that_is_not_there_or_cannot_be_read_offers_nothing(tmp_path: Path) -> None:
    assert tables_in([Drive(tmp_path / "gone"), Drive(put(tmp_path / "a.csv"))]) == ()


def test_a_file_in_two_of_the_folders_is_offered_once(tmp_path: Path) -> None:
    put(tmp_path / "Documents" / "a.csv")
    found = tables_in([Drive(tmp_path / "Documents"), Drive(tmp_path)])
    assert len(found) == 1


def test_a_stick_full_of_tables_does_not_make_an_endless_list(tmp_path: Path) -> None:
    for number in range(MOST_OFFERED + 5):
        put(tmp_path / f"{number}.csv", changed_s=number)
    found = tables_in([Drive(tmp_path)])
    assert len(found) == MOST_OFFERED
    assert found[0].path.name == f"{MOST_OFFERED + 4}.csv"


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path / "a.csv")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    assert len(tables_in([Drive(tmp_path)])) == 1
