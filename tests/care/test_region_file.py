"""A list of the county's towns as a technician writes it: taken whole, or told what is wrong with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk.care.region_file import LARGEST_BYTES, MOST_MISTAKES, read_regions
from kiosk.domain.region import Position

GOOD = """\
# 柳塘县
[[regions]]
code = "511902"
name = "柳塘县"

[[regions]]
code = "511902100"
name = "城关镇"
name_en = "Chengguan Town"
latitude = 31.86
longitude = 106.75

[[regions]]
code = "511902100201"
name = "河边村"
latitude = 32
longitude = 106
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "regions.toml"


def keys(file: Path) -> list[str]:
    read = read_regions(file)
    assert not (read.mistakes and read.regions)
    return [mistake.key for mistake in read.mistakes]


def test_counties_towns_and_villages_are_read(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    county, town, village = read_regions(file).regions
    assert (county.code, county.name, county.name_en, county.position) == ("511902", "柳塘县", "", None)
    assert (town.name_en, town.position) == ("Chengguan Town", Position(latitude=31.86, longitude=106.75))
    assert village.position == Position(latitude=32.0, longitude=106.0)


def test_as_an_office_program_saves_it(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(read_regions(file).regions) == 3


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('code = "511902100"', "", "regions-needs-code"),
        ('code = "511902100"', "code = 511902100", "regions-needs-code"),
        ('code = "511902100"', 'code = "5119021"', "regions-needs-code"),
        ('code = "511902100"', 'code = "011902100"', "regions-needs-code"),
        ('code = "511902100"', 'code = "５１１９０２１００"', "regions-needs-code"),
        ('code = "511902100"', 'code = "511902"', "regions-code-twice"),
        ('name = "城关镇"', "", "regions-needs-name"),
        ('name = "城关镇"', 'name = ""', "regions-needs-name"),
        ('name = "城关镇"', 'name = " 城关镇"', "regions-needs-name"),
        ('name = "城关镇"', 'name = "城\\u202e关镇"', "regions-needs-name"),
        ('name = "城关镇"', f'name = "{"城" * 21}"', "regions-needs-name"),
        ('name_en = "Chengguan Town"', "name_en = 3", "regions-needs-name"),
        ("latitude = 31.86\n", "", "regions-needs-place"),
        ("longitude = 106.75\n", "", "regions-needs-place"),
        ("latitude = 31.86\nlongitude = 106.75", "latitude = 106.75\nlongitude = 31.86", "regions-needs-place"),
        ("latitude = 31.86", 'latitude = "31.86"', "regions-needs-place"),
        ("latitude = 31.86", "latitude = nan", "regions-needs-place"),
        ("latitude = 31.86", "latitude = true", "regions-needs-place"),
        ("latitude = 31.86", f"latitude = {10**400}", "regions-needs-place"),
        ("longitude = 106.75", "longitude = inf", "regions-needs-place"),
        ("longitude = 106.75", "longitude = 1e400", "regions-needs-place"),
        ("latitude = 31.86", "lat = 31.86", "regions-unknown-word"),
    ],
)
def test_each_mistake_is_told_with_the_place_it_is_in(file: Path, right: str, wrong: str, key: str) -> None:
    assert right in GOOD
    file.write_text(GOOD.replace(right, wrong), "utf-8")
    assert key in keys(file)
    found = next(mistake for mistake in read_regions(file).mistakes if mistake.key == key)
    assert found.details["number"] == 2
    assert found.details["file"] == str(file)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "regions-none"),
        (b"regions = 3", "regions-none"),
        (b"regions = [3]", "regions-none"),
        (b"regions = []", "regions-none"),
        ('[[region]]\nname = "城关镇"'.encode(), "regions-none"),
        (b"[[regions]\n", "regions-not-toml"),
        (b"a" + b".a" * 300 + b"=1", "regions-not-toml"),
        (GOOD.encode("gb18030"), "regions-not-utf8"),
        (b"\0" * 100, "regions-not-toml"),
        (b"x=" + b"[" * 100_000, "regions-unreadable"),
        (b"#" * (LARGEST_BYTES + 1), "regions-unreadable"),
    ],
)
def test_whatever_it_is_it_is_told(file: Path, content: bytes, key: str) -> None:
    file.write_bytes(content)
    assert keys(file) == [key]


def test_of_very_many_mistakes_not_all_are_told(file: Path) -> None:
    file.write_text("[[regions]]\n" * 1_000, "utf-8")
    assert len(keys(file)) == MOST_MISTAKES


def test_a_folder_and_nothing_at_all_are_told(file: Path) -> None:
    assert keys(file) == ["regions-unreadable"]
    file.mkdir()
    assert keys(file) == ["regions-unreadable"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
def test_a_pipe_keeps_nobody_waiting(file: Path) -> None:
    os.mkfifo(file)
    assert keys(file) == ["regions-unreadable"]
