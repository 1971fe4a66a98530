"""What the rest of the station knows of a printer: it takes a picture and says what became of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol, runtime_checkable

from kiosk.printing.state import PrinterState

JOB_DEADLINE_S = 60.0
"""A slip not on paper after a minute is dropped, so that it never comes out for the next person (worker-experience)."""


class PrintOutcome(Enum):
    """What became of a job; whatever is not PRINTED was dropped and will not come out later."""

    PRINTED = "printed"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    NO_PRINTER = "no_printer"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One picture in dots, one bit each.

    `rows` holds `height_dots` rows of `(width_dots + 7) // 8` bytes, leftmost dot in the highest bit, 1 for black;
    bits beyond `width_dots` are 0. `width_mm` is the printed width. `deadline` is on the clock of `time.monotonic()`.
    """

    width_dots: int
    height_dots: int
    rows: bytes = field(repr=False)
    width_mm: float
    cut: bool = True
    deadline: float = field(default_factory=lambda: time.monotonic() + JOB_DEADLINE_S)

    def __post_init__(self) -> None:
        if len(self.rows) != self.row_bytes * self.height_dots:
            raise ValueError(f"{len(self.rows)} bytes are not {self.height_dots} rows of {self.row_bytes}")

    @property
    def row_bytes(self) -> int:
        return (self.width_dots + 7) // 8

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline, 0 when it has passed."""
        return max(0.0, self.deadline - time.monotonic())


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfJob:
    """Sheets of A4 as a PDF file. `deadline` is on the clock of `time.monotonic()`."""

    pdf: bytes = field(repr=False)
    deadline: float

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline, 0 when it has passed."""
        return max(0.0, self.deadline - time.monotonic())


class Printer(Protocol):
    """Something that puts a job on paper. Calls block for a bounded time; make them off the UI thread."""

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print `job` before its deadline or not at all, and say which."""
        ...

    def warm_up(self) -> None:
        """Load what the first job would otherwise wait for; touches no device."""
        ...


@runtime_checkable
class AskablePrinter(Printer, Protocol):
    """A printer that can be asked how it is without printing."""

    @property
    def seen(self) -> PrinterState:
        """How it was when it was last spoken with; `SILENT` before."""
        ...

    def state(self) -> PrinterState:
        """Ask it now. Blocks for a bounded time, as printing does, and never while something is printed."""
        ...


@runtime_checkable
class SheetPrinter(Printer, Protocol):
    """A printer that has sheets of A4 in it, not a roll."""

    @property
    def takes_pdf(self) -> bool:
        """Whether `print_pdf` can be asked; where it cannot, each sheet is a job of dots."""
        ...

    def print_pdf(self, job: PdfJob) -> PrintOutcome:
        """Print all sheets of `job` before its deadline, and say what became of them."""
        ...


class NoPrinter:
    """A station without a printer: the slip stays on the screen to be photographed."""

    def print(self, job: PrintJob) -> PrintOutcome:
        """Return NO_PRINTER."""
        return PrintOutcome.NO_PRINTER

    def warm_up(self) -> None:
        """Nothing to load."""
