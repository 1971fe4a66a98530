"""A kiosk with its watch, as a person at the machine would start it: what is begun, and how soon it is back."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.care.watching.crashes import Crash, crashes_in

WITHIN_S = 30.0


class WatchedKiosk:
    """`yizhan-kiosk watch` over the station in `data`."""

    def __init__(self, program: Sequence[str], data: Path, *, environment: Mapping[str, str]) -> None:
        self.data = data
        self.watch = subprocess.Popen(
            [*program, "watch", "--data", str(data), "--", "--windowed", "540x960", "--no-sync"],
            env={**environment, "YIZHAN_KEYS": str(data.parent / "keys")},
            stdin=subprocess.DEVNULL,
        )

    @property
    def kiosk(self) -> int | None:
        """The process id of the kiosk that runs now."""
        children = Path(f"/proc/{self.watch.pid}/task").glob("*/children")
        found = [int(child) for one in children for child in one.read_text("ascii").split()]
        return found[0] if found else None

    @property
    def words(self) -> list[str]:
        """The words that the kiosk was started with."""
        return Path(f"/proc/{self.kiosk}/cmdline").read_bytes().decode().split("\0")[:-1]

    @property
    def crashes(self) -> tuple[Crash, ...]:
        return crashes_in(self.data / "watch" / "crashes.jsonl")

    @property
    def log(self) -> str:
        path = self.data / "logs" / "kiosk.log"
        return path.read_text("utf-8") if path.exists() else ""

    def wait(self, holds: Callable[[], bool], within_s: float = WITHIN_S) -> float:
        """Return after how many seconds something held."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() < began + within_s, self.log
            time.sleep(0.02)
        return time.monotonic() - began

    def wait_until_open(self, other_than: int | None = None) -> float:
        """Wait until a kiosk has opened its station, another one than the process `other_than`; return the seconds."""

        def is_open() -> bool:
            kiosk = self.kiosk
            return kiosk not in (None, other_than) and self._has_database_open(kiosk)

        return self.wait(is_open)

    def hurt(self, harm: signal.Signals) -> float:
        """Do that to the kiosk, and return how many seconds later another one has opened the station."""
        before = self.kiosk
        assert before is not None
        os.kill(before, harm)
        return self.wait_until_open(other_than=before)

    def end(self) -> int:
        """End the watch as systemd does, and return its exit code."""
        self.watch.send_signal(signal.SIGTERM)
        return self.watch.wait(WITHIN_S)

    def _has_database_open(self, process: int | None) -> bool:
        try:
            return any(
                os.readlink(handle) == str(self.data / "station.db") for handle in Path(f"/proc/{process}/fd").iterdir()
            )
        except OSError:
            return False
