"""A damaged database is put aside, and the station starts from its last good backup, or empty."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from kiosk.errors import DamagedDatabase, WrongKey
from kiosk.store.backups import backups_in, is_sound
from kiosk.store.connection import connect, is_cut_short, told
from kiosk.store.database import Database, Told, bring_up_to_date, lock_file, nothing, open_database
from kiosk.store.durable import files_told, made_folder, sync_folder, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey, mark_file, read_mark
from kiosk.store.reached import ReachedMarks
from kiosk.store.salvage import carry_over, was_enrolled
from kiosk.store.sync_state import KNOWS_CENTRAL, suspend

OTHERS_WAIT_S = 10.0
"""So long are other programs given to close a damaged database before it is moved from under nobody."""
COMPANIONS = ("-wal", "-shm", "-journal", "")
"""What SQLite keeps beside a database. The write-ahead log goes first: left behind, it would be played into the
backup that takes the database's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`recovered_from` is the backup that was restored, `put_aside` where the damaged database lies now."""

    database: Database
    recovered_from: Path | None = None
    put_aside: Path | None = None


def open_or_recover(
    path: Path,
    key: DatabaseKey,
    *,
    backups: Path,
    damaged: Path,
    clock: Callable[[], datetime] = datetime.now,
    others_wait_s: float = OTHERS_WAIT_S,
    marks: ReachedMarks | None = None,
    first: Told = nothing,
) -> Opened:
    """Open the database at `path`; if it is damaged or lost, restore the newest sound backup first.

    With no sound backup the station starts empty. What can still be read of the damaged database, such as the slips
    issued since the backup, is carried over (see `salvage`). Of an enrolled station no slot stays here until central
    leases it again (see `sync_state.suspend_slots`). The damaged files are moved into the folder `damaged`
    under a new name, never deleted. A wrong key never moves a file. `marks`, kept outside the data folder, tell whether
    what is opened is an older copy; then `first` is called, see `open_database`. Raises what that raises; `StoreBusy`
    when another program keeps the damaged file open for longer than `others_wait_s` seconds.
    """

    def opened() -> Database:
        if marks is None:
            return open_database(path, key, first=first)

        def begun(database: Database) -> None:
            marks.look_back(database)
            first(database)

        return open_database(path, key, first=begun, saved=marks.keep)

    if not _is_suspect(path, backups):
        try:
            return Opened(database=opened())
        except DamagedDatabase:
            pass
        except WrongKey:
            if not _any_opens(backups, key):
                raise
    elif not _key_fits(path, key, backups):
        raise WrongKey
    with files_told(), FileLock(lock_file(path), alone=True, wait_s=others_wait_s):
        recovered_from, put_aside = _recovered(path, key, backups=backups, damaged=damaged, now=clock(), marks=marks)
    return Opened(database=opened(), recovered_from=recovered_from, put_aside=put_aside)


def mark_damaged(path: Path) -> None:
    """Have the next `open_or_recover` examine the whole database: the check beside the screen found it damaged."""
    with files_told(), written_whole(_suspicion(path)) as draft:
        draft.touch()


def _suspicion(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def _is_suspect(path: Path, backups: Path) -> bool:
    """Tell whether the database was found damaged, or is gone although there was one.

    The file is looked for once: another process at its first start may make it, without its mark yet, meanwhile.
    """
    gone = not path.exists() and (mark_file(path).exists() or bool(backups_in(backups)))
    return gone or _suspicion(path).exists()


def _key_fits(path: Path, key: DatabaseKey, backups: Path) -> bool:
    mark = read_mark(path)
    return mark == key.mark() if mark is not None else _any_opens(backups, key)


def _any_opens(backups: Path, key: DatabaseKey) -> bool:
    return any(is_sound(backup, key) for backup in backups_in(backups))


def _recovered(
    path: Path, key: DatabaseKey, *, backups: Path, damaged: Path, now: datetime, marks: ReachedMarks | None
) -> tuple[Path | None, Path | None]:
    """Examine the database once more, now that nobody else has it open: another process may have been quicker."""
    recovered_from, put_aside = None, None
    for half in path.parent.glob(f".{path.name}.[0-9]*.tmp*"):
        half.unlink(missing_ok=True)  # of a recovery that was cut off
    if not (path.exists() and not is_cut_short(path) and is_sound(path, key)):
        recovered_from = next((backup for backup in backups_in(backups) if is_sound(backup, key)), None)
        with written_whole(path) as draft:
            _draw_up(draft, path, recovered_from, key, now=now, marks=marks)
            put_aside = _put_aside(path, damaged, now=now)
    _suspicion(path).unlink(missing_ok=True)
    return recovered_from, put_aside


def _draw_up(
    draft: Path, path: Path, backup: Path | None, key: DatabaseKey, *, now: datetime, marks: ReachedMarks | None
) -> None:
    """Make `draft` what the station goes on with: the backup, or nothing, and what can be read of the damaged file."""
    _begin(draft, backup, key)
    is_enrolled = False
    if path.exists() and not is_cut_short(path):
        is_enrolled = was_enrolled(path, key)
        carry_over(path, draft, key)
        if not is_sound(draft, key):
            _begin(draft, backup, key)
    with told(draft), closing(connect(draft, key)) as connection:
        if is_enrolled or connection.execute(KNOWS_CENTRAL).fetchone() is not None:
            connection.execute("begin immediate")
            line = connection.execute("select id from line").fetchone()
            reached = marks.leave_behind(line[0]) if marks and line else 0
            suspend(connection.execute, now_ms=int(now.timestamp() * 1000), reached=reached)
            connection.execute("commit")


def _begin(draft: Path, backup: Path | None, key: DatabaseKey) -> None:
    draft.unlink(missing_ok=True)
    if backup is not None:
        shutil.copyfile(backup, draft)
    with told(draft), closing(connect(draft, key)) as connection:
        bring_up_to_date(connection)
        connection.execute("pragma journal_mode = delete").fetchone()


def _put_aside(path: Path, damaged: Path, *, now: datetime) -> Path | None:
    """Move the database with its companions; return where it lies now, None where there was none."""
    made_folder(damaged)
    target = _free_name(damaged, now)
    moved = None
    for suffix in COMPANIONS:
        piece = Path(f"{path}{suffix}")
        if piece.exists():
            moved = Path(f"{target}{suffix}")
            shutil.move(piece, moved)
    sync_folder(damaged)
    sync_folder(path.parent)
    return moved


def _free_name(damaged: Path, now: datetime) -> Path:
    for number in count(1):
        name = f"station-{now:%Y%m%dT%H%M%S}-{number}.db"
        if not any((damaged / f"{name}{suffix}").exists() for suffix in COMPANIONS):
            return damaged / name
    raise AssertionError("numbers do not end")
