"""A backup put onto a disk or stick as one file, read back from there, and opened as a restore would open it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from kiosk.errors import Refused
from kiosk.store.backup_files.form import (
    HASH_BYTES,
    PIECE_BYTES,
    Header,
    Part,
    StationHead,
    packed_start,
    part_of,
)
from kiosk.store.backup_files.reading import backup_file
from kiosk.store.backup_files.sealed_settings import sealed_settings
from kiosk.store.backup_files.shelf import SHELF_KEEPING, Shelf, ShelfKeeping, no_room
from kiosk.store.backups import is_sound, number_of
from kiosk.store.connection import connect, told
from kiosk.store.durable import files_told, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.keys import DatabaseKey
from kiosk.store.wrapped_key import WrappedKey
from kiosk.versions import program_version

LOCKED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
LOCK_WAIT_S = 5.0
CARRYING = "carrying"

Progress = Callable[[int, int], None]
"""Told how many bytes are written, and of how many."""


def untold(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo:
    """What goes along: a checked backup of the station's own folder, its key as it opens and wrapped, its settings."""

    backup: Path
    key: DatabaseKey
    wrapped: WrappedKey
    settings: bytes | None
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Where the backup lies, how many bytes it has, and which older ones went away for it.

    `backup` is the one on the station itself, and `code_made` when the code was made that is needed elsewhere.
    """

    path: Path
    size: int
    removed: tuple[str, ...]
    backup: Path
    code_made: datetime


def carry(
    cargo: Cargo,
    to: Path,
    *,
    gone_through: int = 0,
    keeping: ShelfKeeping = SHELF_KEEPING,
    progress: Progress = untold,
    turn: str = CARRYING,
) -> Carried:
    """Write `cargo` into the folder `to` and check it there; older ones of the same station go as `keeping` says.

    So do those numbered up to `gone_through`, which hold somebody who was to be forgotten by now. No name there ever
    belongs to half a backup. Whoever has another `turn` is not waited for: he may write to a share that hangs. Raises
    `Refused` for what is wrong with the stick, `StoreError` for what is with the station's own disk.
    """
    if not to.is_dir():
        raise Refused("error-backup-no-folder", folder=str(to))
    shelf, settings = Shelf(to, cargo.key), sealed_settings(cargo.settings, cargo.key)
    with files_told():
        lock = FileLock(cargo.backup.with_name(f"{turn}.lock"), alone=True, wait_s=LOCK_WAIT_S)
    with lock, _stick_told(cargo, to, keeping):
        shelf.clear_halves()
        header = _header(cargo, settings, order=shelf.next_order())
        size = len(packed_start(header)) + header.parts_bytes
        removed = shelf.make_room(size, keeping)
        name = "".join(filter(str.isalnum, header.station.prefix))
        path = shelf.free_path(f"{name}-{cargo.made:%Y%m%dT%H%M%S}")
        with written_whole(path) as draft:
            _write(draft, [packed_start(header), cargo.wrapped.blob, settings], cargo.backup, size, progress)
            _check(draft, cargo, trial=cargo.backup.with_name(f".{turn}.db.tmp"))
        removed += shelf.let_go(path, gone_through=gone_through, keeping=keeping)
    return Carried(path=path, size=size, removed=tuple(removed), backup=cargo.backup, code_made=cargo.wrapped.code_made)


def _header(cargo: Cargo, settings: bytes, *, order: int) -> Header:
    with told(cargo.backup), closing(connect(cargo.backup, cargo.key)) as connection:
        id_, name, prefix = connection.execute("select id, name, prefix from station").fetchone()
        (version,) = connection.execute("pragma user_version").fetchone()
    return Header(
        made_ms=max(0, int(cargo.made.timestamp() * 1000)),
        number=number_of(cargo.backup),
        order=order,
        program=program_version(),
        schema_version=version,
        station=StationHead(id=id_, name="".join(filter(str.isprintable, name))[:200], prefix=prefix),
        key_mark=cargo.key.mark(),
        key=part_of(cargo.wrapped.blob),
        settings=part_of(settings),
        database=_part_in(cargo.backup),
    )


def _part_in(file: Path) -> Part:
    found, size = blake2b(digest_size=HASH_BYTES), 0
    for piece in _pieces(file):
        found.update(piece)
        size += len(piece)
    return Part(size=size, blake2b=found.hexdigest())


def _pieces(file: Path) -> Iterator[bytes]:
    """Yield what the station's own disk holds, whose faults are not those of a stick."""
    with files_told():
        stream = file.open("rb")
    with stream:
        while True:
            with files_told():
                piece = stream.read(PIECE_BYTES)
            if not piece:
                return
            yield piece


def _write(draft: Path, before: list[bytes], database: Path, size: int, progress: Progress) -> None:
    """Write it, down to the medium, and have the system forget it, so that it is read from there again."""
    done = 0
    with draft.open("xb") as out:
        for piece in before:
            done += out.write(piece)
        for piece in _pieces(database):
            done += out.write(piece)
            progress(done, size)
        out.flush()
        os.fsync(out.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _check(draft: Path, cargo: Cargo, *, trial: Path) -> None:
    """Take the backup out of the file again, onto the station's own disk, and look at every page and row of it."""
    trial.unlink(missing_ok=True)
    try:
        with backup_file(draft) as file:
            is_whole = file.settings(cargo.key) == cargo.settings
            file.write_database(trial)
        is_whole = is_whole and is_sound(trial, cargo.key)
    except Refused as error:
        if error.key == "error-backup-unreadable":
            raise Refused("error-backup-stick-gone") from error
        is_whole = False
    finally:
        trial.unlink(missing_ok=True)
    if not is_whole:
        raise Refused("error-backup-bad-copy")


@contextmanager
def _stick_told(cargo: Cargo, to: Path, keeping: ShelfKeeping) -> Iterator[None]:
    """Turn what the system says of the stick into `Refused`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise no_room(cargo.backup.stat().st_size, keeping.free_bytes(to)) from error
        if error.errno == errno.EFBIG:
            raise Refused("error-backup-too-large") from error
        raise Refused("error-backup-stick-locked" if error.errno in LOCKED else "error-backup-stick-gone") from error
