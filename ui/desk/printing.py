"""The desk's printer: what is to be on paper goes in, what became of it comes out in words; nothing by itself twice."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from kiosk.domain.language import Language
from kiosk.printing.printer import JOB_DEADLINE_S, NoPrinter, PdfJob, Printer, PrintJob, PrintOutcome, SheetPrinter
from kiosk.slips.document import Document
from kiosk.texts.catalogue import Texts
from ui.screens.desk.screen import PrintWish
from ui.slip_pages import WrittenSlip
from ui.slip_painter import SlipForm, SlipLayout, drawn_job
from ui.slip_painter.document import DocumentForm, document_codes, document_jobs, drawn_pdf
from ui.slip_painter.document_layout import Codes
from ui.tasks import Lane, Tasks
from ui.turns import Turns

SHEETS_DEADLINE_S = 180.0
"""For all sheets of a document: ten pages of a slow printer. What is not out by then is taken back."""
TROUBLES = {
    PrintOutcome.NO_PRINTER: "desk-print-no-printer",
    PrintOutcome.OUT_OF_PAPER: "desk-print-out-of-paper",
    PrintOutcome.COVER_OPEN: "desk-print-cover-open",
    PrintOutcome.FAILED: "desk-print-not-answering",
}

Paper = Document | Sequence[WrittenSlip]
Job = PrintJob | PdfJob

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A wish that is not, or not wholly, on paper, and why. `others` more wait behind it and were not tried.

    `done` of its `all` pieces are on paper. Without a printer there is nothing to try again.
    """

    wish: PrintWish
    key: str
    done: int
    all: int
    others: int
    can_try_again: bool


def words_of(unprinted: Unprinted, texts: Texts) -> str:
    """What happened, and what to do."""
    sentences = [texts(unprinted.key)]
    if unprinted.done:
        sentences.append(texts("desk-print-part", done=unprinted.done, all=unprinted.all))
    if unprinted.others:
        sentences.append(texts("desk-print-others", count=unprinted.others))
    return ("" if texts.language is Language.ZH_CN else " ").join(sentences)


def paper_of(wish: PrintWish) -> Paper:
    """What `wish` wants on paper; raises `TypeError` for what nobody knows how to draw."""
    paper = wish.paper
    if isinstance(paper, Document):
        return paper
    if isinstance(paper, Sequence) and all(isinstance(slip, WrittenSlip) for slip in paper):
        return paper
    raise TypeError(type(paper).__name__)


@dataclass(slots=True, eq=False)
class _Work:
    """A wish on its way: its jobs once they are drawn, and how many of them are on paper."""

    wish: PrintWish
    jobs: tuple[Job, ...] | None = None
    done: int = 0


