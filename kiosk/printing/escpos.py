"""A job as ESC/POS, and a printer that speaks it; the raster and the devices are python-escpos'.

Importing python-escpos takes 300 ms, so a station calls `warm_up()` after the first picture; then encoding a slip takes
some milliseconds.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from typing import Any

from kiosk.printing.asking import HEARD_ANSWER_S, TAKE_S, Asking
from kiosk.printing.links import Connect, Link, NotConnected
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState

BAND_DOTS = 256
"""Rows in one `GS v 0`; cheap printers lose a picture that is higher than their buffer."""
CONNECT_S, FINISH_S = 2.0, 10.0
SEND_S = 10.0
"""A printer that has taken no byte for so long is given up; a slow line may take its time, within the job's."""
ANSWER_S = 0.05
"""A printer that can answer does so within some milliseconds; one that cannot must not cost the worker more."""

FINISH_COMMAND = bytes(16)
"""Ends whatever command a cable pulled in mid slip left unfinished; between commands, NUL means nothing."""
DROP_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away what is not printed yet, so that it never comes out for the next person."""
RESET, FEED_AND_CUT = b"\x1b@", b"\x1bd\x06\x1dV\x00"

STOPPED = {
    PrinterState.OUT_OF_PAPER: PrintOutcome.OUT_OF_PAPER,
    PrinterState.COVER_OPEN: PrintOutcome.COVER_OPEN,
    PrinterState.NOT_THERE: PrintOutcome.NO_PRINTER,
    PrinterState.SILENT: PrintOutcome.FAILED,
    PrinterState.ERROR: PrintOutcome.FAILED,
}

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Import python-escpos and encode a first dot. Its temporary folder of printer profiles is removed again."""
    import escpos.capabilities

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    encode(PrintJob(width_dots=8, height_dots=1, rows=b"\x80", width_mm=1))


def encode(job: PrintJob) -> bytes:
    """Return `job` as ESC/POS: reset, the picture as `GS v 0` in bands, feed and cut."""
    from escpos.printer import Dummy
    from PIL import Image

    printer = Dummy(profile=_profile(job.width_dots))
    printer.hw("INIT")
    for top in range(0, job.height_dots, BAND_DOTS):
        height = min(BAND_DOTS, job.height_dots - top)
        rows = job.rows[top * job.row_bytes : (top + height) * job.row_bytes]
        printer.image(Image.frombytes("1", (job.width_dots, height), rows, "raw", "1;I"))
    if job.cut:
        printer.cut()
    else:
        printer.print_and_feed(4)
    return bytes(printer.output)


def _profile(width_dots: int) -> Any:
    """A printer as wide as the picture; python-escpos writes to stdout when its profile does not say how wide."""
    from escpos.capabilities import Profile

    profile = Profile(features={"paperFullCut": True})
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": width_dots}}}
    return profile


