"""A printer of the operating system, by Qt's print support: for stations whose printer has only a driver."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.domain.ids import new_id
from kiosk.printing.printer import PrintJob, PrintOutcome
from ui.spool import CupsSpool

log = logging.getLogger(__name__)
MM_PER_INCH = 25.4
WAIT_S, POLL_S = 20.0, 0.25
"""A slip takes some seconds; what the system still holds after twenty is taken back, so it never comes out later."""


class Spool(Protocol):
    """The system's queue of a printer."""

    def jobs(self, printer: str) -> frozenset[str]:
        """Return the ids of the jobs that `printer` has not finished."""
        ...

    def drop(self, jobs: frozenset[str]) -> None:
        """Take `jobs` out of the queue."""
        ...


class SystemPrinter:
    """The system's printer `name`; jobs that do not leave the queue in time are taken out of it."""

    def __init__(
        self,
        name: str,
        *,
        spool: Spool,
        device: Callable[[str], QPrinter | None] | None = None,
        wait_s: float = WAIT_S,
    ) -> None:
        self._name = name
        self._spool = spool
        self._device = device or installed_printer
        self._wait_s = wait_s

    def warm_up(self) -> None:
        """Nothing to load: Qt is there."""

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print `job` within its deadline or take it back."""
        if not job.seconds_left:
            return PrintOutcome.FAILED
        printer = self._device(self._name)
        if printer is None:
            return PrintOutcome.NO_PRINTER
        before = self._spool.jobs(self._name)
        if not _painted(printer, job):
            return PrintOutcome.FAILED
        return self._watched(before, job)

    def _watched(self, before: frozenset[str], job: PrintJob) -> PrintOutcome:
        until = time.monotonic() + min(self._wait_s, job.seconds_left)
        while waiting := self._spool.jobs(self._name) - before:
            if time.monotonic() >= until:
                self._spool.drop(waiting)
                log.info("the system's printer did not finish in time")
                return PrintOutcome.FAILED
            time.sleep(POLL_S)
        return PrintOutcome.PRINTED


def system_printer(name: str) -> SystemPrinter:
    """Return the system's printer `name`, watched through CUPS where there is CUPS."""
    return SystemPrinter(name, spool=CupsSpool())


def installed_printer(name: str) -> QPrinter | None:
    """Return the printer that the system knows by `name`, None when there is none or it reports a fault."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull() or info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        return None
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _painted(printer: QPrinter, job: PrintJob) -> bool:
    """Put the picture on a page of its own size, in its real width."""
    height_mm = job.width_mm * job.height_dots / job.width_dots
    size = QPageSize(
        QSizeF(job.width_mm, height_mm),
        QPageSize.Unit.Millimeter,
        "slip",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    printer.setDocName(f"yizhan-{new_id()}")
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    per_mm = printer.resolution() / MM_PER_INCH
    painter.drawImage(QRectF(0, 0, job.width_mm * per_mm, height_mm * per_mm), _image(job))
    return painter.end()


def _image(job: PrintJob) -> QImage:
    image = QImage(job.rows, job.width_dots, job.height_dots, job.row_bytes, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    return image.copy()
