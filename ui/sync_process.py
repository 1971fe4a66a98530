"""Keeps `yizhan-kiosk sync` running beside the screen: begun after the first picture, begun again when it has died.

A process of its own, so that its libraries, and a network that hangs, are never in the way of the screen.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from kiosk.care.program import program_argv

BEGIN_AFTER_MS = 10_000
"""By then the first pictures are made, also on a slow machine."""
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 5_000, 600_000
STEADY_S = 600.0
"""Whoever lived so long did not die of its beginning: the pauses begin anew."""
END_MS, KILL_MS = 3_000, 1_000
NEVER_ENV = "YIZHAN_NO_SYNC"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPlan:
    """What the process is told: `every_s` and `start_within_s` in seconds, None for its own measure."""

    every_s: float | None = None
    start_within_s: float | None = None

    def options(self) -> tuple[str, ...]:
        """Return the options of the command."""
        named = (("--every", self.every_s), ("--start-within", self.start_within_s))
        return tuple(word for name, value in named if value is not None for word in (name, str(value)))


def sync_plan(
    *, unwanted: bool, every_s: float | None, start_within_s: float | None, environment: Mapping[str, str] = os.environ
) -> SyncPlan | None:
    """Return what the process is to be told; None where there is to be none, by option or by `YIZHAN_NO_SYNC`."""
    if unwanted or environment.get(NEVER_ENV):
        return None
    return SyncPlan(every_s=every_s, start_within_s=start_within_s)


def sync_command(data: Path, plan: SyncPlan) -> tuple[str, ...]:
    """The command; it ends with this process."""
    return (*program_argv(), "sync", "--data", str(data), "--beside", str(os.getpid()), *plan.options())


class SyncProcess(QObject):
    """At most one process; pauses between deaths grow twofold. `monotonic_s` says how long one lived."""

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject,
        *,
        begin_after_ms: int = BEGIN_AFTER_MS,
        first_pause_ms: int = FIRST_PAUSE_MS,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._command, self._first_pause_ms, self._monotonic_s = tuple(command), first_pause_ms, monotonic_s
        self.pause_ms = first_pause_ms
        """How long is waited after the next death."""
        self._process: QProcess | None = None
        self._began_s = 0.0
        self._timer = QTimer(self, singleShot=True, interval=begin_after_ms)
        self._timer.timeout.connect(self._begin)

    @property
    def process_id(self) -> int | None:
        """The process; None while there is none."""
        return self._process.processId() or None if self._process is not None else None

    def start_soon(self) -> None:
        """Begin in a while."""
        self._timer.start()

    def close(self) -> None:
        """End the process: it ends what it is doing, or is ended."""
        self._timer.stop()
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            if not process.waitForFinished(END_MS):
                process.kill()
                process.waitForFinished(KILL_MS)

    def _begin(self) -> None:
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process, self._began_s = process, self._monotonic_s()
        program, *arguments = self._command
        process.start(program, arguments)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if self._monotonic_s() - self._began_s >= STEADY_S:
            self.pause_ms = self._first_pause_ms
        log.warning("the sync process ended (code %d), again in %d s", process.exitCode(), self.pause_ms // 1000)
        process.deleteLater()
        self._timer.start(self.pause_ms)
        self.pause_ms = min(2 * self.pause_ms, LONGEST_PAUSE_MS)
