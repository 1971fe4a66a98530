"""A station's settings (`station.toml`) as a backup carries them: sealed, as a blocked phone or place is somebody's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import Refused
from kiosk.store.keys import KEY_BYTES, DatabaseKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MOST_BYTES = 1 << 20
"""A larger file is no settings (`kiosk.care.config` reads none either), and is not carried."""
NONCE_BYTES, TAG_BYTES = 12, 16
MOST_SEALED_BYTES = NONCE_BYTES + MOST_BYTES + TAG_BYTES


def settings_in(file: Path) -> bytes | None:
    """Return the bytes of the settings, None where there are none that can be carried."""
    try:
        with file.open("rb") as opened:
            said = opened.read(MOST_BYTES + 1)
    except OSError:
        return None
    return said if len(said) <= MOST_BYTES else None


def sealed_settings(settings: bytes | None, key: DatabaseKey) -> bytes:
    """Return the settings as they stand in the file, for whoever has `key`; nothing for none."""
    if settings is None:
        return b""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _settings_cipher(key).encrypt(nonce, settings, None)


def opened_settings(sealed: bytes, key: DatabaseKey) -> bytes | None:
    """Return the settings, None where there are none. Raises `Refused` where they were changed."""
    from cryptography.exceptions import InvalidTag

    if not sealed:
        return None
    try:
        return _settings_cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as error:
        raise Refused("error-backup-torn") from error


def _settings_cipher(key: DatabaseKey) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"yizhan backup settings 1\n")
    return ChaCha20Poly1305(derived.derive(bytes.fromhex(key.hex())))
