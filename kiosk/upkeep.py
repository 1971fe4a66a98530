"""What a station does for itself beside the day's work: a full check, backups, and slips that have run out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.care.places import Places
from kiosk.errors import DamagedDatabase, DiskFull, StoreBusy
from kiosk.services import OpenStation
from kiosk.store.backups import backups_in, clear_log, make_backup
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery import mark_damaged
from kiosk.store.scrubbing import scrub

BACKUP_EVERY = timedelta(hours=6)
"""A damaged database loses at most what was changed since the last backup and cannot be read any more."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Looks after the database in `places`; every method works on connections of its own, on any thread."""

    places: Places
    key: DatabaseKey
    now: Callable[[], datetime]

    def find_damage(self, *, stopped: Callable[[], bool]) -> bool:
        """Check the whole database; tell whether it is damaged, in which case the next opening restores a backup."""
        problems = check(self.places.database, self.key, stopped=stopped)
        for problem in problems or ():
            log.error("database: %s", problem)
        if problems:
            mark_damaged(self.places.database)
        return bool(problems)

    def back_up(self) -> None:
        """Make a backup if the last one is older than `BACKUP_EVERY`, or from a day to come (a clock went wrong)."""
        if self.is_backup_due():
            self.back_up_now()

    def back_up_now(self) -> None:
        """Make a backup, and empty the write-ahead log; a damaged database makes none; the next opening mends it."""
        try:
            self._scrub()
            make_backup(self.places.database, self.key, self.places.backups, now=self.now())
            clear_log(self.places.database, self.key)
        except DamagedDatabase:
            mark_damaged(self.places.database)
            raise

    def _scrub(self) -> None:
        try:
            scrub(self.places.database, self.key)
        except (StoreBusy, DiskFull) as error:
            log.warning("not scrubbed: %s", error.key)

    def is_backup_due(self) -> bool:
        """Tell by the newest backup's own date of change whether it is time for another."""
        newest = next(iter(backups_in(self.places.backups)), None)
        if newest is None:
            return True
        age = self.now().timestamp() - newest.stat().st_mtime
        return not 0 <= age < BACKUP_EVERY.total_seconds()


def upkeep_of(station: OpenStation) -> Upkeep:
    """The upkeep of an open station."""
    return Upkeep(places=station.places, key=station.database.key, now=station.now)
