"""Slips on their way to paper: printed now or not at all, beside the screen."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, QTimer

from kiosk.journeys import events as was
from kiosk.printing.printer import PrintJob, PrintOutcome
from ui.printer_watch import PrinterWatch
from ui.printing_desk import PrintingDesk
from ui.shell import Shell
from ui.tasks import Lane, Tasks
from ui.turns import Turns

PRINT_AFTER_MS = 50
"""The slip is put on the screen first: drawing it for the printer at the same time would make both late."""

log = logging.getLogger(__name__)


class Paper(QObject):
    """Prints what is drawn; who watches the printer learns what became of it, as the journey does."""

    def __init__(
        self, *, shell: Shell, tasks: Tasks, turns: Turns, printing: PrintingDesk, watch: PrinterWatch, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._tasks, self._turns, self._printing, self._watch = shell, tasks, turns, printing, watch

    def print(self, drawing: Generator[None, None, PrintJob], told: Callable[[bool], was.Event]) -> None:
        """Print what is drawn, now or not at all; the journey is told whether it came out."""

        def done(outcome: PrintOutcome) -> None:
            self._shell.happen(told(outcome is PrintOutcome.PRINTED))
            self._watch.after(outcome)

        def failed(error: Exception) -> None:
            """The slip stays on the screen, also where the mistake is ours."""
            self._shell.happen(told(False))
            log.error("a slip was not printed: %s", type(error).__name__)

        def draw() -> Generator[None, None, None]:
            try:
                job = yield from drawing
            except Exception as error:  # noqa: BLE001  whatever it was, the slip stays
                failed(error)
            else:
                self._tasks.run(lambda: self._printing.print(job), done, failed, lane=Lane.DEVICE)

        def begin() -> None:
            if self._printing.has_printer:
                self._turns.begin(draw())
            else:
                done(PrintOutcome.NO_PRINTER)

        QTimer.singleShot(PRINT_AFTER_MS, self, begin)