class EscposPrinter:
    """A printer at the end of a cable that speaks ESC/POS.

    PRINTED means that the printer said so if it can answer at all, otherwise that it took every byte. One that has
    answered once is given nothing any more while it is silent: it hangs, and would print the slip when it wakes, for
    somebody else. After a slip that came to grief the next one is told to the printer as from a new page: what was
    left in its buffer is thrown away, what hangs out of it is cut off.
    """

    def __init__(self, connect: Connect, *, answer_s: float = ANSWER_S, send_s: float = SEND_S) -> None:
        self.connect = connect
        self._answer_s = answer_s
        self._stall_s = send_s
        self._has_answered = False
        self._tells_when_done = False
        self._torn_bytes = 0
        """The largest piece of a picture that a job which came to grief can have left unfinished; 0 if none has."""
        self._seen = PrinterState.SILENT

    @property
    def seen(self) -> PrinterState:
        return self._seen

    def warm_up(self) -> None:
        """Load python-escpos (300 ms)."""
        warm_up()

    def state(self) -> PrinterState:
        """Ask the printer how it is, and throw away what a job left in its buffer; blocks for 12 s at the very most."""
        try:
            link = self.connect(CONNECT_S)
        except NotConnected:
            self._seen = PrinterState.NOT_THERE
            return self._seen
        try:
            self._forget_torn(link)
            self._see(Asking(link, answer_s=HEARD_ANSWER_S).state())
            _close(link, drop_unsent=False)
        except OSError as error:
            self._seen = PrinterState.SILENT if isinstance(error, TimeoutError) else PrinterState.NOT_THERE
            _close(link, drop_unsent=True)
        return self._seen

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print `job` within its deadline or drop it; blocks for some seconds more than that at the very most."""
        data = encode(job)
        if not job.seconds_left:
            return PrintOutcome.FAILED
        try:
            link = self.connect(min(CONNECT_S, job.seconds_left))
        except NotConnected as error:
            log.info("no printer: %s", error)
            self._seen = PrinterState.NOT_THERE
            return PrintOutcome.NO_PRINTER
        try:
            outcome = self._print_over(link, data, job)
        except OSError as error:
            log.info("printing failed: %s", error)
            self._seen = PrinterState.SILENT
            _close(link, drop_unsent=True)
            return PrintOutcome.FAILED
        _close(link, drop_unsent=False)
        return outcome

    def _print_over(self, link: Link, data: bytes, job: PrintJob) -> PrintOutcome:
        self._forget_torn(link)
        asking = Asking(link, answer_s=HEARD_ANSWER_S if self._has_answered else self._answer_s)
        state = self._see(asking.state())
        if not state.prints and (state is not PrinterState.SILENT or self._has_answered):
            return STOPPED[state]
        whole = self._from_a_new_page() + data
        self._torn_bytes = BAND_DOTS * job.row_bytes
        link.send(whole, within_s=job.seconds_left, stall_s=self._stall_s)
        # A cable pulled or a printer reset in mid job shows itself now or never.
        if state is PrinterState.SILENT and not asking.heard_late():
            self._torn_bytes = 0
            return PrintOutcome.PRINTED
        return self._wait_until_done(link, asking, job)

    def _wait_until_done(self, link: Link, asking: Asking, job: PrintJob) -> PrintOutcome:
        asking.ask_when_done()
        longest_s = job.seconds_left if self._tells_when_done else min(FINISH_S, job.seconds_left)
        state, was_told = asking.wait_until_done(within_s=longest_s)
        self._tells_when_done |= was_told
        self._see(state)
        # Some printers do not know GS r; one that still has paper and answers has printed.
        if state.prints and (was_told or not self._tells_when_done):
            self._torn_bytes = 0
            return PrintOutcome.PRINTED
        self._forget_torn(link)
        return STOPPED.get(state, PrintOutcome.FAILED)

    def _see(self, state: PrinterState) -> PrinterState:
        self._has_answered |= state is not PrinterState.SILENT
        self._seen = state
        return state

    def _forget_torn(self, link: Link) -> None:
        """Have the printer throw away at once what it has of a job that came to grief."""
        if self._torn_bytes:
            link.send(FINISH_COMMAND + DROP_BUFFER, within_s=TAKE_S)

    def _from_a_new_page(self) -> bytes:
        """What goes before a slip after one that came to grief.

        A printer that does not know DLE DC4 8 still waits for the rest of a picture: it gets white. Then the paper
        that hangs out goes to whoever picks it up, and not with the next slip.
        """
        if not self._torn_bytes:
            return b""
        return FINISH_COMMAND + DROP_BUFFER + bytes(self._torn_bytes) + RESET + FEED_AND_CUT


def _close(link: Link, *, drop_unsent: bool) -> None:
    """What goes wrong in hanging up changes nothing of what became of the job."""
    with contextlib.suppress(OSError):
        link.close(drop_unsent=drop_unsent)
