"""A backup file read from a disk or stick that may be torn, pulled out, or made by somebody who means harm."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import Refused
from kiosk.store.backup_files.form import (
    HASH_BYTES,
    MAGIC,
    MOST_START_BYTES,
    PIECE_BYTES,
    Header,
    Part,
    part_of,
    read_start,
)
from kiosk.store.backup_files.sealed_settings import opened_settings
from kiosk.store.durable import files_told
from kiosk.store.keys import DatabaseKey
from kiosk.store.wrapped_key import WrappedKey


@contextmanager
def unread_told() -> Iterator[None]:
    """Turn what the system says of a file that is read into `Refused`."""
    try:
        yield
    except OSError as error:
        raise Refused("error-backup-unreadable") from error


@contextmanager
def backup_file(path: Path) -> Iterator[BackupFile]:
    """Open the backup at `path`. Raises `Refused` for what is none, is torn at its beginning, or cannot be read."""
    if not path.is_file():  # a pipe or a device may have no end
        raise Refused("error-backup-unreadable")
    with unread_told():
        stream = path.open("rb")
    with stream:
        yield BackupFile(stream)


def is_backup_file(path: Path) -> bool:
    """Tell whether the file at `path` says of itself that it is one, whole or not. Raises `Refused`."""
    if not path.is_file():
        raise Refused("error-backup-unreadable")
    with unread_told(), path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


class BackupFile:
    """An open backup. It never reads more than there is: what the header claims is held against the file's own size.

    All methods raise `Refused` for what is torn, was changed, or cannot be read.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        with unread_told():
            start = read_start(stream.read(MOST_START_BYTES))
            size = stream.seek(0, os.SEEK_END)
        self.header: Header = start.header
        self._key_at = start.size
        self._settings_at = self._key_at + self.header.key.size
        self._database_at = self._settings_at + self.header.settings.size
        if size != start.size + self.header.parts_bytes:
            raise Refused("error-backup-torn")
        self.wrapped = WrappedKey.read(self._part(self._key_at, self.header.key))
        if self.wrapped.key_mark != self.header.key_mark:
            raise Refused("error-backup-torn")

    def settings(self, key: DatabaseKey) -> bytes | None:
        """Return the station's settings, None where it had none."""
        return opened_settings(self._part(self._settings_at, self.header.settings), key)

    def write_database(self, to: Path) -> None:
        """Write the database into the new file `to`, whole as it was put in. Also raises `DiskFull`, `StoreError`."""
        said, found = self.header.database, blake2b(digest_size=HASH_BYTES)
        with files_told(), to.open("xb") as out:
            for piece in self._pieces(self._database_at, said.size):
                found.update(piece)
                out.write(piece)
        if found.hexdigest() != said.blake2b:
            raise Refused("error-backup-torn")

    def _part(self, at: int, said: Part) -> bytes:
        data = b"".join(self._pieces(at, said.size))
        if part_of(data) != said:
            raise Refused("error-backup-torn")
        return data

    def _pieces(self, at: int, size: int) -> Iterator[bytes]:
        left = size
        with unread_told():
            self._stream.seek(at)
        while left:
            with unread_told():
                piece = self._stream.read(min(left, PIECE_BYTES))
            if not piece:
                raise Refused("error-backup-torn")
            left -= len(piece)
            yield piece
