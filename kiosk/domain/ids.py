"""Ids: UUID version 7, made where the row is made."""

from __future__ import annotations

import secrets
import time
import uuid


def new_id(*, now_ms: int | None = None) -> str:
    """Return a new UUIDv7 (RFC 9562, 5.7) as 36 lower-case characters, ordered by milliseconds.

    `now_ms` is Unix time in milliseconds; a wrong clock only spoils the order, never uniqueness: 74 bits are random.
    """
    millis = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) & (1 << 48) - 1
    value = millis << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
