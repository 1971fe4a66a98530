"""A kiosk with its watch, as a person at the machine would start it: what is begun, and how soon it is back."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.care.places import Places
from kiosk.care.watching.crashes import Crash, crashes_in
from kiosk.desk.first_start import FirstStart
from kiosk.desk.first_start_file import keep_first_start
from tests.processes import children_of, words_of

WITHIN_S = 60.0
OPEN = "the station is open after"


class WatchedKiosk:
    """`yizhan-kiosk watch` over the station in `data`; unless `is_new`, the wizard of its first start was put off."""

    def __init__(
        self, program: Sequence[str], data: Path, *, environment: Mapping[str, str], is_new: bool = False
    ) -> None:
        self.data = data
        self.opened_s = 0.0
        """How long the first start took, noted by whoever waited for it."""
        if not is_new:
            keep_first_start(Places(data=data, keys=data.parent / "keys"), FirstStart().put_off())
        self.watch = subprocess.Popen(
            [*program, "watch", "--data", str(data), "--", "--windowed", "540x960", "--no-sync"],
            env={**environment, "YIZHAN_KEYS": str(data.parent / "keys")},
            stdin=subprocess.DEVNULL,
        )

    @property
    def kiosk(self) -> int | None:
        """The process id of the kiosk that runs now."""
        return next(iter(children_of(self.watch.pid)), None)

    @property
    def words(self) -> list[str]:
        """The words that the kiosk was started with."""
        return words_of(self.kiosk)

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

    @property
    def times_open(self) -> int:
        """How often a kiosk has said that it has opened the station."""
        return self.log.count(OPEN)

    def wait_until_open(self, times: int = 1) -> float:
        """Wait until a kiosk has opened the station, the second one for the second time; return the seconds."""
        return self.wait(lambda: self.times_open >= times)

    def hurt(self, harm: signal.Signals) -> float:
        """Do that to the kiosk, and return how many seconds later another one has opened the station."""
        kiosk, before = self.kiosk, self.times_open
        assert kiosk is not None
        os.kill(kiosk, harm)
        return self.wait_until_open(before + 1)

    def end(self) -> int:
        """End the watch as systemd does, and return its exit code."""
        self.watch.send_signal(signal.SIGTERM)
        return self.watch.wait(WITHIN_S)
