"""The power goes while a clerk types: a desk in a process of its own, killed once the draft is on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from tests.ui.desk.window import DeskWindow


def type_and_lose_power(places: Places, touches: Sequence[str]) -> None:
    """Log in and touch one thing after the other; what begins with `+` is typed. Then kill the desk."""
    argv = [sys.executable, "-m", "tests.ui.desk.power_cut", str(places.data), str(places.keys), *touches]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    assert process.stdout
    assert process.stdout.readline() == "typed\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _type(data: str, keys: str, *touches: str) -> None:
    QApplication([])
    window = DeskWindow(Places(data=Path(data), keys=Path(keys)))
    window.log_in()
    last = ""
    for touch in touches:
        if touch.startswith("+"):
            last = touch[1:]
            window.type(last)
        else:
            window.touch(touch)
            window.settle()
    kept = f"select count(*) from drafts where fields like '%{last}%'"
    window.until(lambda: window.use(lambda desk: bool(desk.room.database.value(kept))), "the draft on disk")
    print("typed", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _type(*sys.argv[1:])
