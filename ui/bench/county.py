"""The county of the bench: the demo's postings told again, on other days, until there are enough."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county, demo_file
from kiosk.domain.ids import new_id
from kiosk.domain.posting import Posting
from kiosk.services import open_station
from kiosk.store.postings import NewPosting
from ui.bench.where import bench_places

BATCH = 5000
SEED = 20261121
PLACE = "工作地点"
"""The heading of the column that is made different in every row."""


def make_county(folder: Path, *, postings: int) -> None:
    """Make a station with `postings` postings; the same ones on the same day."""
    with open_station(bench_places(folder)) as station:
        settle(station, demo_county())
        bring_in(station)
        known = station.postings.all()
        more = _retold(known, count=max(0, postings - len(known)))
        while batch := list(islice(more, BATCH)):
            station.postings.save_new([NewPosting(posting=posting) for posting in batch])


def write_rows(path: Path, *, rows: int, today: date) -> Path:
    """Write a CSV of `rows` postings as stations have them; no two alike, none refused."""
    filled = demo_file(today=today, into=path)
    with filled.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    top = next(number for number, row in enumerate(written) if PLACE in row)
    heading, known = written[top], written[top + 1 :]
    place = heading.index(PLACE)
    out = path / f"{rows}.csv"
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for number in range(rows):
            row = list(known[number % len(known)])
            row[place] = f"{row[place]}{number // len(known) + 1}号"
            writer.writerow(row)
    return out


def _retold(known: tuple[Posting, ...], *, count: int) -> Iterator[Posting]:
    chance = random.Random(SEED)
    for number in range(count):
        posting = known[number % len(known)]
        later = timedelta(days=chance.randint(-3, 20))
        yield replace(
            posting,
            id=new_id(),
            first_day=posting.first_day + later,
            last_day=posting.last_day + later,
            headcount=chance.randint(1, 30),
            place=f"{posting.place}{number}号",
        )
