"""A station on a machine of its own, a stick, and what a technician does with the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.slip import Slip, SlipHeld
from kiosk.services import OpenStation, open_station
from kiosk.store.adopted_key import key_at_hand
from kiosk.store.backup_files.carrying import Carried
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import NewPosting
from kiosk.store.reached import ReachedMarks
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.restoring import Ground, Restored, Restoring
from kiosk.store.wrapped_key import keep_wrapped, wrap
from kiosk.upkeep import Upkeep, upkeep_of

NOW = datetime(2026, 11, 21, 8, 0).astimezone()
HEADCOUNT = 20
CODE = RecoveryCode("23456789ACDEFHJKLMNPRTP4")


def no_code(made: datetime) -> RecoveryCode:
    raise AssertionError("a code was asked for although the key is at hand")


class Machine:
    """A computer with its data and its keys; what it opens, it closes. Its clock stands where it is put."""

    def __init__(self, root: Path) -> None:
        self.places = Places(data=root / "data", keys=root / "keys")
        self.root, self.now, self.opened = root, NOW, list[OpenStation]()

    def open(self) -> OpenStation:
        self.opened.append(open_station(self.places, now=lambda: self.now))
        return self.opened[-1]

    def close(self) -> None:
        for station in self.opened:
            station.close()
        self.opened.clear()

    @property
    def key(self) -> DatabaseKey | None:
        return key_at_hand(self.places.keys, database=self.places.database)

    def upkeep(self) -> Upkeep:
        with self.open() as station:
            return upkeep_of(station)

    def keep_code(self, code: RecoveryCode = CODE) -> None:
        key = self.upkeep().key
        keep_wrapped(self.places.wrapped_key, wrap(key, code, made=self.now))

    def carry(self, to: Path) -> Carried:
        """A backup onto the stick `to`, a second after the one before."""
        self.now += timedelta(seconds=1)
        return self.upkeep().back_up_to(to)

    def restore(self, source: Path | None, *, code: RecoveryCode | None = None, only_try: bool = False) -> Restored:
        self.close()
        at = self.places
        ground = Ground(
            database=at.database,
            backups=at.backups,
            damaged=at.damaged,
            settings=at.settings,
            keys=at.keys,
            wrapped=at.wrapped_key,
        )
        restoring = Restoring(ground, self.key, marks=ReachedMarks(at.reached))
        ask_code = no_code if code is None else lambda made: code
        return restoring.restore(source, ask_code=ask_code, now=self.now, only_try=only_try)

    def slips(self, posting: str, count: int, name: str) -> list[Slip]:
        with self.open() as station:
            outcomes = [station.slips.issue(posting, wish_id=f"{name}-{n}", now=NOW) for n in range(count)]
        return [outcome.slip for outcome in outcomes if isinstance(outcome, SlipHeld)]

    def titles(self) -> list[str]:
        with self.open() as station:
            return sorted(each.title for each in station.postings.all())

    def files(self) -> dict[str, bytes]:
        """Every file but the locks, with its content."""
        found = (path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}


@pytest.fixture
def machine_at(tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    """Makes machines by name."""
    made: list[Machine] = []

    def make(name: str) -> Machine:
        made.append(Machine(tmp_path / name))
        return made[-1]

    yield make
    for machine in made:
        machine.close()


@pytest.fixture
def save_posting(posting) -> Callable[..., str]:
    """Saves a posting at a machine's station, and returns its id."""

    def save(machine: Machine, title: str = "招瓦工") -> str:
        wanted = posting(title=title, headcount=HEADCOUNT, last_day=date(2026, 12, 1))
        with machine.open() as station:
            station.postings.save_new([NewPosting(posting=wanted)])
        return wanted.id

    return save


@pytest.fixture
def here(machine_at, save_posting) -> Machine:
    """A station with one posting, at work for a while, and with a recovery code."""
    machine = machine_at("here")
    save_posting(machine)
    machine.keep_code()
    return machine


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
