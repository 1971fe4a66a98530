"""A real screen of X that nobody looks at: touched from outside, its picture read where the server keeps it."""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.ui.locked.conftest import LOCK_DOWN

LOOK_EVERY_S = 0.002
PRESSED_S = 0.06
"""How long a finger stays on the glass."""
WITHIN_S = 15.0


class Glass:
    """An X server with the station's own window manager settings; `close` ends both."""

    def __init__(self, folder: Path, *, size: tuple[int, int]) -> None:
        self.size = size
        folder.mkdir()
        read, write = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-fbdir", str(folder)],
            pass_fds=(write,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self._manager = subprocess.Popen(
            ["openbox", "--config-file", str(LOCK_DOWN / "openbox.xml"), "--sm-disable"],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)

    def picture(self) -> bytes:
        """All pixels as they are now."""
        return self._pixels[:]

    def touch(self, x: int, y: int, *, for_s: float = PRESSED_S) -> None:
        """Put a finger down, and lift it."""
        self.hand("mousemove", str(x), str(y), "mousedown", "1", "sleep", str(for_s), "mouseup", "1")

    def answer_ms(self, x: int, y: int) -> float:
        """Touch, and return after how many milliseconds the picture was another; raise `NoAnswer` when it never is."""
        self.hand("mousemove", str(x), str(y))
        before, began = self.picture(), time.perf_counter()
        with subprocess.Popen(
            ["xdotool", "mousedown", "1", "sleep", str(PRESSED_S), "mouseup", "1"],
            env=self.environment, stdin=subprocess.DEVNULL,
        ):  # fmt: skip
            while self.picture() == before:
                if time.perf_counter() - began > WITHIN_S:
                    raise NoAnswer(f"no other picture {WITHIN_S:.0f} s after a touch at {x}, {y}")
                time.sleep(LOOK_EVERY_S)
            return (time.perf_counter() - began) * 1000

    def keys(self, *names: str) -> None:
        """Press keys one after the other, at a quick typist's pace: a scanner's would be read as a card."""
        self.hand("key", "--delay", "120", *names)

    def hand(self, *words: str) -> None:
        """Do something by xdotool."""
        subprocess.run(
            ["xdotool", *words], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=WITHIN_S + 5, check=True,
        )  # fmt: skip

    def close(self) -> None:
        self._pixels.close()
        for process in (self._manager, self._server):
            process.send_signal(signal.SIGTERM)
            process.wait(WITHIN_S)


class NoAnswer(Exception):
    """The kiosk shows the same picture, whatever is touched."""


def likeness(one: bytes, other: bytes) -> float:
    """The share of the screen that is the same in both, by samples of it."""
    step = 4 * 61
    here, there = one[::step], other[::step]
    return sum(a == b for a, b in zip(here, there, strict=True)) / len(here)
