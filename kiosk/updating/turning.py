"""Turns from one program to the next: data backed up, the new one begun, and the old one with its data where it fails.

Nobody can have saved anything in a trial that failed: it ends in the moment in which the station is open, or before.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from kiosk.care.places import Places
from kiosk.errors import StoreError, YizhanError
from kiosk.store.backups import backups_in, release_backups
from kiosk.store.database import lock_file
from kiosk.store.durable import files_told, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.integrity import schema_version
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import load_key, was_used
from kiosk.store.replacing import replace_database
from kiosk.updating.programs import Programs, Slot, Trial, Waiting
from kiosk.upkeep import Upkeep

EXAMINED_WITHIN_S = 30.0
MUST_BE_WELL = ("libraries", "files", "fonts", "voice-zh")
"""What a new program must find in order before it is begun: it is its own, and no matter of the machine's devices."""
OTHERS_WAIT_S = 5.0


class Turning:
    """The turn of one station; used by the process that watches the kiosk, between two lives of it.

    `installed`: the version of the installed program, empty where it is not known.
    """

    def __init__(
        self,
        programs: Programs,
        here: Places,
        *,
        installed: str,
        now: Callable[[], datetime],
        told: Callable[[str], None],
    ) -> None:
        self._programs, self._here, self._installed = programs, here, installed
        self._now, self._told = now, told

    # What `kiosk.care.watching.keeper.Turn` asks for.

    @property
    def is_on_trial(self) -> bool:
        """Whether the program that is begun next, or runs now, has yet to prove itself."""
        return self._programs.standing().trial is not None

    def argv(self) -> Sequence[str]:
        """The words that start the program whose turn it is."""
        standing = self._programs.standing()
        return self._programs.argv(standing.trial.slot if standing.trial else standing.in_force)

    def before_life(self) -> None:
        """Begin the trial of a program that is ready; leave one that was cut off in the middle of its trial.

        That one is tried once more, but not in this life: the station is to be open first. Nothing is raised: where
        anything is in the way, the program in force goes on.
        """
        try:
            if (trial := self._programs.standing().trial) is not None:
                self._left(trial, self._programs.cut_off, "was cut off")
                return
            self._programs.heed_installed(self._installed)
            if (ready := self._programs.standing().ready) is not None:
                self._begin(ready)
        except (YizhanError, OSError) as error:
            self._told(f"update: {error}")

    def opened(self) -> None:
        """The station is open: a program on trial has proved itself."""
        standing = self._programs.standing()
        if standing.trial is not None:
            self._programs.proved()
            self._told(f"update: {standing.trial.version} is in force")
            with suppress(YizhanError):
                release_backups(self._here.backups)

    def leave(self) -> None:
        """Go back to the former program, with the data as they were before the trial.

        What is in the way is told, and it is tried again before the next life. Done again after it was cut off, it
        comes to the same.
        """
        trial = self._programs.standing().trial
        if trial is not None:
            self._left(trial, self._programs.failed, "does not work here")

    def _left(self, trial: Trial, note: Callable[[], None], why: str) -> None:
        try:
            if trial.backup:
                self._return_data(trial.backup)
            note()
            self._told(f"update: {trial.version} {why}; back to the one before")
        except (YizhanError, OSError) as error:
            self._told(f"update: not back yet: {error}")

    def _begin(self, ready: Waiting) -> None:
        wrong = self._examined(ready.slot)
        if wrong:
            self._told(f"update: {ready.version} was not begun: {wrong}")
            self._programs.begun(ready, backup="")
            self._programs.failed()
            return
        backup = self._backed_up()
        self._programs.begun(ready, backup=backup)
        self._told(f"update: {ready.version} is on trial")

    def _examined(self, slot: Slot) -> str:
        """What the new program finds wrong with itself; empty where nothing is."""
        if not self._programs.is_there(slot):
            return "it is gone"
        command = [*self._programs.argv(slot), "doctor", "--json", "--data", str(self._here.data)]
        try:
            ended = subprocess.run(
                command, capture_output=True, timeout=EXAMINED_WITHIN_S, stdin=subprocess.DEVNULL, check=False
            )
            findings = {one["check"]: one["light"] for one in json.loads(ended.stdout)["findings"]}
        except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        return ", ".join(name for name in MUST_BE_WELL if findings.get(name, "red") == "red")

    def _backed_up(self) -> str:
        """Make a backup that is held, and return its name; empty where there are no data yet."""
        if not was_used(self._here.database):
            return ""
        key = load_key(self._here.keys, database=self._here.database, keyring=desktop_keyring())
        return Upkeep(places=self._here, key=key, now=self._now).backup_before_update().name

    def _return_data(self, name: str) -> None:
        """Put the backup in the place of a database that the new program brought up to date; another is as it was."""
        backup = next((path for path in backups_in(self._here.backups) if path.name == name), None)
        if backup is None:
            raise StoreError
        key = load_key(self._here.keys, database=self._here.database, keyring=desktop_keyring())
        with FileLock(lock_file(self._here.database), alone=True, wait_s=OTHERS_WAIT_S):
            if self._is_as_before(backup_version=schema_version(backup, key)):
                return
            copy = self._here.database.with_name(f"{self._here.database.name}.former")
            with files_told(), written_whole(copy) as draft:
                shutil.copyfile(backup, draft)
            replace_database(self._here.database, copy, key=key, aside=self._here.damaged, now=self._now())

    def _is_as_before(self, *, backup_version: int) -> bool:
        key = load_key(self._here.keys, database=self._here.database, keyring=desktop_keyring())
        try:
            return schema_version(self._here.database, key) == backup_version
        except StoreError:
            return False
