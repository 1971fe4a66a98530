"""The demo county: a station, its towns, and a file of postings that is always up to date."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kiosk.care.region_file import regions_said
from kiosk.domain.region import Region
from kiosk.domain.station import Station
from kiosk.texts.catalogue import ASSETS

DEMO = ASSETS / "demo"
_DAY = re.compile(r"\{\+(\d+)([-/.]?)\}")
_SEASONAL = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCounty:
    """What `county.toml` says: `station` has everything but an id."""

    station: Station
    regions: tuple[Region, ...]

    def station_of(self, current: Station) -> Station:
        """Return `current` with the demo station's name, place and numbers; it stays the same station."""
        return replace(self.station, id=current.id)


def demo_county(folder: Path = DEMO) -> DemoCounty:
    """Read the demo county."""
    read = tomllib.loads((folder / "county.toml").read_text("utf-8"))
    return DemoCounty(
        station=Station(id="", **read["station"]),
        regions=regions_said(read, file="county.toml").regions,
    )


def demo_file(*, today: date, into: Path, folder: Path = DEMO) -> Path:
    """Write the county's postings as they stand on `today` into the folder `into`; return the file.

    It is a table as an office program saves it (CSV, UTF-8 with BOM) and holds no day of work that is over. How dates
    are filled in says `assets/demo/README.md`.
    """
    with (folder / "postings.csv").open(encoding="utf-8", newline="") as template:
        headline, headings, *rows = csv.reader(template)
    filled = into / f"postings-{today:%Y%m%d}.csv"
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerows([headline[:-1], headings[:-1]])
        table.writerows(filled_in(row, today=today) for row in rows)
    return filled


def filled_in(row: list[str], *, today: date) -> list[str]:
    """Return the row without its last column (几天一轮) and with the dates and the season of its present round."""
    *cells, each = row
    offsets = [int(offset) for cell in cells for offset, _ in _DAY.findall(cell)]
    round_starts = _round_start(today, each=int(each), lasts=max(offsets))
    begins = round_starts + timedelta(days=min(offsets))
    plain_year = begins >= today and (round_starts + timedelta(days=max(offsets))).year == today.year
    return [
        _SEASONAL.sub(
            lambda found: found[_season(begins)],
            _DAY.sub(
                lambda found: _written(
                    round_starts + timedelta(days=int(found[1])), form=found[2], with_year=not plain_year
                ),
                cell,
            ),
        )
        for cell in cells
    ]


def _round_start(today: date, *, each: int, lasts: int) -> date:
    """The first day of the earliest round whose work is not over; its work may reach into the round after it."""
    into_round = today.toordinal() % each
    rounds_ahead = -((lasts - into_round) // each)
    return today + timedelta(days=rounds_ahead * each - into_round)


def _season(day: date) -> int:
    """1 spring (March to May), 2 summer, 3 autumn, 4 winter."""
    return (day.month - 3) % 12 // 3 + 1


def _written(day: date, *, form: str, with_year: bool) -> str:
    match form:
        case "-":
            return f"{day:%Y-%m-%d}"
        case "/":
            return f"{day.year}/{day.month}/{day.day}"
        case ".":
            return f"{day.year}.{day.month}.{day.day}" if with_year else f"{day.month}.{day.day}"
        case _:
            return f"{day.year}年{day.month}月{day.day}日" if with_year else f"{day.month}月{day.day}日"
