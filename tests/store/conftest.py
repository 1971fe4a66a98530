"""A station's folder on a real disk, and postings to put into it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.ids import new_id
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.posting import Posting, Strength
from kiosk.store.backups import make_backup
from kiosk.store.database import Database, open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.recovery import Opened, open_or_recover


@dataclass
class StationFolder:
    """Where one station keeps its files; what it opens, it closes."""

    root: Path
    key: DatabaseKey = field(default_factory=lambda: DatabaseKey(bytes(range(32))))
    opened: list[Database] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.root / "data" / "station.db"

    @property
    def backups(self) -> Path:
        return self.root / "data" / "backups"

    @property
    def damaged(self) -> Path:
        return self.root / "data" / "damaged"

    def open(self) -> Database:
        self.opened.append(open_database(self.database, self.key))
        return self.opened[-1]

    def recover(self, key: DatabaseKey | None = None) -> Opened:
        opened = open_or_recover(self.database, key or self.key, backups=self.backups, damaged=self.damaged)
        self.opened.append(opened.database)
        return opened

    def back_up(self, now: datetime) -> Path:
        return make_backup(self.database, self.key, self.backups, now=now)

    def overwrite(self, offset: int, content: bytes) -> None:
        with self.database.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    def files(self) -> dict[str, bytes]:
        """Every file but the locks, with its content."""
        found = (path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}


@pytest.fixture
def said_at_once() -> Callable[..., list[str]]:
    """Runs a program in several processes that begin at the same moment; returns what each of them printed.

    The program imports what it needs, prints `ready` and reads a line before it goes on.
    """

    def run(program: str, *arguments: Path, processes: int = 4) -> list[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        started = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(processes)
        ]
        for process in started:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60)[0] for process in started]
        assert [process.returncode for process in started] == [0] * processes
        return said

    return run


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 21, 8, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[StationFolder]:
    station = StationFolder(tmp_path)
    yield station
    for database in station.opened:
        database.close()


@pytest.fixture
def database(folder: StationFolder) -> Iterator[Database]:
    with closing(open_database(folder.database, folder.key)) as opened:
        yield opened


@pytest.fixture
def postings(database: Database) -> PostingStore:
    return PostingStore(database)


@pytest.fixture
def posting() -> Callable[..., Posting]:
    """Makes a posting that a worker may see on 21 November 2026 at 8:00."""

    def make(**changes: Any) -> Posting:
        usual: dict[str, Any] = {
            "id": new_id(),
            "trade": "mason",
            "title": "招瓦工",
            "employer_id": "",
            "employer_name": "老王施工队",
            "pay": Pay(amount_minor=18_000, unit=PayUnit.DAY),
            "headcount": 2,
            "first_day": date(2026, 11, 21),
            "last_day": date(2026, 11, 22),
            "daily_start": time(7),
            "daily_end": time(17, 30),
            "place": "镇政府旁边",
            "contact_phone": "13800001234",
            "strength": Strength.LIGHT,
            "verified_by": "import",
        }
        return Posting(**{**usual, **changes})

    return make


@pytest.fixture
def save(postings: PostingStore) -> Callable[..., None]:
    def save(*saved: Posting) -> None:
        postings.save_new([NewPosting(posting=each) for each in saved])

    return save
