"""What a station does for itself beside the day's work: a full check, backups, and a restore rehearsed now and then."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.care.central_clock import boot_id
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.config.sections import BackupSection
from kiosk.care.places import Places
from kiosk.errors import DamagedDatabase, DiskFull, Refused, StoreBusy
from kiosk.services import OpenStation
from kiosk.store.backups import (
    backups_in,
    clear_log,
    hold_backup,
    keeping_at_least,
    made_at,
    make_backup,
)
from kiosk.store.durable import files_told, written_whole
from kiosk.store.forgotten_note import ForgottenNote
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery import mark_damaged
from kiosk.store.rehearsal import Rehearsal, last_rehearsal, rehearse
from kiosk.store.scrubbing import scrub
from kiosk.store.wrapped_key import kept_wrapped

if TYPE_CHECKING:
    from kiosk.store.backup_files.carrying import Carried, Progress

BACKUP_EVERY = timedelta(hours=6)
"""A damaged database loses at most what was changed since the last backup and cannot be read any more."""
SANE_YEAR = 2020
"""A clock of an earlier year was never set."""
BOOT = "boot"
REHEARSE_EVERY = timedelta(days=7)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHealth:
    """How the station's own backups stand. `newest_at` is None where there is none, `rehearsal` where none was made.

    `has_code` tells whether a backup can be carried to another disk: there is a recovery code.
    """

    count: int
    newest_at: datetime | None
    rehearsal: Rehearsal | None
    has_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Looks after the database in `places`; every method works on connections of its own, on any thread.

    `boot` names the present start of the machine.
    """

    places: Places
    key: DatabaseKey
    now: Callable[[], datetime]
    boot: Callable[[], str] = boot_id

    @property
    def settings(self) -> BackupSection:
        """What the station's file says of backups at this moment."""
        return settings_in_force(self.places.settings).settings.backup

    def find_damage(self, *, stopped: Callable[[], bool]) -> bool:
        """Check the whole database; tell whether it is damaged, in which case the next opening restores a backup."""
        problems = check(self.places.database, self.key, stopped=stopped)
        for problem in problems or ():
            log.error("database: %s", problem)
        if problems:
            mark_damaged(self.places.database)
        return bool(problems)

    def back_up(self) -> None:
        """Make a backup if one is due, and rehearse its restore if that is."""
        if self.is_backup_due():
            self.back_up_now()
        if self.is_rehearsal_due():
            self.rehearse_restore()

    def back_up_now(self) -> Path:
        """Make a backup, and empty the write-ahead log; a damaged database makes none; the next opening mends it."""
        try:
            self._scrub()
            keeping = keeping_at_least(self.settings.keep)
            backup = make_backup(self.places.database, self.key, self.places.backups, now=self.now(), keeping=keeping)
            clear_log(self.places.database, self.key)
            self._note_boot()
        except DamagedDatabase:
            mark_damaged(self.places.database)
            raise
        return backup

    def _scrub(self) -> None:
        try:
            scrub(self.places.database, self.key)
        except (StoreBusy, DiskFull) as error:
            log.warning("not scrubbed: %s", error.key)

    def is_backup_due(self) -> bool:
        """Tell whether the newest is older than `BACKUP_EVERY`, or than the last `backup.at`: nights are made up.

        So it is where the newest is from a day to come (a clock went wrong), or no good; and once a start of a machine
        whose clock begins anew with it.
        """
        newest = next(iter(backups_in(self.places.backups)), None)
        if newest is None:
            return True
        rehearsal = last_rehearsal(self.places.backups)
        if rehearsal is not None and rehearsal.backup == newest.name and not rehearsal.is_good:
            return True
        now = self.now()
        if now.year < SANE_YEAR and self._noted_boot() != self.boot():
            return True
        made = made_at(newest, now.tzinfo)
        return not timedelta() <= now - made < BACKUP_EVERY or made < last_time(self.settings.at, now)

    def _note_boot(self) -> None:
        """A clock that nobody set may begin with the same moment at each start: then starts are told apart by this."""
        if self.now().year < SANE_YEAR:
            with files_told(), written_whole(self.places.backups / BOOT) as draft:
                draft.write_text(self.boot(), "ascii")

    def _noted_boot(self) -> str:
        try:
            return (self.places.backups / BOOT).read_text("ascii")
        except (OSError, ValueError):
            return ""

    def seconds_to_backup(self) -> float:
        """Return in how many seconds it is `backup.at`: more than 0, at most a day."""
        now = self.now()
        return (last_time(self.settings.at, now) + timedelta(days=1) - now).total_seconds()

    def back_up_to(self, folder: Path, *, progress: Progress | None = None) -> Carried:
        """Make a backup, and put it into `folder` on another disk or a stick as one file that a new machine can open.

        Raises `Refused` where there is no recovery code yet, before anything is made, or for what is wrong there.
        """
        if kept_wrapped(self.places.wrapped_key, self.key) is None:
            raise Refused("error-backup-no-code")
        if not folder.is_dir():
            raise Refused("error-backup-no-folder", folder=str(folder))
        return self.carry(self.back_up_now(), folder, progress=progress)

    def carry(
        self, backup: Path, folder: Path, *, most: int | None = None,
        progress: Progress | None = None,
    ) -> Carried:  # fmt: skip
        """Put a backup of the station's own into `folder` as such a file; `most` of the station stay there.

        Whoever carries into the one more place of the settings is waited for there, and nowhere else. Raises as
        `back_up_to`, and `StoreError`.
        """
        from kiosk.store.backup_files.carrying import CARRYING, Cargo, carry, untold
        from kiosk.store.backup_files.elsewhere import TURN
        from kiosk.store.backup_files.sealed_settings import settings_in
        from kiosk.store.backup_files.shelf import SHELF_KEEPING

        wrapped = kept_wrapped(self.places.wrapped_key, self.key)
        if wrapped is None:
            raise Refused("error-backup-no-code")
        settings = settings_in(self.places.settings)
        cargo = Cargo(made=self.now(), backup=backup, key=self.key, wrapped=wrapped, settings=settings)
        keeping = replace(SHELF_KEEPING, most=most or SHELF_KEEPING.most)
        gone_through = self._gone_through()
        return carry(
            cargo, folder, gone_through=gone_through, keeping=keeping, progress=progress or untold,
            turn=TURN if str(folder) == self.settings.folder else CARRYING,
        )  # fmt: skip

    def _gone_through(self) -> int:
        """The number of the last backup that holds somebody whose traces were to be gone from backups by now."""
        now_ms = int(self.now().timestamp() * 1000)
        entries = ForgottenNote(self.places.backups).entries()
        return max((entry.through for entry in entries if entry.gone_ms <= now_ms), default=0)

    def backup_before_update(self) -> Path:
        """Make a backup that stays until `release_backups`, in place of one from before an earlier update."""
        backup = self.back_up_now()
        hold_backup(backup)
        return backup

    def is_rehearsal_due(self) -> bool:
        """Tell whether the last one was `REHEARSE_EVERY` ago, or has a date to come, or was of no good backup."""
        last = last_rehearsal(self.places.backups)
        if last is None or not last.is_good:
            return True
        age_s = self.now().timestamp() - last.at_ms / 1000
        return not 0 <= age_s < REHEARSE_EVERY.total_seconds()

    def rehearse_restore(self) -> Rehearsal | None:
        """Restore the newest backup into a file that nobody uses, check it whole, and keep how it went for `health`.

        None where there is no backup or too little room. A bad one is followed by another with the next `back_up`.
        """
        try:
            now_ms = int(self.now().timestamp() * 1000)
            rehearsal = rehearse(self.places.backups, self.key, now_ms=now_ms)
        except DiskFull:
            log.info("There is too little room to rehearse a restore.")
            return None
        for problem in rehearsal.problems if rehearsal else ():
            log.error("backup %s: %s", rehearsal.backup if rehearsal else "", problem)
        return rehearsal

    def health(self) -> BackupHealth:
        """Tell how the backups stand, for whoever looks after the station."""
        backups = backups_in(self.places.backups)
        return BackupHealth(
            count=len(backups),
            newest_at=made_at(backups[0], self.now().tzinfo) if backups else None,
            rehearsal=last_rehearsal(self.places.backups),
            has_code=kept_wrapped(self.places.wrapped_key, self.key) is not None,
        )


def last_time(at: time, now: datetime) -> datetime:
    """Return the last moment, `now` or before, at which a clock showed `at`."""
    today = datetime.combine(now.date(), at, tzinfo=now.tzinfo)
    return today if today <= now else today - timedelta(days=1)


def upkeep_of(station: OpenStation) -> Upkeep:
    """The upkeep of an open station."""
    return Upkeep(places=station.places, key=station.database.key, now=station.now)
