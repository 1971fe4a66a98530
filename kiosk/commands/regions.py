"""`yizhan-kiosk regions`: the county, its towns and villages as the station knows them, and a list of them taken in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from kiosk.care.places import places
from kiosk.care.region_file import NAME, read_regions
from kiosk.cli import EXIT_OK, EXIT_REFUSED
from kiosk.domain.language import Language
from kiosk.domain.region import TOWN_DIGITS, Region
from kiosk.errors import UnreadableFile
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import Texts

HELP = "list the towns that the station knows, or take them from a file regions.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, or the folder it lies in; and to look at it only."""
    words = "the list, or the folder in which regions.toml lies; it takes the place of what was known before"
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=words)
    parser.add_argument("--check", action="store_true", help="only say what is wrong with it; nothing is changed")


def run(arguments: argparse.Namespace) -> int:
    """List what is known, or take the file; 1 where it has a mistake, and then all stays as it was."""
    texts = Texts(arguments.lang)
    if arguments.file is None:
        with open_station(places(arguments.data)) as station:
            _print(_listed(station.regions.all(), texts))
        return EXIT_OK
    file = _file_in(arguments.file)
    read = read_regions(file)
    if read.mistakes:
        _print(texts(mistake.key, **mistake.details) for mistake in read.mistakes)
        return EXIT_REFUSED
    if arguments.check:
        _print([_counted("regions-well", read.regions, texts), *_unplaced(read.regions, texts)])
        return EXIT_OK
    with open_station(places(arguments.data)) as station:
        station.know_regions(read.regions)
        _print([
            _counted("regions-taken", read.regions, texts), *_unplaced(read.regions, texts), *_lost(station, texts)
        ])  # fmt: skip
    return EXIT_OK


def _file_in(named: Path) -> Path:
    """Raises `UnreadableFile` where there is none."""
    file = named / NAME if named.is_dir() else named
    if not file.exists():
        raise UnreadableFile("regions-no-file", file=str(file))
    return file


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _listed(regions: Iterable[Region], texts: Texts) -> Iterable[str]:
    is_english = texts.language is Language.EN
    for region in regions:
        name = region.name_en if is_english and region.name_en else region.name
        yield texts("regions-line", code=region.code, name=name)


def _counted(key: str, regions: tuple[Region, ...], texts: Texts) -> str:
    return texts(key, count=len(regions), towns=sum(len(region.code) == TOWN_DIGITS for region in regions))


def _unplaced(regions: tuple[Region, ...], texts: Texts) -> list[str]:
    count = sum(region.position is None and len(region.code) == TOWN_DIGITS for region in regions)
    return [texts("regions-unplaced", count=count)] if count else []


def _lost(station: OpenStation, texts: Texts) -> list[str]:
    """Say where the station's own place is not among them; one that has none yet is asked for it at its first start."""
    region = station.station.region
    return [texts("regions-not-here", region=region)] if region and station.here() is None else []
