"""Waiting for a window without keeping the machine busy."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

BREATH_S = 0.001


def breathe() -> None:
    """Let the window do what is due, and then other threads and programs what they can in a millisecond.

    Qt ignores `WaitForMoreEvents` beside a longest time: a loop of such calls takes a core, and Python's lock with it.
    """
    QApplication.processEvents()
    time.sleep(BREATH_S)
