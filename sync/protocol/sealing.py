"""Sealed for one reader: X25519 with a key of one use (RFC 7748), HKDF, ChaCha20-Poly1305 (RFC 8439), piece by piece.

The pieces are counted and the last one is marked (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015),
so that none can be left out, moved or cut off; whoever reads needs one piece in memory, however long the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from sync.protocol.faults import BadMessage, BadSignature
from sync.protocol.signing import KEY_BYTES

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
COUNTER_BYTES = 11


class Opener:
    """Opens what was sealed for it. Its key is made from an owner's signing seed: one secret is kept, not two."""

    def __init__(self, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        self._key = X25519PrivateKey.from_private_bytes(_derived(seed, b"yizhan seal key 1\n"))
        self.public_key: bytes = self._key.public_key().public_bytes_raw()

    def opened(self, sealed: BinaryIO, *, context: bytes) -> Iterator[bytes]:
        """Yield the pieces of what was sealed with the same `context`; a piece is vouched for when it is yielded.

        Raises `BadMessage` where it is cut short, `BadSignature` where it was sealed for somebody else or changed.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

        once = sealed.read(KEY_BYTES)
        if len(once) != KEY_BYTES:
            raise BadMessage("cut short")
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(once))
        except ValueError as error:  # a point of low order
            raise BadSignature("sealed with no key") from error
        cipher = _cipher(shared, once, self.public_key, context)
        for no, (piece, is_last) in enumerate(_with_last(_read_pieces(sealed))):
            try:
                yield cipher.decrypt(_nonce(no, is_last), piece, None)
            except InvalidTag as error:
                raise BadSignature("sealed for somebody else, or changed") from error


def seal(pieces: Iterable[bytes], *, to: bytes, context: bytes) -> Iterator[bytes]:
    """Yield `pieces`, of any length, sealed for the public key `to`. It opens with the same `context` only."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    key = X25519PrivateKey.generate()
    once = key.public_key().public_bytes_raw()
    cipher = _cipher(key.exchange(X25519PublicKey.from_public_bytes(to)), once, to, context)
    yield once
    for no, (piece, is_last) in enumerate(_with_last(_even(pieces))):
        yield cipher.encrypt(_nonce(no, is_last), piece, None)


def _cipher(shared: bytes, once: bytes, reader: bytes, context: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(_derived(shared, b"yizhan seal 1\n" + once + reader + context))


def _derived(secret: bytes, what_for: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=what_for).derive(secret)


def _nonce(no: int, is_last: bool) -> bytes:
    return no.to_bytes(COUNTER_BYTES, "big") + bytes([is_last])


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut anew into pieces of `PIECE_BYTES`; the last is shorter, and one there is always."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    yield bytes(held)


def _read_pieces(sealed: BinaryIO) -> Iterator[bytes]:
    piece = sealed.read(PIECE_BYTES + TAG_BYTES)
    if not piece:
        raise BadMessage("cut short")
    while piece:
        yield piece
        piece = sealed.read(PIECE_BYTES + TAG_BYTES)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = next(pieces)
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True
