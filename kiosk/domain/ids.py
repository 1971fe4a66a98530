"""Ids: UUID version 7, made where the row is made."""

from __future__ import annotations

import secrets
import threading
import time

VERSION_7, VARIANT = 0x7 << 76, 0b10 << 62
LOW_BITS, FIRST_BITS, STEP_BITS = 62, 73, 48
"""Of the 74 random bits a millisecond's first id leaves the highest free: there is room above it for those after it."""


def new_id(*, now_ms: int | None = None) -> str:
    """Return a new UUIDv7 (RFC 9562, 5.7) as 36 lower-case characters, in the order in which a process makes them.

    `now_ms` is Unix time in milliseconds; a wrong clock only spoils the order, never uniqueness: 73 bits are random,
    of those made in the same millisecond the steps between them (6.2, method 2).
    """
    millis = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) & (1 << 48) - 1
    chance = _CHANCES.of(millis)
    value = millis << 80 | VERSION_7 | chance >> LOW_BITS << 64 | VARIANT | chance & (1 << LOW_BITS) - 1
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class _Chances:
    """Random bits; those asked for in the same millisecond grow."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._last_ms, self._last = -1, 0

    def of(self, millis: int) -> int:
        with self._one_at_a_time:
            is_first = millis != self._last_ms
            chance = secrets.randbits(FIRST_BITS) if is_first else self._last + 1 + secrets.randbits(STEP_BITS)
            self._last_ms, self._last = millis, chance
        return chance


_CHANCES = _Chances()
