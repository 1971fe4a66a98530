"""A hand on the real desk over the bench's hall, with a watch: touches, and when the screen's content is painted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.domain.staff import Role
from kiosk.printing.printer import NoPrinter, Printer
from ui.bench.hall import STAFF, hall_now, hall_places
from ui.desk.app import DeskApp, DeskSetting
from ui.desk_finger import DeskFinger
from ui.screens.desk.screen import Place

PANEL_PX, PANEL_MM = QSize(1080, 1920), (268.0, 476.0)


class Painted(QObject):
    """Counts how often a window painted what had changed in it, children included."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Qt paints all that is to be painted when it sends this to the window."""
        if event.type() is QEvent.Type.UpdateRequest:
            self.count += 1
        return False


class DeskHand(DeskFinger):
    """A desk that was opened for the bench, of which a practised clerk makes use."""

    def __init__(self, folder: Path, *, printer: Printer | None = None) -> None:
        self.qt = QApplication.instance() or QApplication(["yizhan-kiosk"])
        now = hall_now(folder)
        self.app = DeskApp(
            DeskSetting(
                places=hall_places(folder),
                language=Language.ZH_CN,
                size_px=PANEL_PX,
                panel_mm=PANEL_MM,
                printer=printer or NoPrinter(),
                device="bench",
                now=lambda: now,
            )
        )
        super().__init__(self.app.shell)
        self._painted = Painted(self.shell)
        self._painted_before = 0
        self.app.show(windowed=True)
        self.until(lambda: self.sees("desk-log-in"), "the door")

    def come_in(self, role: Role = Role.HEAD) -> None:
        """Log in by touches."""
        self.log_in(*STAFF[role])

    def _after_tap(self) -> None:
        """What follows the touch is measured."""

    def go(self, touch: Callable[[], float], place: Place) -> float:
        """Touch; return the milliseconds from lifting the finger until `place` is painted with what it asked for.

        What a report counts has a bar of its own: there it is until the screen can be touched.
        """
        self._painted_before = self._painted.count
        lifted = touch()

        def is_answered() -> bool:
            return place is Place.REPORTS or not self.shell.is_waiting

        self.until(lambda: self.shell.place is place and is_answered(), f"{place}")
        while True:
            before = self._painted.count
            ended = time.perf_counter()
            self.live()
            if self._painted.count == before and is_answered():
                break
        if self._painted.count == self._painted_before:
            self.until(lambda: self._painted.count > self._painted_before, f"the picture of {place}")
            ended = time.perf_counter()
        return (ended - lifted) * 1000

    def rest(self, seconds: float) -> None:
        """Let the desk live for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.live()
            time.sleep(0.001)

    def close(self) -> None:
        """End the desk."""
        self.app.close()
        self.shell.deleteLater()
        self.app.deleteLater()
        self.live()
