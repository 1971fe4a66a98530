"""Looks at what lies on the machine for a technician: backups, crashes, the log, the program. Nothing is changed."""

from __future__ import annotations

import os
import platform
import sys
from collections import deque
from datetime import datetime
from pathlib import Path

from kiosk.care.clock import local_now
from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places
from kiosk.care.watching.crashes import crashes_in
from kiosk.desk.machine_told import AboutMachine, BackupsSeen, ElsewhereSeen, TroublesSeen
from kiosk.errors import StoreBusy
from kiosk.store.backup_files.elsewhere import note_of
from kiosk.store.backups import backups_in, made_at
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey
from kiosk.store.rehearsal import last_rehearsal
from kiosk.store.wrapped_key import kept_wrapped
from kiosk.versions import program_version

DAY_MS = 24 * 60 * 60 * 1000
CRASH_DAYS, MOST_CRASHES, MOST_LINES, TAIL_BYTES = 7, 20, 200, 64_000
LICENCES = "LICENCES.md"


def backups_seen(places: Places, key: DatabaseKey) -> BackupsSeen:
    """Tell how the station's own backups stand."""
    backups, tried = backups_in(places.backups), last_rehearsal(places.backups)
    wrapped = kept_wrapped(places.wrapped_key, key)
    return BackupsSeen(
        count=len(backups),
        newest_at=made_at(backups[0], local_now().tzinfo) if backups else None,
        tried_at=None if tried is None else _moment(tried.at_ms / 1000),
        is_good=tried is not None and tried.is_good,
        code_made=None if wrapped is None else wrapped.code_made,
        elsewhere=_elsewhere(places),
    )


def _elsewhere(places: Places) -> ElsewhereSeen | None:
    folder = settings_in_force(places.settings).settings.backup.folder
    if not folder:
        return None
    note = note_of(places.backups, Path(folder))
    made = _moment(note.made_ms / 1000) if note.made_ms else None
    return ElsewhereSeen(folder=Path(folder), made_at=made, has_failed=bool(note.fault))


def troubles_seen(places: Places, *, now: datetime) -> TroublesSeen:
    """Return the crashes of the last days, the last first, and the last lines of the log."""
    since_ms = now.timestamp() * 1000 - CRASH_DAYS * DAY_MS
    crashes = [crash for crash in crashes_in(places.crashes) if crash.at_ms >= since_ms]
    return TroublesSeen(crashes=tuple(reversed(crashes[-MOST_CRASHES:])), lines=_last_lines(places.logs / "kiosk.log"))


def about_machine(places: Places, *, device: str) -> AboutMachine:
    """Tell what runs here and where."""
    return AboutMachine(
        version=program_version(),
        system=platform.platform(terse=True),
        device=device,
        data=places.data,
        licences=_licences(),
        is_watched=_is_watched(places),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone()


def _last_lines(path: Path) -> tuple[str, ...]:
    try:
        with path.open("rb") as file:
            whole = file.seek(0, os.SEEK_END)
            file.seek(max(0, whole - TAIL_BYTES))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ()
    torn = 1 if whole > TAIL_BYTES else 0
    return tuple(deque(lines[torn:], MOST_LINES))


def _licences() -> Path | None:
    """The file beside the program, where it was installed."""
    path = Path(sys.executable).resolve().parent / LICENCES
    return path if getattr(sys, "frozen", False) and path.exists() else None


def _is_watched(places: Places) -> bool:
    """Whether somebody holds the lock of `yizhan-kiosk watch`."""
    path = places.crashes.parent / "watch.lock"
    if not path.exists():
        return False
    try:
        FileLock(path, alone=True, wait_s=0.0).release()
    except StoreBusy:
        return True
    except OSError:
        return False
    return False
