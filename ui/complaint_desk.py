"""The conductor's part for complaints: what they may be about, taking them down, and the receipt's paper."""

from __future__ import annotations

import logging
from collections.abc import Generator

from PySide6.QtCore import QObject, Signal

from kiosk.desk.complaint_receipt import receipt_document
from kiosk.domain.complaint import Receipt
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.voice import Told
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.printing.printer import PrintOutcome
from kiosk.services import OpenStation
from kiosk.slips.document import Document
from kiosk.texts.catalogue import Texts
from ui.asking import Ask, desk_of_worker, insist, report
from ui.printing_desk import PrintingDesk
from ui.shell import Shell
from ui.tasks import Lane, Tasks
from ui.turns import Turns
from ui.voice_message import VoiceMessages

log = logging.getLogger(__name__)


class ComplaintDesk(QObject):
    """Carries out what the journey of a complaint asks for; the other effects are the conductor's."""

    printed = Signal(object)
    """What became of a receipt's paper (`PrintOutcome`), for whoever watches the printer."""

    def __init__(
        self,
        *,
        shell: Shell,
        ask: Ask,
        tasks: Tasks,
        turns: Turns,
        printing: PrintingDesk,
        texts: dict[Language, Texts],
        voices: VoiceMessages,
    ) -> None:
        super().__init__(shell)
        self._shell, self._ask, self._tasks, self._turns = shell, ask, tasks, turns
        self._printing, self._texts, self._voices = printing, texts, voices
        shell.effect_wanted.connect(self.carry_out)

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        match effect:
            case do.FindLatePostings():
                self._find()
            case do.LeaveVoice(told):
                self._voices.when_ended(told.id, lambda: self._leave(told))
            case do.HandIn(told):
                self._voices.when_ended(told.id, lambda: self._hand_in(told))
            case do.PrintReceipt(receipt):
                self._print(receipt)

    def _find(self) -> None:
        def found(postings: tuple[Posting, ...]) -> None:
            self._shell.come(was.LatePostingsFound(postings))

        def failed(error: Exception) -> None:
            found(())
            report(error)

        self._ask(lambda station: desk_of_worker(station).speaking_up.late_postings(), found, failed)

    def _hand_in(self, told: Told) -> None:
        rest = self._voices.unsaved_of(told.id)

        def work(station: OpenStation) -> Receipt:
            here = desk_of_worker(station).speaking_up
            with here.room.change():
                for number, piece in rest:
                    here.keep(told, number, piece)
                return here.hand_in(told)

        def done(receipt: Receipt) -> None:
            self._voices.settled(told.id)
            self._shell.come(was.ComplaintTaken(told.id, receipt))

        def failed(error: Exception) -> None:
            self._shell.happen(was.ComplaintNotTaken(told.id))
            report(error)

        self._ask(work, done, failed)

    def _leave(self, told: Told) -> None:
        rest = self._voices.unsaved_of(told.id)

        def work(station: OpenStation) -> Receipt | None:
            here = desk_of_worker(station).speaking_up
            with here.room.change():
                for number, piece in rest:
                    here.keep(told, number, piece)
                return here.leave(told)

        insist(self, self._ask, work, lambda _: self._voices.settled(told.id))

    def _print(self, receipt: Receipt) -> None:
        texts = self._texts[self._shell.visit.language]

        def told(outcome: PrintOutcome) -> None:
            is_printed = outcome is PrintOutcome.PRINTED
            self._shell.happen(was.ReceiptPrinted(receipt.complaint_id, printed=is_printed))
            self.printed.emit(outcome)

        def failed(error: Exception) -> None:
            """The number stays on the screen, also where the mistake is ours."""
            told(PrintOutcome.FAILED)
            log.error("a receipt was not printed: %s", type(error).__name__)

        def written(station: OpenStation) -> Document:
            return receipt_document(receipt, station.stations.current(), texts, today=station.today)

        def composed(document: Document) -> None:
            self._tasks.run(
                lambda: self._printing.codes_of(document),
                lambda codes: self._turns.begin(draw(document, codes)),
                failed,
                lane=Lane.DEVICE,
            )

        def draw(document: Document, codes: object) -> Generator[None, None, None]:
            try:
                job = yield from self._printing.draw_short(document, codes)  # type: ignore[arg-type]
            except Exception as error:  # noqa: BLE001  whatever it was, the number stays
                failed(error)
            else:
                self._tasks.run(lambda: self._printing.print(job), told, failed, lane=Lane.DEVICE)

        if self._printing.has_printer:
            self._ask(written, composed, failed)
        else:
            told(PrintOutcome.NO_PRINTER)