class DeskPrinting(QObject):
    """Draws in turns on the screen's thread, prints on a device thread, one wish after the other.

    Where one cannot be printed, those behind it are set aside with it, in memory only, until somebody says
    `try_again` or `let_go`; a new wish is tried all the same. `prints_sheets` tells that the printer holds A4, as far
    as documents go; slips are always as wide as `paper_mm`.
    """

    began = Signal(object)
    """Carries the `PrintWish` that is printed now."""
    printed = Signal(object)
    """Carries the `PrintWish` that is on paper, all of it."""
    stopped = Signal(object)
    """Carries `Unprinted`."""

    def __init__(
        self, *, tasks: Tasks, turns: Turns, printer: Printer, paper_mm: int, prints_sheets: bool | None = None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._tasks, self._turns, self._printer = tasks, turns, printer
        self._slip_form = next(form for form in SlipForm if form.paper_mm == paper_mm)
        holds_sheets = isinstance(printer, SheetPrinter) if prints_sheets is None else prints_sheets
        self._form = DocumentForm.A4 if holds_sheets else DocumentForm.of_roll(paper_mm)
        self._waiting: deque[_Work] = deque()
        self._aside: list[_Work] = []
        self._now: _Work | None = None
        self._is_busy = False

    @property
    def has_printer(self) -> bool:
        """Whether this desk was given a printer at all."""
        return not isinstance(self._printer, NoPrinter)

    @property
    def is_busy(self) -> bool:
        """Whether something is being drawn or printed."""
        return self._is_busy

    @property
    def has_set_aside(self) -> bool:
        """Whether something is not on paper and nobody has said yet what is to become of it."""
        return bool(self._aside)

    @property
    def set_aside(self) -> int:
        """How many papers that is."""
        return len(self._aside)

    def print(self, wish: PrintWish) -> None:
        """Print `wish` when its turn comes; raises `TypeError` for what nobody knows how to draw."""
        paper_of(wish)
        self._waiting.append(_Work(wish))
        self._go_on()

    def try_again(self) -> None:
        """Print what was set aside, from where it stopped, before anything that waits."""
        self._waiting.extendleft(reversed(self._aside))
        self._aside.clear()
        self._go_on()

    def let_go(self) -> None:
        """Forget what was set aside."""
        self._aside.clear()

    def forget(self) -> None:
        """Forget everything, as when somebody logs out; a piece that the printer has already comes out, untold."""
        self._aside.clear()
        self._waiting.clear()
        self._now = None

    def _go_on(self) -> None:
        if self._is_busy or not self._waiting:
            return
        work = self._waiting.popleft()
        if not self.has_printer:
            self._set_aside(work, "desk-print-none")
            return
        self._now, self._is_busy = work, True
        self.began.emit(work.wish)
        if work.jobs is None:
            self._work_out_codes(work)
        else:
            self._print_next(work)

    def _work_out_codes(self, work: _Work) -> None:
        paper = paper_of(work.wish)
        self._tasks.run(
            lambda: document_codes(paper) if isinstance(paper, Document) else {},
            lambda codes: self._draw(work, paper, codes),
            lambda error: self._failed(work, error),
            lane=Lane.DEVICE,
        )

    def _draw(self, work: _Work, paper: Paper, codes: Codes) -> None:
        def drawn(jobs: tuple[Job, ...] | None) -> None:
            work.jobs = jobs
            self._print_next(work)

        self._turns.begin(
            self._drawing(work, paper, codes),
            drawn,
            while_wanted=lambda: self._now is work,
        )

    def _drawing(self, work: _Work, paper: Paper, codes: Codes) -> Generator[None, None, tuple[Job, ...]]:
        try:
            if isinstance(paper, Document):
                return (yield from self._document(paper, codes))
            return (yield from self._slips(paper))
        except Exception as error:
            self._failed(work, error)  # the next in the queue must not wait for a mistake of ours
            raise

    def _document(self, paper: Document, codes: Codes) -> Generator[None, None, tuple[Job, ...]]:
        if self._form is DocumentForm.A4 and isinstance(self._printer, SheetPrinter) and self._printer.takes_pdf:
            pdf = yield from drawn_pdf(paper, codes=codes)
            return (PdfJob(pdf=pdf, deadline=0.0),)
        return (yield from document_jobs(paper, self._form, codes=codes))

    def _slips(self, paper: Sequence[WrittenSlip]) -> Generator[None, None, tuple[Job, ...]]:
        jobs: tuple[Job, ...] = ()
        for slip in paper:
            layout = SlipLayout(slip.content, self._slip_form, code=slip.code)
            yield
            jobs = (*jobs, (yield from drawn_job(layout)))
        return jobs

    def _print_next(self, work: _Work) -> None:
        """Print the next piece, each with a deadline of its own from now on."""
        if self._now is not work:
            self._end()
            return
        jobs = work.jobs or ()
        if work.done == len(jobs):
            self._end(printed=work.wish)
            return
        self._tasks.run(
            self._print_one(jobs[work.done]),
            lambda outcome: self._came_out(work, outcome),
            lambda error: self._failed(work, error),
            lane=Lane.DEVICE,
        )

    def _print_one(self, job: Job) -> Callable[[], PrintOutcome]:
        printer = self._printer

        def print_it() -> PrintOutcome:
            if isinstance(job, PrintJob):
                return printer.print(replace(job, deadline=time.monotonic() + JOB_DEADLINE_S))
            assert isinstance(printer, SheetPrinter)
            return printer.print_pdf(replace(job, deadline=time.monotonic() + SHEETS_DEADLINE_S))

        return print_it

    def _came_out(self, work: _Work, outcome: PrintOutcome) -> None:
        if outcome is PrintOutcome.PRINTED:
            work.done += 1
            self._print_next(work)
        else:
            self._stop(work, outcome)

    def _failed(self, work: _Work, error: Exception) -> None:
        log.error("not printed: %s", type(error).__name__)
        self._stop(work, PrintOutcome.FAILED)

    def _stop(self, work: _Work, outcome: PrintOutcome) -> None:
        was_wanted = self._now is work
        self._is_busy, self._now = False, None
        if was_wanted:
            self._set_aside(work, TROUBLES[outcome])
        else:
            self._go_on()

    def _set_aside(self, work: _Work, key: str) -> None:
        """Those behind it would fail alike, and each after a while; they wait with it."""
        others = len(self._aside) + len(self._waiting)
        self._aside += [work, *self._waiting]
        self._waiting.clear()
        self.stopped.emit(
            Unprinted(
                wish=work.wish,
                key=key,
                done=work.done,
                all=len(work.jobs or ()),
                others=others,
                can_try_again=self.has_printer,
            )
        )

    def _end(self, *, printed: PrintWish | None = None) -> None:
        self._is_busy, self._now = False, None
        if printed is not None:
            self.printed.emit(printed)
        self._go_on()
