"""Tells the process that watches the kiosk that the screen's own thread lives, and whether it is busy."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.care.watching.rules import BEAT, BEAT_EVERY_S, BUSY, FREE, OPEN

NO_CORE_BYTES = 1
"""A core file may not be larger: nothing of what people typed is written to a disk, or handed to a program that
collects such files, which a limit of 0 does not keep from it (core(5))."""


class Heartbeat(QObject):
    """Beats from the first picture on. `unwatched` is called once, when nobody listens any more.

    `is_busy` says whether somebody is there, or something is in hand that a fresh start must not cut off.
    """

    def __init__(
        self, parent: QObject, *, unwatched: Callable[[], None], is_busy: Callable[[], bool], output: int = 1
    ) -> None:
        super().__init__(parent)
        self._output, self._unwatched, self._is_busy, self._said = output, unwatched, is_busy, BEAT
        if hasattr(os, "set_blocking"):  # Windows: since Python 3.12
            os.set_blocking(output, False)  # a watch that stands still must not stop the screen
        self._timer = QTimer(self, interval=round(BEAT_EVERY_S * 1000))
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Beat now, and from now on."""
        self._beat()
        self._timer.start()

    def tell_open(self) -> None:
        """Say now, and with each beat, that the station is open: a new program has proved itself by that."""
        self._said = OPEN
        self._beat()

    def _beat(self) -> None:
        try:
            os.write(self._output, self._said + (BUSY if self._is_busy() else FREE))
        except BlockingIOError:
            return
        except OSError:
            self._timer.stop()
            self._unwatched()


def prepare_for_watch() -> None:
    """Have this process write its last words into the log of the watch, and nothing else of itself anywhere."""
    faulthandler.enable()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for ours in ("kiosk", "ui", "sync"):
        logging.getLogger(ours).setLevel(logging.INFO)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (NO_CORE_BYTES, NO_CORE_BYTES))
