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

from kiosk.printing.links import Connect, Link, NotConnected
from kiosk.printing.printer import PrintJob, PrintOutcome

BAND_DOTS = 256
"""Rows in one `GS v 0`; cheap printers lose a picture that is higher than their buffer."""
CONNECT_S, SEND_S, FINISH_S = 2.0, 10.0, 10.0
ANSWER_S = 0.05
"""A printer that can answer does so within some milliseconds; one that cannot must not cost the worker more."""

ASK_PAPER = b"\x10\x04\x04"
"""DLE EOT 4: the paper sensor at this moment, answered even before the buffer is printed."""
ASK_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: the paper sensor, answered in its turn, that is when all before it has been printed."""
DROP_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: throw away what is not printed yet, so that it never comes out for the next person."""
STATUS_MASK, STATUS_BITS, PAPER_END = 0b1001_0011, 0b0001_0010, 0b0110_0000
DONE_MASK, DONE_PAPER_END = 0b1001_0000, 0b0000_1100

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Import python-escpos and encode a first dot. Its temporary folder of printer profiles is removed again."""
    import escpos.capabilities  # type: ignore[import-untyped]  # python-escpos has no types

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    encode(PrintJob(width_dots=8, height_dots=1, rows=b"\x80", width_mm=1))


def encode(job: PrintJob) -> bytes:
    """Return `job` as ESC/POS: reset, the picture as `GS v 0` in bands, feed and cut."""
    from escpos.printer import Dummy  # type: ignore[import-untyped]  # python-escpos has no types
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

    PRINTED means that the printer said so if it can answer at all, otherwise that it took every byte.
    """

    def __init__(self, connect: Connect, *, answer_s: float = ANSWER_S, send_s: float = SEND_S) -> None:
        self.connect = connect
        self._answer_s = answer_s
        self._send_s = send_s

    def warm_up(self) -> None:
        """Load python-escpos (300 ms)."""
        warm_up()

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print `job` within its deadline or drop it; blocks for 23 s at the very most."""
        data = encode(job)
        if not job.seconds_left:
            return PrintOutcome.FAILED
        try:
            link = self.connect(min(CONNECT_S, job.seconds_left))
        except NotConnected as error:
            log.info("no printer: %s", error)
            return PrintOutcome.NO_PRINTER
        try:
            outcome = self._print_over(link, data, job)
        except OSError as error:
            log.info("printing failed: %s", error)
            _close(link, drop_unsent=True)
            return PrintOutcome.FAILED
        _close(link, drop_unsent=False)
        return outcome

    def _print_over(self, link: Link, data: bytes, job: PrintJob) -> PrintOutcome:
        paper = self._has_paper(link)
        if paper is False:
            return PrintOutcome.OUT_OF_PAPER
        link.send(data, within_s=min(self._send_s, job.seconds_left))
        if paper is None:
            # A cable pulled or a printer reset in mid job shows itself now or never.
            link.receive(within_s=self._answer_s)
            return PrintOutcome.PRINTED
        outcome = self._wait_until_done(link, job)
        if outcome is not PrintOutcome.PRINTED:
            link.send(DROP_BUFFER, within_s=self._answer_s)
        return outcome

    def _wait_until_done(self, link: Link, job: PrintJob) -> PrintOutcome:
        link.send(ASK_WHEN_DONE, within_s=self._answer_s)
        done = link.receive(within_s=min(FINISH_S, job.seconds_left))
        if done and done[-1] & DONE_MASK == 0:
            return PrintOutcome.OUT_OF_PAPER if done[-1] & DONE_PAPER_END else PrintOutcome.PRINTED
        # Some printers do not know GS r; one that still has paper and answers has printed.
        match self._has_paper(link):
            case True:
                return PrintOutcome.PRINTED
            case False:
                return PrintOutcome.OUT_OF_PAPER
            case None:
                return PrintOutcome.FAILED

    def _has_paper(self, link: Link) -> bool | None:
        """Ask the paper sensor; None when the printer does not answer."""
        link.send(ASK_PAPER, within_s=self._answer_s)
        answers = [b for b in link.receive(within_s=self._answer_s) if b & STATUS_MASK == STATUS_BITS]
        return not answers[-1] & PAPER_END if answers else None


def _close(link: Link, *, drop_unsent: bool) -> None:
    """What goes wrong in hanging up changes nothing of what became of the job."""
    with contextlib.suppress(OSError):
        link.close(drop_unsent=drop_unsent)
