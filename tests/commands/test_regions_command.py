"""`yizhan-kiosk regions` from outside: with it a real station has the map of near work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.care.places import Places, places
from kiosk.cli import EXIT_FAILED, EXIT_OK, EXIT_REFUSED, main
from kiosk.domain.language import Language
from kiosk.domain.listing import InTown
from kiosk.domain.near import Means
from kiosk.errors import YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import Texts
from tests.care.test_region_file import GOOD
from tests.commands.test_import_command import HEAD, SOON

FILE = f"""{GOOD}
[[regions]]
code = "511902101"
name = "石桥镇"
latitude = 31.90
longitude = 106.80
"""
Command = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("YIZHAN_KEYS", str(tmp_path / "keys"))
    return places(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "regions.toml"
    file.write_text(FILE, "utf-8")
    return file


@pytest.fixture
def regions(here: Places, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: str | Path, lang: str = "en") -> tuple[int, list[str]]:
        code = main(["regions", *map(str, words), "--data", str(here.data), "--lang", lang])
        said = capsys.readouterr()
        return code, (said.out or said.err).splitlines()

    return run


def row(place: str) -> str:
    return f"瓦工,幸福建筑队,280元/天,3,{SOON},7:00-17:30,{place},138 0000 1234,当天结账"


def be_in(station: OpenStation, region: str) -> None:
    station.settle(replace(station.station, name="柳塘镇零工驿站", region=region), station.regions.all())


def test_a_list_is_taken_and_shown(regions: Command, file: Path, tmp_path: Path) -> None:
    assert regions() == (EXIT_OK, [])
    assert regions(tmp_path) == (EXIT_OK, ["The station knows 4 places now, 2 of them towns."])
    assert regions()[1] == [
        "511902 柳塘县", "511902100 Chengguan Town", "511902100201 河边村", "511902101 石桥镇",
    ]  # fmt: skip
    assert regions(lang="zh-CN")[1][1] == "511902100 城关镇"


@pytest.mark.parametrize("region", ["511902100", "511902100201"])
def test_the_map_shows_the_station_s_own_town_and_how_far_the_others_are(
    regions: Command, file: Path, here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str], region: str
) -> None:
    """Also of a station whose own place is a village. 石桥镇 lies some six kilometres from it."""
    table = tmp_path / "postings.csv"
    table.write_text(f"{HEAD}\n{row('石桥镇菜场')}\n{row('河边村口')}", "utf-8")
    with open_station(here) as station:
        be_in(station, region)
        assert station.towns() == ()
    assert regions(file)[0] == EXIT_OK
    assert main(["import", str(table), "--data", str(here.data), "--lang", "en"]) == EXIT_OK, capsys.readouterr()
    with open_station(here) as station:
        towns = station.towns()
        found = [[posting.place for posting in station.find(InTown(town.town))] for town in towns]
    assert [(town.town.name, town.jobs, town.means) for town in towns] == [
        ("城关镇", 1, Means.HERE), ("石桥镇", 1, Means.DRIVE),
    ]  # fmt: skip
    assert found == [["河边村口"], ["石桥镇菜场"]]


def test_the_next_list_takes_the_place_of_the_first(regions: Command, file: Path) -> None:
    regions(file)
    file.write_text(GOOD.replace("城关镇", "城厢镇"), "utf-8")
    regions(file)
    assert regions(lang="zh-CN")[1] == ["511902 柳塘县", "511902100 城厢镇", "511902100201 河边村"]


def test_a_list_with_a_mistake_changes_nothing(regions: Command, file: Path) -> None:
    regions(file)
    before = regions()
    file.write_text(FILE.replace('"511902101"', '"51190210"'), "utf-8")
    code, lines = regions(file)
    assert code == EXIT_REFUSED
    assert lines == [
        f'{file}, place 4 (石桥镇) needs code = "…" in quotes: 6 digits for a county, 9 for a town, 12 for a village.'
    ]
    assert regions() == before


def test_it_can_be_looked_at_only(regions: Command, file: Path, here: Places) -> None:
    assert regions(file, "--check") == (EXIT_OK, ["Nothing is wrong: 4 places, 2 of them towns."])
    file.write_text(FILE.replace("latitude = 31.90\nlongitude = 106.80\n", ""), "utf-8")
    assert regions(file, "--check")[1][1].startswith("1 towns have no latitude")
    file.write_text("x", "utf-8")
    assert regions(file, "--check")[0] == EXIT_REFUSED
    assert not here.data.exists()


def test_a_station_that_is_not_in_its_list_is_told(regions: Command, file: Path, here: Places) -> None:
    with open_station(here) as station:
        be_in(station, "430796100")
    assert "(430796100) is not among them" in regions(file)[1][-1]


def test_no_file_is_told(regions: Command, tmp_path: Path) -> None:
    assert regions(tmp_path) == (EXIT_FAILED, [f"There is no such file: {tmp_path / 'regions.toml'}"])


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_there(language: Language, file: Path) -> None:
    from kiosk.care.region_file import read_regions

    file.write_text('[[regions]]\nx = 1\n[[regions]]\ncode = "511902"\n' * 2, "utf-8")
    mistakes: tuple[YizhanError, ...] = read_regions(file).mistakes
    assert len({mistake.key for mistake in mistakes}) == 4
    texts = Texts(language)
    for mistake in mistakes:
        assert texts(mistake.key, **mistake.details)
