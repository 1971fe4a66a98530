"""The database's key, wrapped with the recovery code: it may go wherever a backup goes, and opens with the code alone.

`YZWK`, version (1 byte), when the code was made (8 bytes, Unix milliseconds), the key's mark (32), salt (16), nonce
(12), and the key under ChaCha20-Poly1305 (RFC 8439; 48), all before the nonce being its associated data. The code goes
through Argon2id with the second set of values that RFC 9106 recommends (section 4); they belong to the version, so that
no file can ask for more.
"""

from __future__ import annotations

import os
import secrets
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from kiosk.errors import Refused
from kiosk.store.durable import files_told, made_folder, written_whole
from kiosk.store.keys import KEY_BYTES, DatabaseKey
from kiosk.store.recovery_code import RecoveryCode

HEAD = struct.Struct(">4sBQ32s16s")
MAGIC, VERSION = b"YZWK", 1
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
WRAPPED_BYTES = HEAD.size + NONCE_BYTES + KEY_BYTES + TAG_BYTES
PASSES, MEMORY_KIB, LANES = 3, 64 * 1024, 4
LAST_MS = 4_102_444_800_000
"""The year 2100: a later day was not written by us, and might be one that no calendar has."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """`blob` as it lies beside the key and in each backup that is carried away; its head was looked at."""

    blob: bytes

    @classmethod
    def read(cls, blob: bytes) -> Self:
        """Return what `blob` holds. Raises `Refused` where it is no wrapped key."""
        if len(blob) != WRAPPED_BYTES or blob[: len(MAGIC)] != MAGIC:
            raise Refused("error-backup-torn")
        _, version, made_ms, *_ = HEAD.unpack(blob[: HEAD.size])
        if version != VERSION:
            raise Refused("error-backup-newer")
        if made_ms >= LAST_MS:
            raise Refused("error-backup-torn")
        return cls(blob)

    @property
    def code_made(self) -> datetime:
        """When the code was made that it opens with."""
        return datetime.fromtimestamp(HEAD.unpack(self.blob[: HEAD.size])[2] / 1000).astimezone()

    @property
    def key_mark(self) -> str:
        """The mark of the key in it (`DatabaseKey.mark`)."""
        mark: bytes = HEAD.unpack(self.blob[: HEAD.size])[3]
        return mark.hex()

    def unwrapped(self, code: RecoveryCode) -> DatabaseKey:
        """Return the key. Raises `Refused` for another code. It takes a tenth of a second and 64 MB."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        head, sealed = self.blob[: HEAD.size], self.blob[HEAD.size :]
        try:
            cipher = ChaCha20Poly1305(_stretched(code, head[-SALT_BYTES:]))
            key = DatabaseKey(cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], head))
        except InvalidTag as error:
            raise Refused("error-code-other", day=f"{self.code_made:%Y-%m-%d}") from error
        if key.mark() != self.key_mark:
            raise Refused("error-backup-torn")
        return key


def wrap(key: DatabaseKey, code: RecoveryCode, *, made: datetime) -> WrappedKey:
    """Return `key` wrapped with a code that was made at `made`."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    made_ms = min(max(0, int(made.timestamp() * 1000)), LAST_MS - 1)
    head = HEAD.pack(MAGIC, VERSION, made_ms, bytes.fromhex(key.mark()), salt)
    sealed = ChaCha20Poly1305(_stretched(code, salt)).encrypt(nonce, bytes.fromhex(key.hex()), head)
    return WrappedKey(head + nonce + sealed)


def _stretched(code: RecoveryCode, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        code.letters.encode(),
        salt,
        time_cost=PASSES,
        memory_cost=MEMORY_KIB,
        parallelism=LANES,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def keep_wrapped(file: Path, wrapped: WrappedKey) -> None:
    """Keep it in `file`, in place of the one before. Raises `StoreError`."""
    with files_told():
        made_folder(file.parent)
        with written_whole(file) as draft, os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as opened:
            opened.write(wrapped.blob)


def kept_wrapped(file: Path, key: DatabaseKey) -> WrappedKey | None:
    """Return what is kept in `file`; None where it is none of ours, or wraps another key than `key`."""
    try:
        with file.open("rb") as opened:
            wrapped = WrappedKey.read(opened.read(WRAPPED_BYTES + 1))
    except (OSError, Refused):
        return None
    return wrapped if wrapped.key_mark == key.mark() else None
