"""The key that opens the database: kept by the desktop's keyring, otherwise in a file of its own."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import sys
from pathlib import Path
from typing import Protocol

from kiosk.errors import KeyUnavailable
from kiosk.store.durable import made_folder, written_whole
from kiosk.store.filelock import FileLock

KEY_BYTES = 32
"""AES-256 takes a key of 256 bits."""
KEY_FILE = "database.key"
LOCK_WAIT_S = 20.0

log = logging.getLogger(__name__)


class DatabaseKey:
    """The raw key of one station's database; it shows itself in no log and no traceback."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise KeyUnavailable("error-key-damaged")
        self._secret = secret

    def hex(self) -> str:
        """Return the key as 64 hexadecimal digits, as SQLCipher takes raw keys."""
        return self._secret.hex()

    def mark(self) -> str:
        """Return what tells this key from others and gives nothing of it away (an HMAC under the key)."""
        return hmac.new(self._secret, b"yizhan database key", hashlib.sha256).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return "DatabaseKey(...)"


class Keyring(Protocol):
    """A place that the operating system guards. Both methods raise `KeyringFailed` when it cannot be used."""

    def read(self, entry: str) -> bytes | None:
        """Return what is kept under `entry`, None if nothing is."""

    def keep(self, entry: str, secret: bytes) -> None:
        """Keep `secret` under `entry`, and make sure that it can be read again."""


class KeyringFailed(Exception):
    """The keyring is locked, silent or gone; what it holds is not known."""


def load_key(folder: Path, *, database: Path, keyring: Keyring | None = None) -> DatabaseKey:
    """Return the key of the database at `database`; at the first start make one.

    A key file in `folder` comes first, then the keyring. A new key goes to the keyring where one works, otherwise
    to the file (mode 0600 in a folder of mode 0700). Two processes at their first start get the same key.
    A key file that others could read is closed to them, and said in the log; the station still opens.
    Raises `KeyUnavailable` when there is a database and no key for it, or the key cannot be read, or is no key;
    `StoreBusy` when another process holds up the first start.
    """
    file = folder / KEY_FILE
    try:
        secret = _read_file(file)
        if secret is None:
            made_folder(folder)
            with FileLock(folder / f"{KEY_FILE}.lock", alone=True, wait_s=LOCK_WAIT_S):
                secret = _read_file(file) or _kept_or_made(file, database=database, keyring=keyring)
    except OSError as error:
        raise KeyUnavailable from error
    return DatabaseKey(secret)


def _read_file(file: Path) -> bytes | None:
    """Return None only where there is no file: an empty one is a key that was lost, and says so."""
    try:
        handle = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as opened:
        if sys.platform != "win32" and os.fstat(handle).st_mode & 0o077:
            log.warning("The key file could be read by other users of this computer; it is closed to them now.")
            with contextlib.suppress(PermissionError):  # some USB sticks keep no modes
                os.fchmod(handle, 0o600)
        secret = opened.read(KEY_BYTES + 1)
    if len(secret) != KEY_BYTES:
        raise KeyUnavailable("error-key-damaged")
    return secret


def entry_of(folder: Path) -> str:
    """Return the name under which a keyring keeps the key of the station whose keys lie in `folder`."""
    return str(folder.absolute())


def _kept_or_made(file: Path, *, database: Path, keyring: Keyring | None) -> bytes:
    entry = entry_of(file.parent)
    try:
        kept = keyring.read(entry) if keyring else None
    except KeyringFailed as error:
        if was_used(database):
            raise KeyUnavailable("error-keyring-closed") from error
        kept, keyring = None, None
    if kept is not None:
        return kept
    if was_used(database):
        raise KeyUnavailable("error-key-missing")
    return _made(file, entry=entry, keyring=keyring)


def _made(file: Path, *, entry: str, keyring: Keyring | None) -> bytes:
    secret = secrets.token_bytes(KEY_BYTES)
    if keyring is not None:
        with contextlib.suppress(KeyringFailed):
            keyring.keep(entry, secret)
            return secret
    with written_whole(file) as draft, os.fdopen(_new_file(draft), "wb") as opened:
        opened.write(secret)
    return secret


def _new_file(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def was_used(database: Path) -> bool:
    """Tell whether there is, or was, a database at `database`: its file or its key mark is there."""
    return database.exists() or mark_file(database).exists()


def mark_file(database: Path) -> Path:
    """Where the mark of a database's key lies: beside the database, and no secret.

    SQLCipher answers a wrong key and a broken first page with the same error. The mark tells them apart, so that a
    wrong key never makes a sound database look damaged.
    """
    return database.with_name(f"{database.name}.key-mark")


def read_mark(database: Path) -> str | None:
    """Return the mark of the key with which the database was last opened, None where it is lost."""
    try:
        return mark_file(database).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return None
