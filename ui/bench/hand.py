"""A hand on a real kiosk window, with a watch: touches, and when the next picture is there."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QSize, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.printing.printer import NoPrinter, Printer
from ui.app import Kiosk, Setting
from ui.bench.where import bench_places

PATIENCE_S = 20.0
PANEL_PX, PANEL_MM = QSize(1080, 1920), (268.0, 476.0)


class Lost(Exception):
    """The kiosk did not come to the screen that was expected."""


class Hand:
    """Touches items by name. Each touch comes a second after the last by the kiosk's own clock, so none is ignored."""

    def __init__(self, folder: Path, *, printer: Printer | None = None) -> None:
        self.app = QApplication.instance() or QApplication(["yizhan-kiosk"])
        seconds = itertools.count()
        self.kiosk = Kiosk(
            Setting(
                places=bench_places(folder),
                size_px=PANEL_PX,
                panel_mm=PANEL_MM,
                printer=printer or NoPrinter(),
                monotonic_s=lambda: float(next(seconds)),
                is_tended=False,
            )
        )
        self.shell = self.kiosk.shell
        self._pictures_before = 0
        self._finger = QTest.createTouchDevice()
        self._wake = QTimer()
        self._wake.start(50)  # an event now and then, so that a condition without one of its own is seen
        self.kiosk.show(windowed=True)
        self.wait(lambda: self.kiosk.is_open)

    def names(self) -> list[str]:
        """The names of what can be seen."""
        return [item.objectName() for item in self.shell.visible_items()]

    def touch(self, name: str) -> float:
        """Touch `name` at its middle and return the moment at which the finger was lifted (`perf_counter`)."""
        self._drop_what_goes()
        item = next((item for item in self.shell.visible_items() if item.objectName() == name), None)
        if item is None:
            raise Lost(f"{name} is not on {self.shell.screen_name}")
        at = item.mapTo(self.shell, item.rect().center())
        window = self.shell.windowHandle()
        QTest.touchEvent(window, self._finger).press(0, at).commit(False)
        self.app.processEvents()  # no finger is so quick that the button could not answer it before
        self._pictures_before = self.shell.pictures_painted
        lifted = time.perf_counter()
        QTest.touchEvent(window, self._finger).release(0, at).commit(False)
        return lifted

    def go(self, name: str, screen: str) -> float:
        """Touch `name`; return the milliseconds from lifting the finger until `screen` has been painted whole."""
        lifted = self.touch(name)
        self.wait(lambda: self._is_painted(screen))
        return (time.perf_counter() - lifted) * 1000

    def _is_painted(self, screen: str) -> bool:
        return (
            self.shell.screen_name == screen
            and self.shell.pictures_painted > self._pictures_before
            and all(item.is_drawn for item in self.shell.visible_items())
        )

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Let the kiosk live until `is_so`, asleep between its events as a kiosk is; raises `Lost`."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > deadline:
                raise Lost(f"waited in vain on {self.shell.screen_name}")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def rest(self, seconds: float) -> None:
        """Let the kiosk live for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.app.processEvents()
            self._drop_what_goes()
            time.sleep(0.001)

    def _drop_what_goes(self) -> None:
        """What the loop of a program does by itself, and `processEvents` does not: `deleteLater`."""
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        """End the kiosk."""
        self.kiosk.close()
        self.app.processEvents()
