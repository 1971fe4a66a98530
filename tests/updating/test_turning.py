"""A new program is tried on a real station under its real watch; where it does not work the former one is back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.care.program import program_argv
from kiosk.updating.programs import Slot, Standing, Waiting
from kiosk.updating.turning import Turning
from tests.ui.watched import OPEN, WatchedKiosk
from tests.updating.station import (
    CRASHES_AT_THE_FIRST_PICTURE,
    DIES,
    ENDS_AT_ONCE,
    MIGRATES_AND_DIES,
    MIGRATES_AND_HANGS,
    UNWELL,
    WORKS,
    Station,
)

BACK_WITHIN_S = 60.0
INTERRUPTIONS = 20


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


def test_one_that_is_gone_is_not_taken_for_the_installed_one(station: Station) -> None:
    waiting = station.offer(WORKS)
    shutil.rmtree(station.programs.place(waiting.slot))
    turning(station).before_life()
    assert station.programs.standing() == Standing(refused=("2.0",))


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


def turning(station: Station, *, installed: str = "1.0") -> Turning:
    return Turning(station.programs, station.here, installed=installed, now=local_now, told=print)


def test_one_whose_trial_was_cut_off_is_tried_once_more_and_not_a_third_time(station: Station) -> None:
    """A power cut is no fault of the program, unless it comes each time."""
    waiting = station.offer(WORKS)
    turning(station).before_life()
    assert turning(station).is_on_trial
    turning(station).before_life()
    assert station.programs.standing() == Standing(ready=replace(waiting, was_cut=True))
    assert turning(station).argv() == program_argv(), "the station is open with the one before first"
    turning(station).before_life()
    assert turning(station).is_on_trial
    turning(station).before_life()
    assert station.programs.standing() == Standing(refused=("2.0",))


def test_a_newer_package_that_is_installed_wins_over_a_program_that_was_fetched(station: Station) -> None:
    station.programs.begun(station.offer(WORKS), backup="")
    station.programs.proved()
    for installed in ("2.0", "1.9", "", "?"):
        turning(station, installed=installed).before_life()
        assert turning(station).argv() == station.programs.argv(Slot.A)
    station.offer(WORKS, version="3.0")
    turning(station, installed="10.0").before_life()
    assert turning(station).argv() == program_argv()
    standing = station.programs.standing()
    assert (standing.former_version, standing.ready) == ("2.0", None), "one can go back to it, and 3.0 is too old now"


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
    waits_again = standing.ready == Waiting(slot=Slot.A, version="2.0", was_cut=True)
    assert standing.in_force is Slot.A or standing.refused == ("2.0",) or waits_again
    assert last.end() == 0
    station.assert_data_are_whole()
