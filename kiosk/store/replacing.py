"""One database in the place of another, in one step; what lay there before is put aside first, and stays."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.store.connection import connect, is_cut_short, told
from kiosk.store.durable import files_told, made_folder, sync_folder, written_whole
from kiosk.store.keys import DatabaseKey

PIECES = ("", "-wal", "-journal")
"""What belongs to a database on disk; its shared memory is worth nothing to anybody else."""
COMPANIONS = ("-wal", "-journal", "-shm")


def replace_database(path: Path, new: Path, *, key: DatabaseKey | None, aside: Path, now: datetime) -> Path | None:
    """Put the file `new` in the place of the database at `path`, which nobody has open; return where that one lies now.

    It goes into the folder `aside` under a new name, None where there was none. A power cut leaves the one or the
    other: the old file has two names before the new one takes its place. One that `key` does not open, or that is
    damaged, loses its write-ahead log on the way; the log lies in `aside` by then. Raises `DiskFull`, `StoreError`.
    """
    with files_told():
        settle(path, key)
        moved = _put_aside(path, aside, now=now)
        with written_whole(path) as draft:
            os.replace(new, draft)
            for companion in COMPANIONS:
                path.with_name(f"{path.name}{companion}").unlink(missing_ok=True)
            sync_folder(path.parent)  # the old log must not come back beside the new file: it would be played into it
    return moved


def settle(path: Path, key: DatabaseKey | None) -> None:
    """Have all that the write-ahead log holds in the database itself, where that can be done."""
    if key is None or not path.exists() or is_cut_short(path):
        return
    with suppress(StoreError), told(path), closing(connect(path, key)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)").fetchone()


def _put_aside(path: Path, aside: Path, *, now: datetime) -> Path | None:
    if not any(_piece(path, suffix).exists() for suffix in PIECES):
        return None
    made_folder(aside)
    _drop_second_names(path, aside)
    target = _free_name(aside, now)
    for suffix in PIECES:
        if _piece(path, suffix).exists():
            _keep_as_well(_piece(path, suffix), _piece(target, suffix))
    sync_folder(aside)
    return target


def _drop_second_names(path: Path, aside: Path) -> None:
    """A restore that was cut off before its last step left the present database a second name."""
    for other in aside.glob("station-before-restore-*.db"):
        if path.exists() and other.samefile(path):
            other.unlink()


def _keep_as_well(file: Path, target: Path) -> None:
    """Give `file` a second name, or copy it where the file system knows no second names."""
    try:
        os.link(file, target)
    except OSError:
        with written_whole(target) as draft:
            shutil.copyfile(file, draft)


def _free_name(aside: Path, now: datetime) -> Path:
    for number in count(1):
        target = aside / f"station-before-restore-{now:%Y%m%dT%H%M%S}-{number}.db"
        if not any(_piece(target, suffix).exists() for suffix in PIECES):
            return target
    raise AssertionError("numbers do not end")


def _piece(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")
