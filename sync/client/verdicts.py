"""What central's answers mean: signed ones are believed, errors are words and change nothing."""

from __future__ import annotations

from sync.client.report import Outcome
from sync.client.transport import LinkFailed
from sync.protocol.signing import SIGNATURE_BYTES, Purpose, Verifier

ERRORS = {
    "revoked": Outcome.REVOKED,
    "unknown-token": Outcome.REVOKED,
    "central-set-back": Outcome.SET_BACK,
    "busy": Outcome.BUSY,
}


class SaidNo(LinkFailed):
    """Central said no, in a word of its own."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = ERRORS.get(word, Outcome.REFUSED).value


def signed(body: bytes, error: str, asked: bytes, verifier: Verifier) -> bytes:
    """Return what follows the signature of an answer to `asked`. Raises `SaidNo`, `BadSignature`."""
    if error:
        raise SaidNo(error)
    signature, rest = body[:SIGNATURE_BYTES], body[SIGNATURE_BYTES:]
    verifier.verify(signature, Purpose.REPLY, asked, rest)
    return rest
