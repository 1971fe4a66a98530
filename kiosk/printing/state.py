"""How a printer is at this moment, as far as it says so itself."""

from __future__ import annotations

from enum import Enum


class PrinterState(Enum):
    """What staff can do something about; a `SILENT` one takes bytes and answers nothing, as cheap printers do.

    Of one that the operating system has, `STOPPED` means that the system gives it nothing to print.
    """

    READY = "ready"
    PAPER_LOW = "paper-low"
    OUT_OF_PAPER = "out-of-paper"
    COVER_OPEN = "cover-open"
    NOT_THERE = "not-there"
    SILENT = "silent"
    ERROR = "error"
    STOPPED = "stopped"

    @property
    def prints(self) -> bool:
        """Whether it says that it prints what it is given now."""
        return self in (PrinterState.READY, PrinterState.PAPER_LOW)
