"""The key of a station that is restored: the one that this machine has, or the one that came with the backup."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from kiosk.errors import KeyUnavailable
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.keys import KEY_FILE, DatabaseKey, Keyring, KeyringFailed, entry_of, load_key, was_used


def key_at_hand(folder: Path, *, database: Path, keyring: Keyring | None = None) -> DatabaseKey | None:
    """Return the key that this machine has, None where there is none or it cannot be had; none is made.

    Raises `StoreBusy` as `load_key` does.
    """
    try:
        if (folder / KEY_FILE).exists() or was_used(database):
            return load_key(folder, database=database, keyring=keyring)
        kept = keyring.read(entry_of(folder)) if keyring else None
        return DatabaseKey(kept) if kept else None
    except (KeyUnavailable, KeyringFailed):
        return None


def adopt_key(key: DatabaseKey, folder: Path, *, keyring: Keyring | None = None) -> None:
    """Keep `key` where `load_key` finds it; a file there that is no key gets another name. Raises `StoreError`."""
    file = folder / KEY_FILE
    with files_told():
        made_folder(folder)
        if file.exists():
            names = (folder / f"{KEY_FILE}.damaged-{number}" for number in count(1))
            file.rename(next(name for name in names if not name.exists()))
        if keyring is not None:
            with suppress(KeyringFailed):
                keyring.keep(entry_of(folder), bytes.fromhex(key.hex()))
                return
        with written_whole(file) as draft, os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as opened:
            opened.write(bytes.fromhex(key.hex()))
