"""Examines what the station keeps: its database, its backups, its settings, and the disk that they lie on."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.care.config.in_force import Origin, settings_in_force
from kiosk.care.places import Places
from kiosk.domain.finding import Finding, Light, amber, green, red
from kiosk.elsewhere import Elsewhere
from kiosk.errors import DamagedDatabase, DiskFull, StoreBusy, StoreError
from kiosk.store.connection import is_cut_short
from kiosk.store.integrity import check, schema_version
from kiosk.store.keys import DatabaseKey, read_mark, was_used
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.upkeep import BackupHealth, Upkeep

GIB, MIB = 1 << 30, 1 << 20
LEAST_FREE, FEW_FREE = 200 * MIB, 2 * GIB
"""A backup of a large station and its write-ahead log have 400 MB; an update takes about as much."""
BACKUP_LATE, BACKUP_MISSED = timedelta(hours=26), timedelta(days=3)
"""One a night; the station itself makes one each six hours that it runs."""
CLOCKS_DIFFER = timedelta(hours=1)
"""A backup from later than that was made while a clock was wrong: this one, or the one of then."""
GONE = frozenset({"error-backup-no-folder", "error-backup-stick-gone"})
PROBE_BYTES = 64 * 1024


def check_database(here: Places, key: DatabaseKey | None) -> Finding:
    """Read the whole of it: every page, index, reference and slot. Of another program's, only the version is read."""
    if not was_used(here.database):
        return amber("database", "none")
    if key is None:
        return red("database", "locked")
    if not here.database.exists() or is_cut_short(here.database):
        return red("database", "empty")
    try:
        return _of_whole(here, key)
    except DamagedDatabase:
        is_this_key = read_mark(here.database) == key.mark()
        return red("database", "torn") if is_this_key else red("database", "other-key")
    except StoreBusy:
        return amber("database", "busy")
    except DiskFull:
        return red("database", "no-room")
    except StoreError:
        return red("database", "unreadable")


def _of_whole(here: Places, key: DatabaseKey) -> Finding:
    version = schema_version(here.database, key)
    if version > SCHEMA_VERSION:
        return red("database", "newer")
    if version < SCHEMA_VERSION:
        return amber("database", "older")
    problems = check(here.database, key)
    if problems:
        return red("database", "damaged", count=len(problems), first=problems[0])
    size = here.database.stat().st_size // MIB
    put_aside = len(list(here.damaged.glob("*.db"))) if here.damaged.is_dir() else 0
    return amber("database", "restored", count=put_aside) if put_aside else green("database", megabytes=size)


def check_disk(here: Places) -> Finding:
    """Tell how much room there is, and whether something can be written."""
    folder = next(one for one in (here.data, *here.data.parents) if one.exists())
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return red("disk", "full", megabytes=free // MIB)
    if here.data.exists() and not _can_write(here.data):
        return red("disk", "read-only", folder=str(here.data))
    if free < FEW_FREE:
        return amber("disk", "low", megabytes=free // MIB)
    return green("disk", gigabytes=free // GIB)


def _can_write(folder: Path) -> bool:
    probe = folder / f".doctor.{os.getpid()}.tmp"
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return True


def check_settings(here: Places) -> Finding:
    """Read `station.toml` as the kiosk would."""
    found = settings_in_force(here.settings)
    if found.mistakes:
        case = "last-good" if found.origin is Origin.LAST_GOOD else "mistakes"
        return amber("settings", case, count=len(found.mistakes))
    return green("settings", "usual" if found.reading is None else "ok")


def check_backup(here: Places, key: DatabaseKey | None, *, now: datetime) -> Finding:
    """Tell how old the newest backup is, whether one was restored to see, and whether one can be carried away."""
    if not was_used(here.database):
        return amber("backup", "none-yet")
    if key is None:
        return amber("backup", "not-known")
    upkeep = Upkeep(places=here, key=key, now=lambda: now)
    health = upkeep.health()
    if health.newest_at is None:
        return red("backup", "none")
    if health.rehearsal is not None and not health.rehearsal.is_good:
        return red("backup", "bad")
    found = _of_age(health, now - health.newest_at)
    return found if found.light is not Light.GREEN else _of_elsewhere(Elsewhere(upkeep=upkeep), now) or found


def _of_elsewhere(elsewhere: Elsewhere, now: datetime) -> Finding | None:
    """What is wrong with the one more place, None for nothing; its note is asked, as a share that hangs hangs us."""
    if elsewhere.folder is None:
        return None
    note, folder = elsewhere.note(), str(elsewhere.folder)
    if note.fault in GONE:
        return amber("backup", "elsewhere-gone", folder=folder)
    if note.fault == "error-backup-stick-full":
        return amber("backup", "elsewhere-full", folder=folder)
    if note.fault:
        return amber("backup", "elsewhere-failed", folder=folder)
    if not -CLOCKS_DIFFER <= now - datetime.fromtimestamp(note.made_ms / 1000, now.tzinfo) <= BACKUP_LATE:
        return amber("backup", "elsewhere-late", folder=folder)
    return None if note.is_apart else amber("backup", "elsewhere-same-disk", folder=folder)


def _of_age(health: BackupHealth, age: timedelta) -> Finding:
    hours = max(0, round(age / timedelta(hours=1)))
    if age < -CLOCKS_DIFFER:
        return amber("backup", "ahead")
    if age > BACKUP_MISSED:
        return red("backup", "old", days=age.days)
    if age > BACKUP_LATE:
        return amber("backup", "late", hours=hours)
    if not health.has_code:
        return amber("backup", "no-code", count=health.count, hours=hours)
    return green("backup", count=health.count, hours=hours)
