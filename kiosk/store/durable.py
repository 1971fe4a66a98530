"""Files that a power cut leaves either as they were or as they were meant to be."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import DiskFull, StoreError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when it takes nothing more: disk, quota or the largest file that this user may write."""


@contextmanager
def files_told() -> Iterator[None]:
    """Turn what the system says of files into `DiskFull` or `StoreError`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull from error
        raise StoreError from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut; Windows keeps its folders in a journal of its own."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def made_folder(folder: Path) -> None:
    """Make `folder`, closed to others, where it is not there, and have it and those above it survive a power cut.

    What is synced in a folder whose own name was not is lost with it; who made it may have been another process.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for above in folder.parents:
        with suppress(OSError):  # of those far above, not all are ours to read
            sync_folder(above)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a new name beside `path` to write to, which takes the place of `path` when the block ends well.

    After a power cut `path` is what it was before or what was written, never half of it.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        yield draft
        _sync_file(draft)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
