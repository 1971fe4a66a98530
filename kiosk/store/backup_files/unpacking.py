"""What a station is restored from, unpacked and looked through: a backup file, or a database as it lies on a disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import DamagedDatabase, DiskFull, Refused
from kiosk.store.backup_files.form import SUFFIX, StationHead
from kiosk.store.backup_files.reading import BackupFile, backup_file, is_backup_file, unread_told
from kiosk.store.backups import free_bytes, is_sound
from kiosk.store.connection import connect, is_cut_short, told
from kiosk.store.durable import files_told
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import WrappedKey

RESERVE_BYTES = 32 << 20
"""Room that is left to the station beside what is unpacked."""

AskCode = Callable[[datetime], RecoveryCode]
"""Asks for the recovery code that was made at a time; raises `Refused` where there is none to be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A sound database `draft` that opens with `key`. `made`, `wrapped` and `settings` come from a backup file alone.

    `code` is what `key` was unwrapped with, None where it was at hand.
    """

    draft: Path
    key: DatabaseKey
    station: StationHead
    made: datetime | None = None
    wrapped: WrappedKey | None = None
    settings: bytes | None = None
    code: RecoveryCode | None = None


def unpack(source: Path, draft: Path, *, key: DatabaseKey | None, ask_code: AskCode) -> Unpacked:
    """Unpack the backup at `source` into the new file `draft`; nothing else is written.

    `key` is the one at hand, None where there is none; a code is asked for only where it does not open the backup.
    Raises `Refused` for whatever may be wrong with the backup or the code, `DiskFull`, `StoreError`.
    """
    if not (source.suffix == SUFFIX or is_backup_file(source)):
        return _taken_as_it_is(source, draft, key)
    with backup_file(source) as file:
        _check_room(file.header.database.size, draft)
        used, code = _key_of(file, key, ask_code)
        file.write_database(draft)
        settings = file.settings(used)
    if not is_sound(draft, used):
        raise Refused("error-backup-torn")
    station = station_in(draft, used)
    if station is None or station.id != file.header.station.id:
        raise Refused("error-backup-torn")
    return Unpacked(
        draft=draft,
        key=used,
        station=station,
        made=file.header.made,
        wrapped=file.wrapped,
        settings=settings,
        code=code,
    )


def _key_of(file: BackupFile, key: DatabaseKey | None, ask_code: AskCode) -> tuple[DatabaseKey, RecoveryCode | None]:
    if key is not None and key.mark() == file.header.key_mark:
        return key, None
    code = ask_code(file.wrapped.code_made)
    return file.wrapped.unwrapped(code), code


def _taken_as_it_is(source: Path, draft: Path, key: DatabaseKey | None) -> Unpacked:
    """A copy of the data folder's database, with what its write-ahead log holds."""
    if key is None:
        raise Refused("error-restore-no-key")
    log = source.with_name(f"{source.name}-wal")
    with unread_told():
        if is_cut_short(source):
            raise Refused("error-backup-none")
        _check_room(source.stat().st_size + (log.stat().st_size if log.is_file() else 0), draft)
    with files_told():
        shutil.copyfile(source, draft)
        if log.is_file():
            shutil.copyfile(log, draft.with_name(f"{draft.name}-wal"))
    station = station_in(draft, key) if is_sound(draft, key) else None
    if station is None:
        raise Refused("error-restore-other-key")
    return Unpacked(draft=draft, key=key, station=station)


def _check_room(size: int, draft: Path) -> None:
    with files_told():
        if free_bytes(draft.parent) < size + RESERVE_BYTES:
            raise DiskFull("error-restore-no-room", needed=str(-(-(size + RESERVE_BYTES) // 1_000_000)))


def station_in(path: Path, key: DatabaseKey) -> StationHead | None:
    """Return which station the database at `path` is of; None where it does not say."""
    try:
        with told(path), closing(connect(path, key)) as connection:
            if not connection.execute("select 1 from sqlite_schema where name = 'station'").fetchone():
                return None
            row = connection.execute("select id, name, prefix from station").fetchone()
    except DamagedDatabase:
        return None
    return StationHead(id=row[0], name="".join(filter(str.isprintable, row[1])), prefix=row[2]) if row else None
