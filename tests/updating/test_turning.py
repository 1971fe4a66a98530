"""A new program is tried on a real station under its real watch; where it does not work the former one is back."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.services import open_station
from kiosk.store.integrity import check, schema_version
from kiosk.store.keys import load_key
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.updating.programs import PROGRAM, Programs, Slot, Standing, Waiting
from tests.ui.watched import OPEN, WatchedKiosk

ROOT = Path(__file__).parents[2]
BACK_WITHIN_S = 60.0
INTERRUPTIONS = 20
WELL = json.dumps(
    {"findings": [{"check": name, "light": "green"} for name in ("libraries", "files", "fonts", "voice-zh")]}
)
UNWELL = json.dumps({"findings": [{"check": "libraries", "light": "red"}]})
NEW = """#!/bin/sh
# A program of tomorrow: this checkout's, but for what it does here.
case $1 in
    doctor) echo '{doctor}' ;;
    run) {run} ;;
    *) cd {root}; exec {python} -P -m ui.cli "$@" ;;
esac
"""
WORKS = 'cd {root}; exec {python} -P -m ui.cli "$@"'
DIES = "exit 1"
ENDS_AT_ONCE = "exit 0"
MIGRATES = "cd {root}; {python} -m tests.updating.tomorrow $3"
MIGRATES_AND_DIES = MIGRATES + "; exit 1"
MIGRATES_AND_HANGS = MIGRATES + "; echo .; exec sleep 600"
CRASHES_AT_THE_FIRST_PICTURE = "echo .; sleep 0.5; kill -SEGV $$"


class Station:
    """A station with a record that was told to be saved, and a new program that waits for its trial."""

    def __init__(self, folder: Path) -> None:
        self.here = Places(data=folder / "data", keys=folder / "keys")
        self.programs = Programs(self.here.programs)
        with open_station(self.here) as station:
            self.id = station.station.id

    def offer(self, run: str, *, doctor: str = WELL, version: str = "2.0") -> Waiting:
        """Put a new program there that does `run` where a kiosk is to be shown."""
        words = {"root": ROOT, "python": sys.executable}
        slot = self.programs.free_slot()
        program = self.programs.place(slot) / PROGRAM
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(NEW.format(doctor=doctor, run=run.format(**words), **words), "utf-8")
        program.chmod(0o755)
        waiting = Waiting(slot=slot, version=version)
        self.programs.made_ready(waiting)
        return waiting

    def watched(self) -> WatchedKiosk:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        return WatchedKiosk([sys.executable, "-P", "-m", "ui.cli"], self.here.data, environment=environment)

    def assert_data_are_whole(self) -> None:
        """The database is one of today's program, sound, and the record that was saved is there."""
        key = load_key(self.here.keys, database=self.here.database)
        assert schema_version(self.here.database, key) == SCHEMA_VERSION
        assert check(self.here.database, key) == []
        with open_station(self.here) as station:
            assert station.station.id == self.id


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path)


@pytest.fixture
def begin(station: Station) -> Iterator[Callable[[], WatchedKiosk]]:
    begun: list[WatchedKiosk] = []

    def started() -> WatchedKiosk:
        begun.append(station.watched())
        return begun[-1]

    yield started
    for one in begun:
        if one.watch.poll() is None:
            one.end()


def is_in_force(watched: WatchedKiosk, program: str) -> bool:
    with suppress(OSError):
        return watched.kiosk is not None and "update: " + program in watched.log
    return False


def test_a_new_program_that_works_is_in_force_at_once_and_after_the_next_start(
    station: Station, begin: Callable[[], WatchedKiosk]
) -> None:
    station.offer(WORKS)
    first = begin()
    first.wait(lambda: is_in_force(first, "2.0 is in force"))
    assert station.programs.standing() == Standing(in_force=Slot.A, version="2.0")
    assert first.end() == 0
    second = begin()
    second.wait_until_open(2)
    assert second.log.count("is on trial") == 1
    assert second.end() == 0
    station.assert_data_are_whole()


@pytest.mark.parametrize("run", [DIES, ENDS_AT_ONCE, MIGRATES_AND_DIES, CRASHES_AT_THE_FIRST_PICTURE])
def test_one_that_does_not_work_is_left_with_the_data_of_before(
    station: Station, begin: Callable[[], WatchedKiosk], run: str
) -> None:
    station.offer(run)
    watched = begin()
    began = time.monotonic()
    watched.wait(lambda: OPEN in watched.log.partition("back to the one before")[2])
    assert time.monotonic() - began < BACK_WITHIN_S
    assert station.programs.standing() == Standing(refused=("2.0",))
    assert watched.end() == 0
    station.assert_data_are_whole()
    put_aside = list(station.here.damaged.glob("*.db")) if station.here.damaged.exists() else []
    assert len(put_aside) == (run == MIGRATES_AND_DIES)


@pytest.mark.alone
def test_one_that_hangs_is_left_within_a_minute(station: Station, begin: Callable[[], WatchedKiosk]) -> None:
    station.offer(MIGRATES_AND_HANGS)
    watched = begin()
    watched.wait(lambda: "is on trial" in watched.log)
    seconds = watched.wait(lambda: OPEN in watched.log.partition("back to the one before")[2], BACK_WITHIN_S)
    assert seconds < BACK_WITHIN_S
    assert watched.end() == 0
    station.assert_data_are_whole()


def test_one_that_finds_itself_unwell_is_not_even_begun(station: Station, begin: Callable[[], WatchedKiosk]) -> None:
    station.offer(MIGRATES_AND_DIES, doctor=UNWELL)
    watched = begin()
    watched.wait_until_open()
    assert "2.0 was not begun: libraries" in watched.log
    assert station.programs.standing() == Standing(refused=("2.0",))
    assert list(station.here.backups.glob("*.held")) == []


def test_where_no_backup_can_be_made_the_old_program_goes_on(
    station: Station, begin: Callable[[], WatchedKiosk]
) -> None:
    station.offer(WORKS)
    station.here.backups.mkdir(exist_ok=True)
    for name in station.here.backups.iterdir():
        name.unlink()
    station.here.backups.rmdir()
    station.here.backups.write_text("a file, where a folder should be")
    watched = begin()
    watched.wait_until_open()
    standing = station.programs.standing()
    assert (standing.in_force, standing.trial) == (Slot.INSTALLED, None)


def processes_of(data: Path) -> list[int]:
    listed = subprocess.run(["pgrep", "-f", str(data)], capture_output=True, text=True, check=False)
    return [int(process) for process in listed.stdout.split()]


@pytest.mark.parametrize("seed", range(INTERRUPTIONS))
def test_cut_off_at_any_moment_the_station_starts_and_has_its_data(
    station: Station, begin: Callable[[], WatchedKiosk], seed: int
) -> None:
    """Everything that runs is killed at a random moment of the turn, as by a power cut, twice; then it starts again."""
    chance = random.Random(seed)
    station.offer(chance.choice([WORKS, MIGRATES_AND_DIES, MIGRATES_AND_DIES, DIES]))
    for _ in range(2):
        watched = begin()
        time.sleep(chance.uniform(0.05, 3.0))
        for process in (watched.watch.pid, *processes_of(station.here.data)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        watched.watch.wait()
    last = begin()
    opened = last.times_open
    last.wait(lambda: station.programs.standing().trial is None and last.times_open > opened)
    standing = station.programs.standing()
    assert standing.in_force is Slot.A or standing.refused == ("2.0",)
    assert last.end() == 0
    station.assert_data_are_whole()
