"""What an ESC/POS printer says of itself: questions over a link, and answers told apart from whatever else it says.

Commands and bits: Epson's ESC/POS command reference, "DLE EOT", "GS r"; no status byte there has its highest bit set.
"""

from __future__ import annotations

import time

from kiosk.printing.links import Link
from kiosk.printing.state import PrinterState

ASK_PRINTER, ASK_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
"""DLE EOT 1, 2 and 4: offline or not, why, and the paper; answered at once, whatever waits to be printed."""
ASK_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: the paper sensor, answered in its turn, that is when all before it has been printed."""
STATUS_MASK, STATUS_BITS = 0b1001_0011, 0b0001_0010
PAPER_NEAR_END, PAPER_END = 0b0000_1100, 0b0110_0000
OFFLINE, COVER_OPEN, CAUSE_PAPER_END, CAUSE_ERROR = 0x08, 0x04, 0x20, 0x40
DONE_MASK, DONE_NEAR_END, DONE_PAPER_END = 0b1001_0000, 0b0000_0011, 0b0000_1100
NO_ANSWER = 0b1000_0000
TAKE_S = 2.0
"""For a question to be taken; the answer has a time of its own."""
FURTHER_ANSWER_S = 0.3
"""Of a printer that has answered the first question; some know no other."""
HEARD_ANSWER_S = 3.0
"""One that has answered before and is silent for so long hangs; or somebody else prints on it."""
LOOK_S = 0.5
"""While a slip is printed, its printer is looked at so often: it may have lost its paper."""


class Asking:
    """One conversation with the printer at the end of `link`, which has `answer_s` seconds for its first answer.

    Every method raises OSError when the connection is lost, or nothing is taken any more.
    """

    def __init__(self, link: Link, *, answer_s: float) -> None:
        self._link = link
        self._answer_s = answer_s
        self._heard = bytearray()
        self._is_rubbish = False
        self._says_why = True

    def state(self) -> PrinterState:
        """Ask how it is. Whoever answers something that no printer can say is in `ERROR`: mostly a wrong baud rate.

        After a first silence no more is asked, so that a late answer is never taken for that of another question.
        """
        paper = self._status(ASK_PAPER, within_s=self._answer_s)
        if paper is None:
            return PrinterState.ERROR if self._is_rubbish else PrinterState.SILENT
        self._answer_s = HEARD_ANSWER_S
        cause = self._status(ASK_CAUSE, within_s=FURTHER_ANSWER_S) if self._says_why else None
        self._says_why = cause is not None
        printer = self._status(ASK_PRINTER, within_s=FURTHER_ANSWER_S) if self._says_why else None
        return PrinterState.ERROR if self._is_rubbish else _state_of(paper, cause or 0, printer or 0)

    def heard_late(self) -> bool:
        """Listen once more, and tell whether an answer to an earlier question has come meanwhile."""
        is_heard = self._first(STATUS_MASK, STATUS_BITS, within_s=self._answer_s) is not None
        self._answer_s = HEARD_ANSWER_S if is_heard else self._answer_s
        return is_heard

    def ask_when_done(self) -> None:
        """Ask for a sign when all that was sent is on paper; `wait_until_done` waits for it."""
        self._link.send(ASK_WHEN_DONE, within_s=TAKE_S)

    def wait_until_done(self, *, within_s: float) -> tuple[PrinterState, bool]:
        """Wait for the sign, and return how the printer is then, or what stops it, and whether the sign came.

        A printer that falls silent hangs and is not waited for any more.
        """
        until = time.monotonic() + within_s
        while True:
            done = self._first(DONE_MASK, 0, within_s=min(LOOK_S, max(0.0, until - time.monotonic())))
            if done is not None and not self._is_rubbish:
                return _done_state(done), True
            state = self.state()
            if not state.prints or time.monotonic() >= until:
                return state, False

    def _status(self, question: bytes, *, within_s: float) -> int | None:
        self._heard = bytearray(byte for byte in self._heard if byte & STATUS_MASK != STATUS_BITS)
        self._link.send(question, within_s=TAKE_S)
        return self._first(STATUS_MASK, STATUS_BITS, within_s=within_s)

    def _first(self, mask: int, bits: int, *, within_s: float) -> int | None:
        """Return the first byte of that form, and keep what else was said for whoever asked for it."""
        until = time.monotonic() + within_s
        while True:
            for place, byte in enumerate(self._heard):
                if byte & mask == bits:
                    del self._heard[place]
                    return byte
            left = until - time.monotonic()
            if left <= 0:
                return None
            said = self._link.receive(within_s=left)
            self._heard += said
            self._is_rubbish |= any(byte & NO_ANSWER for byte in said)


def _state_of(paper: int, cause: int, printer: int) -> PrinterState:
    """An open cover comes first: with it, many a printer sees no paper either."""
    if cause & COVER_OPEN:
        return PrinterState.COVER_OPEN
    if paper & PAPER_END or cause & CAUSE_PAPER_END:
        return PrinterState.OUT_OF_PAPER
    if cause & CAUSE_ERROR or printer & OFFLINE:
        return PrinterState.ERROR
    return PrinterState.PAPER_LOW if paper & PAPER_NEAR_END else PrinterState.READY


def _done_state(done: int) -> PrinterState:
    if done & DONE_PAPER_END:
        return PrinterState.OUT_OF_PAPER
    return PrinterState.PAPER_LOW if done & DONE_NEAR_END else PrinterState.READY
