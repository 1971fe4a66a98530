"""Examines the key that opens the database: where it lies, whether it is one, and whether others can read it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum

from kiosk.care.places import Places
from kiosk.domain.finding import Finding, amber, green, red
from kiosk.errors import KeyUnavailable
from kiosk.store.keys import KEY_BYTES, KEY_FILE, DatabaseKey, Keyring, KeyringFailed, entry_of, was_used

OTHERS_MAY_READ = 0o077


class Lies(StrEnum):
    """Where the key was found, or why there is none."""

    FILE = "file"
    KEYRING = "keyring"
    MISSING = "missing"
    TORN = "torn"
    UNREADABLE = "unreadable"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySeen:
    """`key` is None where it was not found."""

    lies: Lies
    key: DatabaseKey | None = None


def look_for_key(here: Places, *, keyring: Keyring | None) -> KeySeen:
    """Look where `kiosk.store.keys.load_key` looks, and change nothing: no key is made, no file closed to others."""
    try:
        with (here.keys / KEY_FILE).open("rb") as file:
            return _seen(file.read(KEY_BYTES + 1), Lies.FILE)
    except FileNotFoundError:
        return _in(keyring, here)
    except OSError:
        return KeySeen(lies=Lies.UNREADABLE)


def _in(keyring: Keyring | None, here: Places) -> KeySeen:
    try:
        kept = keyring.read(entry_of(here.keys)) if keyring else None
    except KeyringFailed:
        return KeySeen(lies=Lies.CLOSED)
    return KeySeen(lies=Lies.MISSING) if kept is None else _seen(kept, Lies.KEYRING)


def _seen(secret: bytes, lies: Lies) -> KeySeen:
    try:
        return KeySeen(lies=lies, key=DatabaseKey(secret))
    except KeyUnavailable:
        return KeySeen(lies=Lies.TORN)


def check_key(here: Places, seen: KeySeen) -> Finding:
    """Tell where the key lies, and whether others can read it."""
    match seen.lies:
        case Lies.FILE if _is_open(here):
            return red("key", "open", file=str(here.keys / KEY_FILE))
        case Lies.FILE | Lies.KEYRING:
            return green("key", seen.lies.value)
        case Lies.MISSING | Lies.CLOSED if not was_used(here.database):
            return amber("key", "none")
    return red("key", seen.lies.value, folder=str(here.keys))


def _is_open(here: Places) -> bool:
    return sys.platform != "win32" and bool((here.keys / KEY_FILE).stat().st_mode & OTHERS_MAY_READ)
