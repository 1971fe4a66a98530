"""A printer of the operating system, by Qt's print support: for stations whose printer has only a driver."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory

from kiosk.domain.ids import new_id
from kiosk.printing.cups import LIBRARIES
from kiosk.printing.printer import PdfJob, PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from kiosk.speech.child import module_argv
from ui.print_request import PrintAnswer, PrintRequest

FROZEN_FLAG = "--print-slip"
WAIT_S = 20.0
"""A slip takes some seconds; what the system still holds after twenty is taken back, so it never comes out later."""
ASK_S = 2.0
GRACE_S = 3.0
"""For the process that prints to start, and to take its job back."""

log = logging.getLogger(__name__)


class SystemPrinter:
    """The system's printer `name`. A process of its own gives each job to it, and takes back what is late.

    A print server that hangs with a job in its hands keeps it: it is taken back before the next one is printed. How the
    printer is, the system knows from its driver, and often only since the last job.
    """

    def __init__(self, name: str, *, argv: Sequence[str] | None = None, wait_s: float = WAIT_S) -> None:
        self._name = name
        self._argv = tuple(argv or module_argv("ui.print_process", frozen_flag=FROZEN_FLAG))
        self._wait_s = wait_s
        self._left_behind: tuple[str, ...] = ()
        self._seen = PrinterState.SILENT

    @property
    def seen(self) -> PrinterState:
        return self._seen

    def state(self) -> PrinterState:
        """Ask the system how the printer is; blocks for 5 s at the very most. `SILENT` where the system hangs."""
        self._answer(PrintRequest(printer=self._name, title="", take_back=(), within_s=ASK_S, job=None))
        return self._seen

    def warm_up(self) -> None:
        """Nothing to load: another process prints."""

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print `job` within its deadline or take it back."""
        return self._handed_over(job, within_s=min(self._wait_s, job.seconds_left))

    @property
    def takes_pdf(self) -> bool:
        """Only CUPS takes a PDF as it is."""
        return sys.platform in LIBRARIES

    def print_pdf(self, job: PdfJob) -> PrintOutcome:
        """Print the sheets within the deadline or take them back; those that are out already cannot be."""
        return self._handed_over(job, within_s=job.seconds_left)

    def _handed_over(self, job: PrintJob | PdfJob, *, within_s: float) -> PrintOutcome:
        if not within_s:
            return PrintOutcome.FAILED
        title = f"yizhan-{new_id()}"
        answer = self._answer(
            PrintRequest(printer=self._name, title=title, take_back=self._left_behind, within_s=within_s, job=job)
        )
        outcome = None if answer is None else answer.outcome
        if outcome is None:
            self._left_behind = (*self._left_behind, title)
            return PrintOutcome.FAILED
        if outcome is not PrintOutcome.NO_PRINTER:
            self._left_behind = ()
        return outcome

    def _answer(self, request: PrintRequest) -> PrintAnswer | None:
        """What the process says; how the printer is then has been seen."""
        answer = self._said(request)
        self._seen = PrinterState.SILENT if answer is None else answer.state
        return answer

    def _said(self, request: PrintRequest) -> PrintAnswer | None:
        """What the process says; None where it had to be killed, died, or could not be started.

        Whatever it keeps of the slip in a file goes with its folder, however it ends.
        """
        with TemporaryDirectory(prefix="yizhan-print-", ignore_cleanup_errors=True) as folder:
            try:
                done = subprocess.run(
                    (*self._argv, str(os.getpid())),
                    input=request.to_bytes(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=request.within_s + GRACE_S,
                    check=False,
                    env={**os.environ, "TMPDIR": folder},
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                log.warning("the system's printer does not answer: %s", type(error).__name__)
                return None
        return PrintAnswer.from_bytes(done.stdout)


def system_printer(name: str) -> SystemPrinter:
    """Return the system's printer `name`."""
    return SystemPrinter(name)
