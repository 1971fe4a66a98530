"""The time that central told and signed, kept on the clock that nobody can set: it is trusted over the wall clock.

A machine whose battery is empty starts in some other year; until it has spoken with central nothing better is known.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.care.clock import local_now

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
LOOK_EVERY_S = 5.0
SANE_MS = range(1_600_000_000_000, 4_100_000_000_000)
"""2020 to 2099, as central's time can be."""


def since_boot_ms() -> int:
    """Milliseconds of a clock that only goes forward, and through the machine's sleep where there is such a clock."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) // 1_000_000


def boot_id() -> str:
    """What is another after each start of the machine; empty where the system does not say."""
    try:
        return BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""


def note_central_time(file: Path, central_ms: int, *, since_boot: int) -> None:
    """Write down that it was `central_ms` (Unix time) when the boot clock said `since_boot`. Raises `OSError`."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps({"boot": boot_id(), "ahead_ms": central_ms - since_boot}), "ascii")
    draft.replace(file)


@dataclass(slots=True)
class CentralClock:
    """The present moment in local time: central's where it is known since this start, otherwise the wall clock's."""

    file: Path
    _boot: str = field(default_factory=boot_id, init=False)
    _looked_s: float = field(default=float("-inf"), init=False)
    _ahead_ms: int | None = field(default=None, init=False)

    def __call__(self) -> datetime:
        if time.monotonic() - self._looked_s >= LOOK_EVERY_S:
            self._looked_s, self._ahead_ms = time.monotonic(), self._read()
        if self._ahead_ms is None:
            return local_now()
        return datetime.fromtimestamp((since_boot_ms() + self._ahead_ms) / 1000).astimezone()

    def _read(self) -> int | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(self.file.read_text("ascii"))
            ahead_ms = said["ahead_ms"]
            is_of_now = bool(self._boot) and said["boot"] == self._boot
            if is_of_now and type(ahead_ms) is int and since_boot_ms() + ahead_ms in SANE_MS:
                return ahead_ms
        return None
