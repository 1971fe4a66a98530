"""Backups: whole, encrypted copies of the database, the newest few kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kiosk.errors import DamagedDatabase
from kiosk.store.connection import connect, told
from kiosk.store.durable import files_told, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey

KEEP = 7
LOCK_WAIT_S = 60.0
BACKUP_NAME = re.compile(r"station-(\d{6,})-\d{8}T\d{6}\.db")


def make_backup(path: Path, key: DatabaseKey, folder: Path, *, now: datetime, keep: int = KEEP) -> Path:
    """Copy the database at `path` into `folder` and return the copy, checked; older ones beyond `keep` are deleted.

    It works on a connection of its own, so it may run on any thread beside the database's users, and writers need
    not wait. A database that is itself damaged makes no backup: `DamagedDatabase`. Also raises `DiskFull`.
    """
    with files_told(), told(path), _turn(folder):
        older = backups_in(folder)
        backup = folder / f"station-{_number(older) + 1:06d}-{now:%Y%m%dT%H%M%S}.db"
        with written_whole(backup) as draft:
            copy_database(path, draft, key)
            if not is_sound(draft, key):
                raise DamagedDatabase
        for old in older[keep - 1 :]:
            old.unlink()
    return backup


def _turn(folder: Path) -> FileLock:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileLock(folder / "backups.lock", alone=True, wait_s=LOCK_WAIT_S)


def backups_in(folder: Path) -> list[Path]:
    """Return the backups, newest first by their running number: dates come from a clock, and clocks go wrong."""
    found = [path for path in folder.glob("station-*.db") if BACKUP_NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: _number([path]), reverse=True)


def _number(newest_first: Sequence[Path]) -> int:
    matched = BACKUP_NAME.fullmatch(newest_first[0].name) if newest_first else None
    return int(matched[1]) if matched else 0


def copy_database(source: Path, target: Path, key: DatabaseKey) -> None:
    """Copy a database in one read transaction, with what its write-ahead log holds, into one encrypted file."""
    with closing(connect(source, key)) as old, closing(connect(target, key)) as new:
        old.backup(new)
        new.execute("pragma journal_mode = delete").fetchone()


def clear_log(path: Path, key: DatabaseKey) -> bool:
    """Empty the write-ahead log, which holds pages as they were before; False where somebody is just using it.

    Forgetting does so at once; where another program was reading then, the names stay in the log until this is called.
    """
    with told(path), closing(connect(path, key)) as connection:
        connection.execute("pragma busy_timeout = 0")  # nobody waits for it: there is a next time
        busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not busy


def is_sound(path: Path, key: DatabaseKey) -> bool:
    """Tell whether the database at `path` opens with `key` and every page and row of it is whole."""
    try:
        with told(path), closing(connect(path, key)) as connection:
            torn = connection.execute("pragma cipher_integrity_check").fetchall()
            answer = connection.execute("pragma integrity_check(1)").fetchone()
    except DamagedDatabase:
        return False
    return not torn and answer == ("ok",)
