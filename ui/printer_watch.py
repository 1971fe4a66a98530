"""Looks after the kiosk's printer while it does not print, and has a test slip printed when it does again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.printing.state import PrinterState
from kiosk.services import OpenStation
from kiosk.slips.document import Document
from kiosk.slips.test_slip import works_again
from kiosk.texts.catalogue import Texts
from ui.printing_desk import PrintingDesk
from ui.tasks import Lane, Tasks
from ui.turns import Turns

LOOK_AFTER_MS = (2_000, 3_000, 5_000, 10_000)
"""From one look at a printer that does not print to the next; the last goes on. Whoever has put paper in waits so long
for the test slip."""
NEED_HANDS = (PrinterState.OUT_OF_PAPER, PrinterState.COVER_OPEN, PrinterState.ERROR)
"""Somebody has to come to the printer, and wants to see that it works again."""

if TYPE_CHECKING:
    from ui.slip_painter.document_layout import Codes

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class AskStation(Protocol):
    """Asks the station something on its own thread, and calls back on the UI thread (`Conductor.ask`)."""

    def __call__(self, question: Callable[[OpenStation], Answer], answer: Callable[[Answer], None]) -> None: ...


class PrinterWatch(QObject):
    """Knows how the printer is: from each slip, and by asking it again and again while it does not print.

    A test slip comes when it prints again after somebody's hands were needed, or after a visitor went without paper
    because no printer was there; never after a mere switching off and on that nobody missed, or a slip that failed for
    once. What cannot be asked is left alone.
    """

    changed = Signal(object)
    """Carries the `PrinterState`, whenever it is another than before."""

    def __init__(
        self, *, printing: PrintingDesk, tasks: Tasks, turns: Turns, ask: AskStation, texts: Texts, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._printing, self._tasks, self._turns, self._ask, self._texts = printing, tasks, turns, ask, texts
        self._state: PrinterState | None = None
        self._has_answered = False
        self._was_missed = False
        self._owes_test = False
        self._looks = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def state(self) -> PrinterState | None:
        """How the printer was when it was last seen; None before, and for what cannot be asked."""
        return self._state

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask the printer now, beside the screen."""
        if self._printing.can_be_asked:
            self._tasks.run(self._printing.state, self._saw, self._could_not_ask, lane=Lane.DEVICE)

    def after(self, outcome: PrintOutcome) -> None:
        """A slip was printed, or not."""
        if not self._printing.can_be_asked:
            return
        if outcome is PrintOutcome.PRINTED:
            self._is_well(self._printing.seen)
            return
        self._was_missed = True
        self._looks = 0
        if outcome is PrintOutcome.FAILED:
            self._look_later()  # why, is not known yet
        else:
            self._saw(self._printing.seen)

    def _saw(self, state: PrinterState | None) -> None:
        if state is PrinterState.SILENT and self._has_answered:
            state = PrinterState.ERROR  # it hangs; of one that has never answered, silence says nothing
        is_away = state is PrinterState.NOT_THERE
        if state is not None:
            self._tell(state)
            self._owes_test |= state in NEED_HANDS or (is_away and self._was_missed)
        if state in (None, PrinterState.STOPPED) or is_away or state in NEED_HANDS:
            self._look_later()
        elif self._owes_test:
            self._test()
        else:
            self._is_well(state)

    def _look_later(self) -> None:
        self._timer.start(LOOK_AFTER_MS[min(self._looks, len(LOOK_AFTER_MS) - 1)])
        self._looks += 1

    def _is_well(self, state: PrinterState) -> None:
        self._timer.stop()
        self._was_missed = self._owes_test = False
        self._looks = 0
        self._tell(state)

    def _tell(self, state: PrinterState) -> None:
        self._has_answered |= state not in (PrinterState.SILENT, PrinterState.NOT_THERE)
        if state is not self._state:
            self._state = state
            log.info("the printer: %s", state.value)
            self.changed.emit(state)

    def _could_not_ask(self, error: Exception) -> None:
        log.error("the printer was not asked: %s", type(error).__name__)

    def _test(self) -> None:
        """Write, draw and print one test slip; a visitor's slip that comes out meanwhile says as much."""
        texts = self._texts
        self._ask(lambda station: works_again(station.station, texts, now=station.now()), self._work_out_code)

    def _work_out_code(self, document: Document) -> None:
        def draw(codes: Codes) -> None:
            self._turns.begin(self._printing.draw_short(document, codes), self._print_test)

        self._tasks.run(lambda: self._printing.codes_of(document), draw, self._not_tested, lane=Lane.DEVICE)

    def _print_test(self, job: PrintJob | None) -> None:
        if job is not None and self._owes_test:
            self._owes_test = False
            self._tasks.run(lambda: self._printing.print(job), self.after, self._not_tested, lane=Lane.DEVICE)

    def _not_tested(self, error: Exception) -> None:
        log.error("no test slip: %s", type(error).__name__)
