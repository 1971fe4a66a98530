"""Who said it: Ed25519 signatures (RFC 8032), each bound to what it is for."""

from __future__ import annotations

import secrets
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING

from sync.protocol.faults import BadSignature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_BYTES = 64
KEY_BYTES = 32
SEED_BYTES = 32


class Purpose(Enum):
    """What a signature says; one made for a page is worth nothing under a reply."""

    REPLY = b"yizhan reply 1\n"
    PAGE = b"yizhan page 1\n"
    BUNDLE = b"yizhan bundle 1\n"


class Signer:
    """Signs with a private key of 32 bytes."""

    def __init__(self, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key: bytes = self._key.public_key().public_bytes_raw()

    def sign(self, purpose: Purpose, *parts: bytes) -> bytes:
        """Return 64 bytes over the BLAKE2b hash of each of `parts`: where one ends is signed too."""
        return self._key.sign(purpose.value + b"".join(map(_hash, parts)))


class Verifier:
    """Knows one public key of 32 bytes."""

    def __init__(self, public_key: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        self._key: Ed25519PublicKey = Ed25519PublicKey.from_public_bytes(public_key)

    def verify(self, signature: bytes, purpose: Purpose, *parts: bytes) -> None:
        """Raise `BadSignature` unless `signature` was made by this key, for this purpose, over these parts."""
        self.verify_hashed(signature, purpose, *(_hash(part) for part in parts))

    def verify_hashed(self, signature: bytes, purpose: Purpose, *hashes: bytes) -> None:
        """Do the same where the hashes of the parts are known, as of parts too long for the memory."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._key.verify(signature, purpose.value + b"".join(hashes))
        except InvalidSignature as error:
            raise BadSignature from error


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def _hash(part: bytes) -> bytes:
    return blake2b(part, digest_size=32).digest()
