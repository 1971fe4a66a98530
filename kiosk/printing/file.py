"""A file or a printer's device file as a printer: the ESC/POS bytes of one job at a time."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import select
import stat
import sys
import time
from pathlib import Path

from kiosk.printing.escpos import encode, warm_up
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState

SEND_S = 10.0
NOT_THERE = {errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.EROFS}
"""Nothing to print on: no such device, nobody at the other end of a pipe, no permission."""

SEEN_AFTER = {
    PrintOutcome.PRINTED: PrinterState.READY,
    PrintOutcome.OUT_OF_PAPER: PrinterState.OUT_OF_PAPER,
    PrintOutcome.COVER_OPEN: PrinterState.COVER_OPEN,
    PrintOutcome.NO_PRINTER: PrinterState.NOT_THERE,
    PrintOutcome.FAILED: PrinterState.SILENT,
}
ASK_DEVICE = 0x060B
"""`LPGETSTATUS`, which the driver of USB printers answers with the status of IEEE 1284."""
SAYS_PAPER_END, SAYS_NO_ERROR = 0x20, 0x08
DEVICES = Path("/dev")
"""What is not there below it does not come to be by writing."""

log = logging.getLogger(__name__)


class FilePrinter:
    """Writes each job to `path`, over the job before. A device that takes no more is given up after ten seconds.

    Not python-escpos' own `File`: its writes to `/dev/usb/lp0` wait for ever when the paper is out.
    """

    def __init__(self, path: Path, *, send_s: float = SEND_S) -> None:
        self._path = path
        self._send_s = send_s
        self._seen = PrinterState.SILENT

    def warm_up(self) -> None:
        """Load python-escpos (300 ms)."""
        warm_up()

    @property
    def seen(self) -> PrinterState:
        return self._seen

    def state(self) -> PrinterState:
        """Look without writing: a file that is or can be there is ready, a USB printer's device says how it is."""
        self._seen = _state_of(self._path)
        return self._seen

    def print(self, job: PrintJob) -> PrintOutcome:
        """Write `job` within its deadline; what could not be written whole is taken back where that is possible."""
        outcome = self._printed(job)
        self._seen = SEEN_AFTER[outcome]
        return outcome

    def _printed(self, job: PrintJob) -> PrintOutcome:
        data = encode(job)
        if not job.seconds_left:
            return PrintOutcome.FAILED
        try:
            descriptor = os.open(self._path, _flags(), 0o600)
        except OSError as error:
            log.info("no printer: %s", error)
            return PrintOutcome.NO_PRINTER if error.errno in NOT_THERE else PrintOutcome.FAILED
        try:
            _write_all(descriptor, data, within_s=min(self._send_s, job.seconds_left))
            return PrintOutcome.PRINTED
        except OSError as error:
            log.info("printing failed: %s", error)
            _take_back(descriptor)
            return _outcome_of(error)
        finally:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _state_of(path: Path) -> PrinterState:
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        can_be_made = DEVICES not in path.parents and os.access(path.parent, os.W_OK)
        return PrinterState.READY if can_be_made else PrinterState.NOT_THERE
    except OSError as error:
        return PrinterState.NOT_THERE if error.errno in NOT_THERE else PrinterState.SILENT
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return PrinterState.READY
        return state_of_status(_status_of(descriptor))
    finally:
        os.close(descriptor)


def _status_of(descriptor: int) -> int | None:
    """Return what the driver says of the printer; None where it says nothing, as on Windows."""
    try:
        import fcntl

        said = fcntl.ioctl(descriptor, ASK_DEVICE, bytes(4))
    except (ImportError, OSError):
        return None
    return int.from_bytes(said, sys.byteorder)


def state_of_status(status: int | None) -> PrinterState:
    """Return the state for the status byte of IEEE 1284, None for none."""
    if status is None:
        return PrinterState.SILENT
    if status & SAYS_PAPER_END:
        return PrinterState.OUT_OF_PAPER
    return PrinterState.READY if status & SAYS_NO_ERROR else PrinterState.ERROR


def _flags() -> int:
    """Windows knows neither O_NONBLOCK nor a text-free O_WRONLY."""
    return os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _write_all(descriptor: int, data: bytes, *, within_s: float) -> None:
    until = time.monotonic() + within_s
    rest = memoryview(data)
    while rest:
        with contextlib.suppress(BlockingIOError):
            rest = rest[os.write(descriptor, rest) :]
            continue
        if not select.select([], [descriptor], [], max(0.0, until - time.monotonic()))[1]:
            raise TimeoutError("the device takes no more")


def _take_back(descriptor: int) -> None:
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.ftruncate(descriptor, 0)


def _outcome_of(error: OSError) -> PrintOutcome:
    """The Linux driver of USB printers says ENOSPC for an empty paper tray; a full disk looks the same."""
    return PrintOutcome.OUT_OF_PAPER if error.errno == errno.ENOSPC else PrintOutcome.FAILED
