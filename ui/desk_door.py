"""The door from the kiosk to the desk: a corner that is held, and the desk's own process behind it.

The desk is another process, so that its libraries, its on-screen keyboard and a clerk's log-in never lie in the
memory of the program in front of which strangers stand, and so that neither can take the other down.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QProcess, QProcessEnvironment, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from kiosk.care.program import program_argv
from kiosk.desk.machine_ends import Ending
from ui.theme import Theme
from ui.widgets.guard import guarded

log = logging.getLogger(__name__)

HOLD_MS = 2000
"""Long enough that no visitor does it by chance, short enough for a clerk (worker-experience.md: no hidden gestures
for workers; this one is the staff's)."""
CORNER_MM = 15.0
KIOSK = "YIZHAN_KIOSK"
"""In the surroundings of the desk's process: the process id of the kiosk that it covers."""
IN_USE, AT_REST = b"\x05", b"\x06"
"""What the desk says on its standard output: that it is in use again, or was locked and left (`ui.desk.rest`)."""


class Corner(QWidget):
    """The upper right corner of the kiosk, invisible. `held` is said when a finger stayed there long enough."""

    held = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("corner")
        side = round(theme.px(CORNER_MM))
        self.resize(side, side)
        self._timer = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._timer.timeout.connect(self.held)
        parent.installEventFilter(self)
        self._stay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner, above whatever is shown."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self._stay()
        return False

    def _stay(self) -> None:
        self.move(self._window.width() - self.width(), 0)
        self.raise_()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._timer.start()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._timer.stop()


class DeskDoor(QObject):
    """Starts the desk, at most one at a time. `opened` and `closed` tell when the kiosk is covered."""

    opened = Signal()
    closed = Signal()
    wanted_anew = Signal()
    """A technician wants the kiosk to be begun anew; follows `closed`."""
    program_left = Signal()
    """A technician leaves the station program; follows `closed`."""

    def __init__(self, arguments: Callable[[], Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._arguments = arguments
        self.program: Sequence[str] = ()
        """Another program than the station's own desk, and its first words."""
        self._process: QProcess | None = None
        self._is_at_rest = False

    @property
    def is_in_use(self) -> bool:
        """Whether staff are at the desk, or it has something in hand; one that is locked and left is not in use."""
        return self._process is not None and not self._is_at_rest

    @property
    def process_id(self) -> int | None:
        """The desk's process; None while no desk is open."""
        return None if self._process is None else self._process.processId()

    def open(self) -> None:
        """Open the desk over the kiosk; while one is open, nothing more happens."""
        if self._process is not None:
            return
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        process.readyReadStandardOutput.connect(lambda: self._hear(process))
        self._process, self._is_at_rest = process, False
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert(KIOSK, str(os.getpid()))
        process.setProcessEnvironment(environment)
        program, *before = self.program or (*program_argv(), "run", "--desk", "--covers-kiosk")
        process.start(program, [*before, *self._arguments()])
        self.opened.emit()

    def close(self) -> None:
        """End the desk with the kiosk; what is typed there is saved by it."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            if not process.waitForFinished(3000):
                process.kill()
                process.waitForFinished(1000)

    def _hear(self, process: QProcess) -> None:
        said = bytes(process.readAllStandardOutput().data())
        if AT_REST in said or IN_USE in said:  # libraries may say something there, too
            self._is_at_rest = said.rfind(AT_REST) > said.rfind(IN_USE)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended(0, QProcess.ExitStatus.CrashExit)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.deleteLater()
        if status is not QProcess.ExitStatus.NormalExit or code not in (0, *Ending):
            log.warning("the desk ended by itself: %s, %d (%s)", status.name, code, process.error().name)
        self.closed.emit()
        if status is QProcess.ExitStatus.NormalExit and code == Ending.ANEW:
            self.wanted_anew.emit()
        elif status is QProcess.ExitStatus.NormalExit and code == Ending.LEFT:
            self.program_left.emit()
