"""A station on a real disk, and files as stations have them."""

from __future__ import annotations

import csv
import io
import wave
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.desk.importing import ImportReport, import_file
from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.person import Person
from kiosk.domain.posting import Posting, Strength
from kiosk.domain.staff import Actor, Role
from kiosk.services import OpenStation, open_station
from kiosk.store.people import PersonStore
from kiosk.store.postings import NewPosting

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
def at_desk(station: OpenStation) -> Callable[..., Desk]:
    """The desk of the test's station for somebody of a role: a clerk unless the test says otherwise."""

    def of(role: Role = Role.CLERK, *, staff_id: str = "staff-1") -> Desk:
        name = "" if role is Role.WORKER else "小陈"
        return station.desk(
            Actor(role=role, device="desk-1", staff_id="" if role is Role.WORKER else staff_id, name=name)
        )

    return of


@pytest.fixture
def desk(at_desk: Callable[..., Desk]) -> Desk:
    return at_desk()


@pytest.fixture
def register(station: OpenStation) -> Callable[..., str]:
    """Registers somebody and returns their id."""

    def save(**changes: Any) -> str:
        store = PersonStore(station.database)
        with station.database.transaction():
            number = store.next_number()
            usual: dict[str, Any] = {"number": number, "counts_as": number, "id": new_id(), "name": f"老{number}"}
            person = Person(**{**usual, "card": f"card-{number}", **changes})
            store.add(person, ())
        return person.id

    return save


@pytest.fixture
def offer(station: OpenStation) -> Callable[..., Posting]:
    """Saves a posting that a worker may see on 21 November 2026 at 7:00, and returns it."""

    def save(**changes: Any) -> Posting:
        usual: dict[str, Any] = {
            "id": new_id(),
            "trade": "mason",
            "title": "招瓦工",
            "employer_id": "",
            "employer_name": "老王施工队",
            "pay": Pay(amount_minor=18_000, unit=PayUnit.DAY),
            "headcount": 2,
            "first_day": TODAY,
            "last_day": TODAY,
            "daily_start": time(8),
            "daily_end": time(17, 30),
            "place": "镇政府旁边",
            "contact_phone": "13800001234",
            "strength": Strength.LIGHT,
            "verified_by": "import",
        }
        posting = Posting(**{**usual, **changes})
        station.postings.save_new([NewPosting(posting=posting)])
        return station.postings.get(posting.id)

    return save


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


@pytest.fixture
def wav() -> Callable[..., bytes]:
    """Makes the bytes of a WAV file: mono, 16 bits, of that many samples."""

    def make(samples: int = 160) -> bytes:
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(2 * samples))
        return sound.getvalue()

    return make
