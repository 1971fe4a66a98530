"""Ids: UUID version 7, made where the row is made."""

from __future__ import annotations

import secrets
import time

VERSION_7, VARIANT = 0x7 << 76, 0b10 << 62
LOW_62_BITS, MIDDLE_12_BITS = (1 << 62) - 1, 0xFFF << 64


def new_id(*, now_ms: int | None = None) -> str:
    """Return a new UUIDv7 (RFC 9562, 5.7) as 36 lower-case characters, ordered by milliseconds.

    `now_ms` is Unix time in milliseconds; a wrong clock only spoils the order, never uniqueness: 74 bits are random.
    """
    millis = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) & (1 << 48) - 1
    chance = int.from_bytes(secrets.token_bytes(10), "big")
    value = millis << 80 | VERSION_7 | chance & MIDDLE_12_BITS | VARIANT | chance & LOW_62_BITS
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
