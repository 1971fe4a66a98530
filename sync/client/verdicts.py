"""What central's answers mean: signed ones are believed, errors are words and change nothing."""

from __future__ import annotations

from sync.client.transport import SaidNo
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Verifier


def signed(body: bytes, error: str, asked: bytes, verifier: Verifier) -> bytes:
    """Return what follows the signature of an answer to `asked`. Raises `SaidNo`, `BadSignature`."""
    if error:
        raise SaidNo(error)
    signature, rest = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
    verifier.verify(signature, Purpose.REPLY, asked, rest)
    return rest
