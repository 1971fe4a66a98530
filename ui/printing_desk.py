"""The printer of this kiosk: a slip's content goes in, what became of the paper comes out."""

from __future__ import annotations

import threading
from collections.abc import Generator

from kiosk.printing.printer import NoPrinter, Printer, PrintJob, PrintOutcome
from ui.slip_painter import SlipForm, SlipLayout, drawn_job


class PrintingDesk:
    """Draws slips in the form of the printer's paper, and prints them on device threads, which take turns at it."""

    def __init__(self, printer: Printer, *, paper_mm: int) -> None:
        self._printer = printer
        self._form = next(form for form in SlipForm if form.paper_mm == paper_mm)
        self._turn = threading.Lock()

    @property
    def has_printer(self) -> bool:
        """Whether this kiosk was given a printer at all."""
        return not isinstance(self._printer, NoPrinter)

    def warm_up(self) -> None:
        """Load what the first slip would otherwise wait for."""
        self._printer.warm_up()

    def draw(self, layout: SlipLayout) -> Generator[None, None, PrintJob]:
        """Draw the slip piece by piece on the UI thread; the deadline of the job begins when it is drawn.

        `layout` is the one that the screen shows; it is laid out anew only for a paper of another width.
        """
        if layout.form is not self._form:
            layout = SlipLayout(layout.content, self._form, code=layout.code)
            yield
        return (yield from drawn_job(layout))

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print the slip now or not at all; one that failed is never printed later."""
        with self._turn:
            return self._printer.print(job)
