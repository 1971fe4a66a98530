"""A station on a real disk, and files as stations have them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kiosk.care.places import Places
from kiosk.desk.importing import ImportReport, import_file
from kiosk.services import OpenStation, open_station

TODAY = date(2026, 11, 21)
Cells = Sequence[object]
Make = Callable[..., Path]


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture
def station(tmp_path: Path) -> Iterator[OpenStation]:
    where = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    with open_station(where, now=lambda: datetime(2026, 11, 21, 7, 0).astimezone()) as opened:
        yield opened


@pytest.fixture
def bring(station: OpenStation) -> Callable[..., ImportReport]:
    """Import a file into the station, on 21 November 2026."""

    def import_into_station(path: Path, **options: object) -> ImportReport:
        arguments = {"store": station.postings, "today": TODAY, "regions": station.regions.all(), **options}
        return import_file(path, **arguments)  # type: ignore[arg-type]  # a test's own keyword arguments

    return import_into_station


@pytest.fixture
def make_csv(tmp_path: Path) -> Make:
    def make(rows: Sequence[Cells], *, encoding: str = "utf-8", separator: str = ",", name: str = "岗位.csv") -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return make


@pytest.fixture
def make_xlsx(tmp_path: Path) -> Make:
    """A workbook with one sheet of rows; `edit(sheet, workbook)` does to it what stations do."""

    def make(rows: Sequence[Cells], *, edit: Callable[..., None] | None = None, name: str = "岗位.xlsx") -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        for row in rows:
            sheet.append(list(row))
        if edit:
            edit(sheet, workbook)
        path = tmp_path / name
        workbook.save(path)
        return path

    return make
