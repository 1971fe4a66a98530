"""Backups: whole, encrypted copies of the database on the station's own disk, the newest few kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from kiosk.errors import DamagedDatabase
from kiosk.store.connection import connect, told
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey

LOCK_WAIT_S = 60.0
BACKUP_NAME = re.compile(r"station-(\d{6,})-(\d{8}T\d{6})\.db")
NAMED_TIME = "%Y%m%dT%H%M%S"
HELD = ".held"
"""Ending of the empty file beside a backup that stays until it is released, however many come after it."""


def free_bytes(folder: Path) -> int:
    """Return how much room the disk has that holds `folder`."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How many backups stay: `least` whatever they weigh, and up to `most` while all have no more than `most_bytes`.

    At one in six hours that is a week of a small station. Where the disk has less than `reserve_bytes` free, the oldest
    go, and at last all but the newest: a station that cannot save its next slip is worse off than one with few backups.
    A technician may want more than `fewest` whatever they weigh; those go where the disk has less than `roomy_bytes`
    free.
    """

    least: int = 7
    most: int = 28
    most_bytes: int = 1 << 30
    fewest: int = 7
    roomy_bytes: int = 2 << 30
    reserve_bytes: int = 256 << 20
    free_bytes: Callable[[Path], int] = free_bytes


KEEPING = Keeping()


def keeping_at_least(count: int) -> Keeping:
    """Return how backups are kept where a technician wants `count` at least (`backup.keep`)."""
    return Keeping(least=count, most=max(count, KEEPING.most))


def make_backup(path: Path, key: DatabaseKey, folder: Path, *, now: datetime, keeping: Keeping = KEEPING) -> Path:
    """Copy the database at `path` into `folder` and return the copy, checked; older ones go as `keeping` says.

    It works on a connection of its own, so it may run on any thread beside the database's users, and writers need
    not wait. A database that is itself damaged makes no backup: `DamagedDatabase`. Also raises `DiskFull`.
    """
    with files_told(), told(path), _turn(folder):
        _clear_halves(folder)
        _make_room(folder, path, keeping)
        backup = folder / f"station-{newest_number(folder) + 1:06d}-{now.strftime(NAMED_TIME)}.db"
        with written_whole(backup) as draft:
            copy_database(path, draft, key)
            if not is_sound(draft, key):
                raise DamagedDatabase
        _let_go(folder, keeping)
    return backup


def _turn(folder: Path) -> FileLock:
    made_folder(folder)
    return FileLock(folder / "backups.lock", alone=True, wait_s=LOCK_WAIT_S)


def _clear_halves(folder: Path) -> None:
    """Remove what a power cut left of backups, and of notes that one is held, that never got their name."""
    for half in folder.glob(".station-*.db.*.tmp*"):
        half.unlink(missing_ok=True)


def _make_room(folder: Path, path: Path, keeping: Keeping) -> None:
    """Before one is made, the newest of those that are there stays: nobody knows yet whether there will be another."""
    log = path.with_name(f"{path.name}-wal")
    wanted = path.stat().st_size + (log.stat().st_size if log.exists() else 0) if path.exists() else 0
    _free(folder, keeping.reserve_bytes + wanted, keeping)


def _let_go(folder: Path, keeping: Keeping) -> None:
    total = 0
    for place, backup in enumerate(backups_in(folder), start=1):
        size = backup.stat().st_size
        is_beyond = place > keeping.most or (place > keeping.least and total + size > keeping.most_bytes)
        if place > 1 and is_beyond and not _is_held(backup):
            backup.unlink()
        else:
            total += size
    if total > keeping.most_bytes:
        _free(folder, keeping.roomy_bytes, keeping, stay=keeping.fewest)
    _free(folder, keeping.reserve_bytes, keeping)


def _free(folder: Path, wanted_bytes: int, keeping: Keeping, *, stay: int = 1) -> None:
    """Let the oldest go, but for the newest `stay`, until the disk has `wanted_bytes` free."""
    for oldest in reversed(backups_in(folder)[stay:]):
        if keeping.free_bytes(folder) >= wanted_bytes:
            return
        if not _is_held(oldest):
            oldest.unlink()


def hold_backup(backup: Path) -> None:
    """Keep `backup` until `release_backups`, in place of any that was held before. Raises `StoreError`."""
    with files_told(), _turn(backup.parent):
        with written_whole(_hold(backup)) as draft:
            draft.touch()
        for other in backup.parent.glob(f"*{HELD}"):
            if other != _hold(backup):
                other.unlink()


def release_backups(folder: Path) -> None:
    """Let every backup go when its time comes, also one that was held. Raises `StoreError`."""
    with files_told(), _turn(folder):
        for each in folder.glob(f"*{HELD}"):
            each.unlink()


def _hold(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}{HELD}")


def _is_held(backup: Path) -> bool:
    return _hold(backup).exists()


def backups_in(folder: Path) -> list[Path]:
    """Return the backups, newest first by their running number: dates come from a clock, and clocks go wrong."""
    found = [path for path in folder.glob("station-*.db") if BACKUP_NAME.fullmatch(path.name)]
    return sorted(found, key=number_of, reverse=True)


def number_of(backup: Path) -> int:
    """Return the running number of a backup, 0 for a file that is none by its name."""
    matched = BACKUP_NAME.fullmatch(backup.name)
    return int(matched[1]) if matched else 0


def made_at(backup: Path, zone: tzinfo | None) -> datetime:
    """Return when a backup was made, by the station's clock of then, as its name tells; file systems forget such times.

    Raises `OSError` where the name tells none and the file is gone.
    """
    matched = BACKUP_NAME.fullmatch(backup.name)
    try:
        return datetime.strptime(matched[2] if matched else "", NAMED_TIME).replace(tzinfo=zone)
    except ValueError:
        return datetime.fromtimestamp(backup.stat().st_mtime, zone)


def newest_number(folder: Path) -> int:
    """Return the running number of the newest backup, 0 where there is none."""
    return max(map(number_of, backups_in(folder)), default=0)


def copy_database(source: Path, target: Path, key: DatabaseKey, *, new_key: DatabaseKey | None = None) -> None:
    """Copy a database in one read transaction, with what its write-ahead log holds, into one encrypted file.

    The copy opens with `new_key` where one is given.
    """
    with closing(connect(source, key)) as old, closing(connect(target, new_key or key)) as new:
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
