"""What the other end may have sent wrong, as one tree.

ProtocolFault           a word for machines (`key`), and details that hold no personal data
├── BadMessage          bytes that are no message, page or bundle of this protocol
├── TooLarge            more bytes than this protocol allows, before or after unpacking
├── UnknownProtocol     a number that this program does not know
└── BadSignature        not signed by whom it should be
"""

from __future__ import annotations

from typing import ClassVar


class ProtocolFault(Exception):
    """Base of all that is wrong with bytes from elsewhere; nothing was changed when one is raised."""

    key: ClassVar[str] = "bad-message"

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.key}: {detail}" if detail else self.key)


class BadMessage(ProtocolFault):
    pass


class TooLarge(ProtocolFault):
    key: ClassVar[str] = "too-large"


class UnknownProtocol(ProtocolFault):
    key: ClassVar[str] = "unknown-protocol"


class BadSignature(ProtocolFault):
    key: ClassVar[str] = "bad-signature"
