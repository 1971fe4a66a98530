"""The printer of this kiosk: a slip's content goes in, what became of the paper comes out."""

from __future__ import annotations

import threading

from kiosk.printing.printer import NoPrinter, Printer, PrintOutcome
from ui.slip_painter import SlipForm, SlipLayout, layout_job, slip_job


class PrintingDesk:
    """Draws slips in the form of the printer's paper; used on device threads, which take turns at the printer."""

    def __init__(self, printer: Printer, *, paper_mm: int) -> None:
        self._printer = printer
        self._form = next(form for form in SlipForm if form.paper_mm == paper_mm)
        self._turn = threading.Lock()

    def warm_up(self) -> None:
        """Load what the first slip would otherwise wait for."""
        self._printer.warm_up()

    def print(self, layout: SlipLayout) -> PrintOutcome:
        """Print the slip now or not at all; one that failed is never printed later.

        `layout` is the one that the screen shows; it is laid out anew only for a paper of another width.
        """
        if isinstance(self._printer, NoPrinter):
            return PrintOutcome.NO_PRINTER
        fits = layout.form is self._form
        job = layout_job(layout) if fits else slip_job(layout.content, self._form)
        with self._turn:
            return self._printer.print(job)
