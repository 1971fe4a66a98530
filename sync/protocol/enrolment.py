"""How a kiosk becomes one of central's: a one-time code, and messages that both sides prove with it.

A code is typed, scanned or read from a stick. Its first letters find it at central; the rest is a secret that does not
travel: both messages carry a keyed hash made with it, so that neither a captive portal nor a listener can play the
other.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import blake2b
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.canonical import encode
from sync.protocol.faults import BadMessage, BadSignature, TooLarge
from sync.protocol.wire import Identifier, Message

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY3479"
"""Letters and digits that are not mistaken for each other."""
FINDER_LENGTH = 4
SECRET_LENGTH = 12
"""25 ** 12 = 6.0e16 secrets, 55.7 bits. Nobody counts the wrong ones, as nobody can try many.

A code lives for 14 days: 10,000 tries in each of their seconds, three times what a process of central answers, hit one
code with a chance of 1 in 4.9 million, and its finder must be known. Whoever gets hold of a request that never reached
central could try secrets at home, without asking: TLS keeps it from him.
"""
GROUP = 4
TOKEN_BYTES = 16
REGION_BYTES = 3
MAC_BYTES = 32
MOST_ENROL_BYTES = 8192
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]*$", max_length=128)]
Machine = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$", max_length=64)]
Prefix = Annotated[str, Field(pattern=r"^[A-Z0-9]*$", max_length=2)]


class EnrolRequest(Message):
    """`public_key`: the kiosk's own (Ed25519). `token_hash`: of the token's random part, which the kiosk keeps.

    `seal_key`: what an answer on a stick is sealed for (X25519); empty for a kiosk that takes none.
    `prefix`: the two letters or digits that stand on slips it gave out before, wished for again. `machine`: what tells
    this computer from a copy of its disk.
    """

    v: int
    code: Annotated[str, Field(pattern=r"^[A-Z0-9]*$", max_length=FINDER_LENGTH)]
    public_key: Hex
    token_hash: Hex
    machine: Machine
    prefix: Prefix = ""
    seal_key: Hex = ""


class AgainRequest(Message):
    """A kiosk asks for an identity of its own, as another computer or another history uses the one it had.

    `fork_seq`: the last operation that it shares with the old one, and may have been made by either. `set-back` asks
    for no other identity, but how much of it central remembers. `once`: a word that no other request has. `reached`: of
    a restored copy, the last operation that the old one ever made, 0 where that is not known.
    """

    v: int
    reason: Literal["restored", "moved", "forked", "set-back"]
    fork_seq: Annotated[int, Field(ge=0, lt=1 << 62)]
    public_key: Hex
    token_hash: Hex
    machine: Machine
    prefix: Prefix = ""
    seal_key: Hex = ""
    once: Hex = ""
    reached: Annotated[int, Field(ge=0, lt=1 << 62)] = 0


class Enrolled(Message):
    """Who the kiosk is from now on. `through`: the last operation that central has of the history it goes on with.

    `central_seal_key`: what a stick for central is sealed for (X25519).
    """

    region: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    station: Identifier
    kiosk: int
    prefix: str
    name: str
    town: str
    phone: str
    central_key: Hex
    central_seal_key: Hex
    now: int
    through: tuple[int, str] = (0, "")


def new_code() -> str:
    """Return a code as people type it: `ABCD-EFGH-JKLM-NPQR`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(FINDER_LENGTH + SECRET_LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def code_in(text: str) -> str:
    """Return the letters of a code, however it was typed. Raises `BadMessage` where it is none."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    if len(letters) != FINDER_LENGTH + SECRET_LENGTH or any(letter not in ALPHABET for letter in letters):
        raise BadMessage("no code")
    return letters


def finder_of(code: str) -> str:
    return code_in(code)[:FINDER_LENGTH]


def secret_of(code: str) -> bytes:
    """Return the 32 bytes with which both sides prove that they know the code."""
    return blake2b(code_in(code).encode(), digest_size=MAC_BYTES, person=b"yizhan code 1").digest()


def prove(secret: bytes, message: Message, *, asked: bytes = b"") -> bytes:
    """Return a message after its keyed hash, which covers what it answers (`asked`) too."""
    body = encode(message.model_dump()).encode()
    return _mac(secret, asked, body) + body


def body_of(data: bytes) -> bytes:
    """Return the JSON of a proven message. Raises `BadMessage`, `TooLarge`."""
    if len(data) > MOST_ENROL_BYTES:
        raise TooLarge("enrolment")
    if len(data) <= MAC_BYTES:
        raise BadMessage("enrolment is cut short")
    return data[MAC_BYTES:]


def check_proof(secret: bytes, data: bytes, *, asked: bytes = b"") -> None:
    """Raise `BadSignature` unless `data` was made by somebody who knows the secret."""
    if not hmac.compare_digest(data[:MAC_BYTES], _mac(secret, asked, data[MAC_BYTES:])):
        raise BadSignature("enrolment")


def new_token_secret() -> bytes:
    return secrets.token_bytes(TOKEN_BYTES - REGION_BYTES)


def token_of(region: str, secret: bytes) -> bytes:
    """Return a token of 16 bytes, which begins with its region: so its row can be found wherever that region lies."""
    return int(region).to_bytes(REGION_BYTES, "big") + secret


def region_of_token(token: bytes) -> str:
    return f"{int.from_bytes(token[:REGION_BYTES], 'big'):06d}"


def token_hash(secret: bytes) -> bytes:
    """Return what central keeps of a token. Its random part is long enough that a plain hash tells nothing."""
    return blake2b(secret, digest_size=32, person=b"yizhan token 1").digest()


def _mac(secret: bytes, asked: bytes, body: bytes) -> bytes:
    covered = blake2b(asked, digest_size=MAC_BYTES).digest() + body
    return blake2b(covered, digest_size=MAC_BYTES, key=secret).digest()
