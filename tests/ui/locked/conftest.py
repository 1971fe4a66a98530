"""A machine with a screen of X, a window manager and the kiosk on it, as `session in-x` starts them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.desk.first_start import FirstStart
from kiosk.desk.first_start_file import keep_first_start

LOCK_DOWN = Path(__file__).parents[3] / "scripts/bundle/linux/lock-down"
SIZE = (1024, 768)
WITHIN_S = 60.0
CLASS = '("yizhan-kiosk" "yizhan-kiosk")'
TOP_WINDOW = re.compile(r" {5}(0x[0-9a-f]+) .* (\d+)x(\d+)\+-?\d+\+-?\d+  \+(-?\d+)\+(-?\d+)$")
PROGRAM = """#!/bin/sh
exec {python} -P -m ui.cli "$@"
"""


class LockedMachine:
    """Its screen, and hands that reach for keys and mouse. The wizard of its first start was put off."""

    def __init__(self, folder: Path, program: Path, *, manager: bool = True) -> None:
        self.folder = folder
        keep_first_start(Places(data=folder / "data", keys=folder / "keys"), FirstStart().put_off())
        self._read, write = os.pipe()
        self._x = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
            pass_fds=(write,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(self._read) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {
            **os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "YIZHAN_PROGRAM": str(program),
            "YIZHAN_DATA": str(folder / "data"), "YIZHAN_KEYS": str(folder / "keys"), "YIZHAN_NO_SYNC": "1",
            "HOME": str(folder),
        }  # fmt: skip
        self.session = subprocess.Popen(
            [str(LOCK_DOWN / "session"), "in-x"], env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def hand(self, *words: str) -> str:
        """Do something with keys and mouse, or look at windows, by xdotool."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=WITHIN_S, check=False
        )
        return done.stdout

    def windows(self) -> list[tuple[int, ...]]:
        """What is to be seen on the screen, as width, height, x, y; menus and pop-ups, too."""
        return [
            tuple(map(int, found.groups()[1:]))
            for found in map(TOP_WINDOW.match, self.tree().splitlines())
            if found and int(found[2]) > 1 and "IsViewable" in self._look("-id", found[1])
        ]

    @property
    def client(self) -> str:
        """The window of the kiosk."""
        return next(line.split()[0] for line in self.tree().splitlines() if CLASS in line)

    def tree(self) -> str:
        """All windows of the screen, as `xwininfo` lists them."""
        return self._look("-root", "-tree")

    def _look(self, *words: str) -> str:
        done = subprocess.run(
            ["xwininfo", *words], env=self.environment, capture_output=True, text=True, timeout=WITHIN_S, check=False
        )
        return done.stdout

    @property
    def kiosk(self) -> int | None:
        """The process id of the kiosk; None while there is none."""
        listed = subprocess.run(
            ["pgrep", "-f", f"run --data {self.folder / 'data'} --watched"], capture_output=True, text=True, check=False
        )
        return int(listed.stdout.split()[0]) if listed.stdout.split() else None

    def wait(self, holds: Callable[[], object]) -> None:
        until = time.monotonic() + WITHIN_S
        while not holds():
            assert time.monotonic() < until, self.windows()
            time.sleep(0.1)

    def shows_the_kiosk(self) -> bool:
        """Whether the kiosk's window covers the whole screen, and there is no other."""
        return self.windows() == [(*SIZE, 0, 0)] and CLASS in self.tree()

    def end(self) -> None:
        for process in (self.session, self._x):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(WITHIN_S)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """`yizhan-kiosk` of this checkout."""
    import sys

    made = tmp_path / "yizhan-kiosk"
    made.write_text(PROGRAM.format(python=sys.executable), "utf-8")
    made.chmod(0o755)
    return made


@pytest.fixture
def locked(tmp_path: Path, program: Path) -> Iterator[LockedMachine]:
    machine = LockedMachine(tmp_path, program)
    try:
        machine.wait(machine.shows_the_kiosk)
        yield machine
    finally:
        machine.end()
