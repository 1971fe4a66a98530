"""The process that prints one slip, or one document, on a printer of the operating system, or asks how it is, and ends.

Qt asks CUPS, or a driver of Windows, while it holds Python's lock: a print server that hangs would hold up the screen.
This process can be killed instead. It reads the job from standard input and answers with two words.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.printing.cups import CupsQueue, JobState, cups_queue
from kiosk.printing.printer import PdfJob, PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from kiosk.priority import Place, give_way
from kiosk.speech.parentage import end_with_parent, private_output
from ui.print_request import PrintAnswer, PrintRequest

MM_PER_INCH = 25.4
POLL_S = 0.1


def main(arguments: list[str]) -> int:
    """Print one job, or ask how the printer is; the last argument is the parent's process id."""
    end_with_parent(int(arguments[-1]))
    give_way(Place.VOICE)
    out = private_output()
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QGuiApplication(["yizhan-print"])
    request = PrintRequest.from_stream(sys.stdin.buffer)
    queue = cups_queue(request.printer)
    outcome = None if request.job is None else printed(request, queue=queue)
    out.write(PrintAnswer(outcome=outcome, state=state_of(request.printer, queue=queue)).to_bytes())
    return 0


def state_of(name: str, *, queue: CupsQueue | None) -> PrinterState:
    """Return how the printer is by the word of CUPS, or of Windows."""
    if queue is not None:
        return queue.state()
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        return PrinterState.NOT_THERE
    is_wrong = info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return PrinterState.ERROR if is_wrong else PrinterState.READY


def printed(request: PrintRequest, *, queue: CupsQueue | None) -> PrintOutcome:
    """Print the job or take it back; without a `queue` to ask, it counts as printed when it is handed over."""
    job, until = request.job, time.monotonic() + request.within_s
    assert job is not None
    if queue is not None and not all(map(queue.take_back, request.take_back)):
        return PrintOutcome.NO_PRINTER
    printer = installed_printer(request.printer)
    if printer is None:
        return PrintOutcome.NO_PRINTER
    if isinstance(job, PdfJob):
        taken = queue is not None and queue.send_pdf(job.pdf, title=request.title)
    else:
        printer.setDocName(request.title)
        taken = paint(printer, job)
    if not taken:
        if queue is not None:
            queue.take_back(request.title)
        return PrintOutcome.FAILED
    if queue is None or _has_come_out(queue, request.title, until):
        return PrintOutcome.PRINTED
    queue.take_back(request.title)
    return PrintOutcome.FAILED


def installed_printer(name: str) -> QPrinter | None:
    """Return the printer that the system knows by `name`, None when there is none or it reports a fault."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull() or info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        return None
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _has_come_out(queue: CupsQueue, title: str, until: float) -> bool:
    """Wait for the end of the job; False where it was given up, or did not come out in time."""
    while time.monotonic() < until:
        for job in queue.titled(title):
            if job.state is JobState.COMPLETED:
                return True
            if job.state >= JobState.CANCELED:
                return False
        time.sleep(POLL_S)
    return False


def paint(printer: QPrinter, job: PrintJob) -> bool:
    """Put the picture on a page of its own size, in its real width; False where the printer does not take it."""
    height_mm = job.width_mm * job.height_dots / job.width_dots
    size = QPageSize(
        QSizeF(job.width_mm, height_mm),
        QPageSize.Unit.Millimeter,
        "slip",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
