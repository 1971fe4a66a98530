"""Prints one test slip on a printer that was only just chosen, and says what became of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.errors import UnknownThing
from kiosk.printing.target import describe_target
from kiosk.slips.document import Document
from kiosk.texts.catalogue import Texts
from ui.desk.printing import DeskPrinting, Unprinted, words_of
from ui.screens.desk.screen import PrintWish
from ui.system_printer import system_printer
from ui.tasks import Tasks
from ui.turns import Turns


class TrialPrint(QObject):
    """At most one slip at a time; nothing is kept for another try."""

    ended = Signal(str, bool)
    """Carries what became of it in words, and whether it came out."""

    def __init__(self, *, tasks: Tasks, turns: Turns, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._turns = tasks, turns
        self._printing: DeskPrinting | None = None

    def print(self, target: str, paper_mm: int, document: Document, texts: Texts) -> None:
        """Print `document` there."""
        try:
            printer = describe_target(target, system=system_printer)
        except UnknownThing as error:
            self.ended.emit(texts(error.key, **error.details), False)
            return
        if self._printing is not None:
            self._printing.forget()
            self._printing.deleteLater()

        def stopped(unprinted: Unprinted) -> None:
            self.ended.emit(words_of(unprinted, texts), False)

        printing = DeskPrinting(tasks=self._tasks, turns=self._turns, printer=printer, paper_mm=paper_mm, parent=self)
        printing.printed.connect(lambda wish: self.ended.emit(wish.done_text, True))
        printing.stopped.connect(stopped)
        self._printing = printing
        printing.print(PrintWish(paper=document, done_text=texts("printer-tested")))
