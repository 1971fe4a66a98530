"""A private folder for sound that must not stay: in memory where the system has such a place, gone with its process."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

LOCK, HELD = "lock", b"1"
"""What stands in the lock once it was held: a folder whose lock is empty is just being made."""


class Scratch:
    """A folder of this process alone (0700), below the first of `roots` that will do.

    What earlier processes left there when they were killed is removed now; folders of processes that live are kept.
    Raises `OSError` if no folder can be made at all.
    """

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        base = _private_base(memory_roots() if roots is None else roots)
        _remove_left_over(base)
        self.folder = Path(tempfile.mkdtemp(prefix="speech-", dir=base))
        self._lock: int | None = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        _lock(self._lock, waits=True)  # others try it for a moment
        with suppress(OSError):
            os.write(self._lock, HELD)
        self._numbers = count(1)

    def new_path(self) -> Path:
        """Return a path for a clip that no other clip of this process had."""
        return self.folder / f"{next(self._numbers)}.wav"

    def clips(self) -> Iterator[Path]:
        """The files that lie here now."""
        return (path for path in self.folder.iterdir() if path.name != LOCK)

    def close(self) -> None:
        """Remove the folder; closing twice does no harm."""
        handle, self._lock = self._lock, None
        if handle is not None:
            os.close(handle)
        shutil.rmtree(self.folder, ignore_errors=True)


def memory_roots() -> tuple[Path, ...]:
    """Folders that this user may write to, those in memory first."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    memory = (Path(runtime),) if runtime else ()
    return (*memory, Path("/dev/shm"), Path(tempfile.gettempdir()))


def _private_base(roots: Sequence[Path]) -> Path:
    """Return our folder below one of `roots`; a folder that another user prepared there is not trusted."""
    user = os.getuid() if sys.platform != "win32" else 0
    for root in roots:
        base = root / f"yizhan-{user}"
        try:
            base.mkdir(mode=0o700, exist_ok=True)
            found = base.lstat()
        except OSError:
            continue
        if sys.platform == "win32" or (
            stat.S_ISDIR(found.st_mode) and found.st_uid == user and not found.st_mode & 0o077
        ):
            return base
    return Path(tempfile.mkdtemp(prefix="yizhan-"))


def _remove_left_over(base: Path) -> None:
    for folder in base.glob("speech-*"):
        if not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    """Tell whether a living process holds the folder's lock, or is about to: one without clips may just be made."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return not _has_clips(folder)
    except OSError:
        return True
    try:
        _lock(handle, waits=False)
        return not os.fstat(handle).st_size and not _has_clips(folder)
    except OSError:
        return True
    finally:
        os.close(handle)


def _has_clips(folder: Path) -> bool:
    with suppress(OSError):  # gone meanwhile
        return any(folder.glob("*.wav"))
    return False


def _lock(handle: int, *, waits: bool) -> None:
    """Take the lock or raise `OSError`; the system gives it back when the process ends, however it ends."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
