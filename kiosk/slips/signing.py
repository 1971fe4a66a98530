"""The signature by which any station tells a real slip from a forged one, offline.

A signed text is the slip's plain text and one more line, `YZ1:KEY:SIGNATURE`: the version, eight letters that
name the station's public key, and an Ed25519 signature (RFC 8032) in base32 (RFC 4648, without padding). Base32
because a QR code holds its letters in 5.5 bits each, and because it survives every phone's clipboard. White space
is not signed: copying may change line ends, double blanks, join or break lines between words, never a visible
character. The signature's own letters may be broken anywhere.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.domain.slip import is_slip_number
from kiosk.errors import NotASlip

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_ID_BYTES = 5
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A kind of signed paper: its `version` begins the signature line, the other three are keys of what may be wrong.

    `purpose` is signed in front of the text, so that no paper of one kind can pass for one of another.
    """

    version: str
    purpose: bytes
    torn: str
    foreign: str
    forged: str


SLIP_SEAL = Seal(
    version="YZ1", purpose=b"yizhan slip 1\n", torn="slip-torn", foreign="slip-foreign", forged="slip-forged"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedSlip:
    """A real slip: its lines as they were signed, its number and the id of the key that signed it."""

    text: str
    number: str
    key_id: str


class SlipSigner:
    """Signs slips with the station's `seed` of 32 bytes; `cryptography` is loaded at the first use (35 ms)."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed

    @cached_property
    def public_key(self) -> bytes:
        """The raw 32 bytes by which others verify."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, text: str, *, seal: Seal = SLIP_SEAL) -> str:
        """Return `text` with its signature line; the same text gives the same signature."""
        signature = self._key.sign(_signed_bytes(text, seal))
        return f"{text}\n{seal.version}:{key_id(self.public_key)}:{_base32(signature)}"

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed)


def verify(text: str, public_keys: Iterable[bytes]) -> VerifiedSlip:
    """Return the slip that `text` is, if one of `public_keys` (raw Ed25519, 32 bytes each) signed it.

    Raise `NotASlip`, whose key says why: `error-not-a-slip`, `slip-torn` (a part is missing), `slip-foreign`
    (signed with a key that is not among `public_keys`) or `slip-forged` (changed after it was signed).
    """
    body, signer_id = signed_text(text, public_keys, seal=SLIP_SEAL)
    return VerifiedSlip(text=body, number=_number_in(body), key_id=signer_id)


def signed_text(text: str, public_keys: Iterable[bytes], *, seal: Seal) -> tuple[str, str]:
    """Return the text above the signature and the id of the key, if one of `public_keys` signed it as `seal`.

    Raise `NotASlip` with the key that `seal` has for what is wrong, or `error-not-a-slip`.
    """
    body, signer_id, signature = _taken_apart(text, seal)
    known = {key_id(key): key for key in public_keys}
    if signer_id not in known:
        raise NotASlip(seal.foreign)
    if not _is_signed(_signed_bytes(body, seal), signature, known[signer_id]):
        raise NotASlip(seal.forged)
    return body, signer_id


def key_id(public_key: bytes) -> str:
    """Return eight letters and digits that name `public_key`: the first 40 bits of its SHA-256 in base32."""
    return _base32(hashlib.sha256(public_key).digest()[:KEY_ID_BYTES])


def _taken_apart(text: str, seal: Seal) -> tuple[str, str, bytes]:
    body, line = _body_and_seal(text, seal)
    if not line:
        raise NotASlip(seal.torn if _number_in(body) else None)
    version, *rest = line.split(":")
    if version != seal.version or len(rest) != 2 or not body:
        raise NotASlip(seal.torn)
    return body, rest[0], _from_base32(rest[1], seal)


def _body_and_seal(text: str, seal: Seal) -> tuple[str, str]:
    """The text before the last signature, and the signature, which narrow paper breaks into several lines."""
    trimmed = text.lstrip("\ufeff").rstrip()
    begin = trimmed.rfind(seal.version + ":")
    if begin < 0 or not (begin == 0 or trimmed[begin - 1].isspace()):
        return trimmed, ""
    return trimmed[:begin].rstrip(), "".join(trimmed[begin:].split())


def _from_base32(letters: str, seal: Seal) -> bytes:
    """Only the one spelling that `_base32` writes is read: the spare bits of the last letter must be zero."""
    try:
        signature = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        raise NotASlip(seal.torn) from None
    if len(signature) != SIGNATURE_BYTES or _base32(signature) != letters:
        raise NotASlip(seal.torn)
    return signature


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _is_signed(signed: bytes, signature: bytes, public_key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _signed_bytes(text: str, seal: Seal) -> bytes:
    """What is signed: the words in their order, in NFC, with one blank between them."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return seal.purpose + words.encode(errors="surrogatepass")


def _number_in(text: str) -> str:
    return next((word for word in text.split() if is_slip_number(word)), "")
