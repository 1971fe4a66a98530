"""From process start to the first picture, beside a bare window of one button."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from ui.bench.figures import Figures, median

RUNS = 9
PATIENCE_S = 60
BARE_WINDOW = """
import time
from PySide6.QtWidgets import QApplication, QPushButton
class Button(QPushButton):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        QApplication.quit()
app = QApplication([])
button = Button("bench")
button.resize(1080, 1920)
button.show()
app.exec()
"""


def measure(folder: Path) -> Figures:
    """Start both `RUNS` times, in turns, and compare the medians; both from compiled code, as a station starts."""
    kiosk_argv = [sys.executable, "-m", "ui.cli", "run", "--windowed", "1080x1920", "--first-picture"]
    kiosk_argv += ["--data", str(folder / "data")]
    bare_argv = [sys.executable, "-c", BARE_WINDOW]
    bare: list[float] = []
    kiosk: list[float] = []
    with TemporaryDirectory(prefix="yizhan-bench-") as compiled:
        for argv in (bare_argv, kiosk_argv):
            _first_picture_ms(argv, compiled)
        for _ in range(RUNS):
            bare.append(_first_picture_ms(bare_argv, compiled))
            kiosk.append(_first_picture_ms(kiosk_argv, compiled))
    return {"start_ms": median(kiosk), "bare_start_ms": median(bare), "start_ratio": median(kiosk) / median(bare)}


def _first_picture_ms(argv: list[str], compiled: str) -> float:
    """Start `argv`, which prints `time.monotonic()` at its first picture, and return the milliseconds until then.

    `compiled` is the folder where Python keeps compiled code, also where this process was told not to write any.
    """
    env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    started = time.monotonic()
    done = subprocess.run(argv, capture_output=True, text=True, timeout=PATIENCE_S, check=True, env=env)
    return (float(done.stdout.split()[-1]) - started) * 1000
