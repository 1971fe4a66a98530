"""The printer of this kiosk: a slip's content goes in, what became of the paper comes out."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import TYPE_CHECKING

from kiosk.printing.printer import AskablePrinter, NoPrinter, Printer, PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from ui.slip_painter import SlipForm, SlipLayout, drawn_job

if TYPE_CHECKING:
    from kiosk.slips.document import Document
    from ui.slip_painter.document_layout import Codes


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

    @property
    def can_be_asked(self) -> bool:
        """Whether the printer can be asked how it is."""
        return isinstance(self._printer, AskablePrinter)

    @property
    def seen(self) -> PrinterState:
        """How the printer was when it was last spoken with; `SILENT` for one that cannot be asked."""
        return self._printer.seen if isinstance(self._printer, AskablePrinter) else PrinterState.SILENT

    @property
    def is_printing(self) -> bool:
        """Whether something is on its way to the paper, or the printer is just asked how it is."""
        return self._turn.locked()

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

    def codes_of(self, document: Document) -> Codes:
        """Work out the document's QR codes, and load what draws it: on a device thread."""
        from ui.slip_painter.document import document_codes

        return document_codes(document)

    def draw_short(self, document: Document, codes: Codes) -> Generator[None, None, PrintJob]:
        """Draw a document that fits one strip of the roll, as `draw` does; what is longer than a strip is left out."""
        from ui.slip_painter.document import DocumentForm, document_jobs

        form = DocumentForm.of_roll(self._form.paper_mm)
        return (yield from document_jobs(document, form, codes=codes))[0]

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print the slip now or not at all; one that failed is never printed later."""
        with self._turn:
            return self._printer.print(job)

    def state(self) -> PrinterState | None:
        """Ask the printer how it is, on a device thread; None while it prints, and where it cannot be asked."""
        if not isinstance(self._printer, AskablePrinter) or not self._turn.acquire(blocking=False):
            return None
        try:
            return self._printer.state()
        finally:
            self._turn.release()
