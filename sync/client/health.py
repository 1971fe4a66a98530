"""What a station says of itself now and then, so that the county sees which one needs a visit."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.versions import program_version
from sync.protocol.canonical import Value

EVERY_S = 6 * 3600.0
MIB = 1 << 20


@dataclass(slots=True)
class Health:
    """Called with each request; answers with something to say once in `EVERY_S`, otherwise with None."""

    data: Path
    clock: Callable[[], float] = time.monotonic
    _next: float = field(default=float("-inf"), init=False)

    def __call__(self) -> dict[str, Value] | None:
        if self.clock() < self._next:
            return None
        self._next = self.clock() + EVERY_S
        return {"version": program_version(), "schema": SCHEMA_VERSION, "free_mib": _free_mib(self.data)}


def _free_mib(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free // MIB
    except OSError:
        return None
