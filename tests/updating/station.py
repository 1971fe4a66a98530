"""A station with a record in it, and programs of tomorrow that are put where they wait for their trial."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from kiosk.care.places import Places
from kiosk.services import open_station
from kiosk.store.integrity import check, schema_version
from kiosk.store.keys import load_key
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.updating.programs import PROGRAM, Programs, Waiting
from tests.ui.watched import WatchedKiosk

ROOT = Path(__file__).parents[2]
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
