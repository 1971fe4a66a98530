"""A lock between processes, held on an open file and dropped by the system when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.errors import StoreBusy

POLL_S = 0.02


class FileLock:
    """A lock on `path` (an empty file that stays): many may hold it shared, or one alone.

    Two locks of one process exclude each other just as those of two processes do. Windows knows no shared locks, and
    there a shared lock is none at all: what it guards against, moving an open file away, Windows itself refuses.
    """

    def __init__(self, path: Path, *, alone: bool, wait_s: float) -> None:
        """Take the lock; raise `StoreBusy` when others hold it for longer than `wait_s` seconds."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        deadline = time.monotonic() + wait_s
        while not _taken(self._file, alone=alone):
            if time.monotonic() >= deadline:
                os.close(self._file)
                raise StoreBusy
            time.sleep(POLL_S)

    def release(self) -> None:
        """Let others have it; a second release does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _taken(file: int, *, alone: bool) -> bool:
        if not alone:
            return True
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
