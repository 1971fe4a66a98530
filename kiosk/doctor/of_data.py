"""Examines what the station keeps: its database and key, its backups, its settings, and the disk that they lie on."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.errors import KeyUnavailable, StoreError
from kiosk.store.integrity import check, schema_version
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import KEY_FILE, DatabaseKey, load_key, was_used
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.upkeep import Upkeep

GIB, MIB = 1 << 30, 1 << 20
LEAST_FREE, FEW_FREE = 200 * MIB, 2 * GIB
"""A backup of a large station and its write-ahead log have 400 MB; an update takes about as much."""
BACKUP_LATE, BACKUP_MISSED = timedelta(hours=26), timedelta(days=3)
"""One a night; the station itself makes one each six hours that it runs."""
PROBE_BYTES = 64 * 1024
OTHERS_MAY_READ = 0o077


def key_of(here: Places) -> DatabaseKey | None:
    """Return the database's key; None where there is no database, or none that can be had."""
    if not was_used(here.database):
        return None
    with suppress(KeyUnavailable):
        return load_key(here.keys, database=here.database, keyring=desktop_keyring())
    return None


def check_database(here: Places, key: DatabaseKey | None) -> Finding:
    """Read the whole of it: every page, index, reference and slot."""
    if not was_used(here.database):
        return amber("database", "none")
    if key is None:
        return red("database", "locked")
    try:
        problems = check(here.database, key)
        version = schema_version(here.database, key) if not problems else 0
    except StoreError as error:
        return red("database", "unreadable", reason=error.key)
    if problems:
        return red("database", "damaged", count=len(problems), first=problems[0])
    if version > SCHEMA_VERSION:
        return red("database", "newer")
    if version < SCHEMA_VERSION:
        return amber("database", "older")
    size = here.database.stat().st_size // MIB
    put_aside = len(list(here.damaged.glob("*.db"))) if here.damaged.is_dir() else 0
    return amber("database", "restored", count=put_aside) if put_aside else green("database", megabytes=size)


def check_key(here: Places) -> Finding:
    """Tell where the key lies, and whether others can read it."""
    file = here.keys / KEY_FILE
    if file.exists():
        if sys.platform != "win32" and file.stat().st_mode & OTHERS_MAY_READ:
            return red("key", "open", file=str(file))
        return green("key", "file")
    if not was_used(here.database):
        return amber("key", "none")
    try:
        load_key(here.keys, database=here.database, keyring=desktop_keyring())
    except KeyUnavailable as error:
        return red("key", "missing", reason=error.key)
    return green("key", "keyring")


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
        first = found.mistakes[0]
        return amber("settings", "mistakes", count=len(found.mistakes), line=str(first.details.get("line", "?")))
    return green("settings", "usual" if found.reading is None else "ok")


def check_backup(here: Places, key: DatabaseKey | None, *, now: datetime) -> Finding:
    """Tell how old the newest backup is, whether one was restored to see, and whether one can be carried away."""
    if key is None:
        return amber("backup", "none-yet")
    health = Upkeep(places=here, key=key, now=lambda: now).health()
    if health.newest_at is None:
        return red("backup", "none")
    hours = max(0, round((now - health.newest_at.astimezone(now.tzinfo)) / timedelta(hours=1)))
    if health.rehearsal is not None and not health.rehearsal.is_good:
        return red("backup", "bad")
    if hours > BACKUP_MISSED / timedelta(hours=1):
        return red("backup", "old", days=hours // 24)
    if hours > BACKUP_LATE / timedelta(hours=1):
        return amber("backup", "late", hours=hours)
    if not health.has_code:
        return amber("backup", "no-code", count=health.count, hours=hours)
    return green("backup", count=health.count, hours=hours)
