"""A machine becomes the station that a technician prepared as a file, without a touch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places, places
from kiosk.services import open_station
from sync.client.state import SyncState
from tests.care.test_region_file import GOOD
from tests.client.terminal import Port, port_of
from tests.faults.town import CountyCentral
from ui.cli import main

PREPARED = """\
# 柳塘镇的站，装机时用
[station]
name = "柳塘镇零工驿站"
region = "511902100"
phone = "07425550000"
{enrolment}
[printer]
target = "tcp:192.0.2.7:9100"
"""
Setup = Callable[..., tuple[int, str, str]]


@pytest.fixture
def port(central: CountyCentral) -> Iterator[Port]:
    with port_of(central) as port:
        yield port


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return places(tmp_path / "data")


@pytest.fixture
def setup(here: Places, capsys: pytest.CaptureFixture[str]) -> Setup:
    def run(*words: str | Path, lang: str = "en") -> tuple[int, str, str]:
        code = main(["setup", *map(str, words), "--data", str(here.data), "--lang", lang])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def stick(folder: Path, enrolment: str = "") -> Path:
    """A stick with a prepared file."""
    folder.mkdir()
    (folder / "station.toml").write_text(PREPARED.format(enrolment=enrolment), "utf-8")
    return folder


def enrolment(url: str, code: str) -> str:
    return f'[enrolment]\nurl = "{url}"\ncode = "{code}"\n'


def test_a_station_that_works_alone_is_set_up(setup: Setup, here: Places, tmp_path: Path) -> None:
    code, said, errors = setup(stick(tmp_path / "stick"))
    assert (code, errors) == (0, "")
    assert "柳塘镇零工驿站" in said
    with open_station(here) as station:
        found = station.station
    assert (found.name, found.region, found.phone, found.hotline) == (
        "柳塘镇零工驿站", "511902100", "07425550000", "12333",
    )  # fmt: skip
    assert settings_in_force(here.settings).settings.printer.target == "tcp:192.0.2.7:9100"


def test_one_of_the_county_s_is_enrolled_and_its_code_is_left_nowhere(
    setup: Setup, here: Places, tmp_path: Path, central: CountyCentral, port: Port
) -> None:
    added = central.add("县里起的名字")
    code, said, errors = setup(stick(tmp_path / "stick", enrolment(port.url, added.code)))
    assert (code, errors) == (0, "")
    assert "县里起的名字" in said
    with open_station(here) as station:
        assert SyncState(station.database).central() is not None
    kept = here.settings.read_text("utf-8")
    assert added.code not in kept
    assert "# 柳塘镇的站，装机时用" in kept


def test_done_again_it_changes_nothing(
    setup: Setup, here: Places, tmp_path: Path, central: CountyCentral, port: Port
) -> None:
    added = central.add("驿站")
    there = stick(tmp_path / "stick", enrolment(port.url, added.code))
    first, again = setup(there, "--json"), setup(there, "--json")
    assert first == again
    assert added.code not in here.settings.read_text("utf-8")
    assert json.loads(again[1])["is_enrolled"] is True


def test_without_a_network_all_else_is_set_up_and_the_next_time_the_county_is(
    setup: Setup, here: Places, tmp_path: Path, central: CountyCentral, port: Port
) -> None:
    added = central.add("驿站")
    there = stick(tmp_path / "stick", enrolment("http://127.0.0.1:9", added.code))
    code, said, _ = setup(there)
    assert code == 1
    assert "run the same command again" in said
    with open_station(here) as station:
        assert station.station.name == "柳塘镇零工驿站"
    (there / "station.toml").write_text(PREPARED.format(enrolment=enrolment(port.url, added.code)), "utf-8")
    assert setup(there)[0] == 0


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_mistake_in_the_file_is_told_with_its_line_and_nothing_is_set_up_by_half(
    setup: Setup, here: Places, tmp_path: Path, lang: str
) -> None:
    there = stick(tmp_path / "stick", "[kiosk]\ntheme = 9\n")
    code, said, errors = setup(there, lang=lang)
    assert (code, said) == (2, "")
    assert "7" in errors
    assert "kiosk.theme" in errors
    assert not here.data.exists()


def test_the_county_s_towns_come_along_on_the_stick(setup: Setup, here: Places, tmp_path: Path) -> None:
    there = stick(tmp_path / "stick")
    assert "knows no towns" in setup(there)[1]
    (there / "regions.toml").write_text(GOOD, "utf-8")
    code, said, errors = setup(there)
    assert (code, errors) == (0, "")
    assert "knows no towns" not in said
    assert json.loads(setup(there, "--json")[1])["regions"] == 3
    with open_station(here) as station:
        assert [town.town.name for town in station.towns()] == ["城关镇"]


def test_by_a_wrong_list_of_towns_nothing_is_set_up_by_half(setup: Setup, here: Places, tmp_path: Path) -> None:
    there = stick(tmp_path / "stick")
    (there / "regions.toml").write_text(GOOD.replace('"511902"', '"5119"'), "utf-8")
    code, said, errors = setup(there)
    assert (code, said) == (2, "")
    assert "柳塘县" in errors
    assert not here.data.exists()


def test_a_stick_without_a_file_is_told(setup: Setup, tmp_path: Path, here: Places) -> None:
    code, _, errors = setup(tmp_path)
    assert code == 2
    assert "station.toml" in errors
    assert not here.data.exists()
