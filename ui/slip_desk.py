"""The conductor's part for slips: issued, handed to the visit, put on paper, and given back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.slip import PostingGone, Slip, SlipHeld, SlipState, SlotElsewhere, SlotOutcome, TooFewSlots
from kiosk.journeys import events as was
from kiosk.services import OpenStation
from kiosk.texts.catalogue import Texts
from ui.asking import Ask, report
from ui.paper import Paper
from ui.printing_desk import PrintingDesk
from ui.shell import Shell
from ui.slip_pages import ComposedSlips, WrittenSlip, written
from ui.unheld import Unheld


class SlipDesk(QObject):
    """Carries out what the journey asks of slips; every answer comes back as an event."""

    def __init__(
        self,
        *,
        shell: Shell,
        slips: ComposedSlips,
        printing: PrintingDesk,
        paper: Paper,
        texts: dict[Language, Texts],
        ask: Ask,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._slips, self._printing, self._paper = shell, slips, printing, paper
        self._texts, self._ask = texts, ask
        self.unheld = Unheld(ask, lambda station, slip_id: station.give_back(slip_id), self)

    def issue(self, posting_id: str, wish_id: str, people: int) -> None:
        """Answer a wish with a slip, or with why not."""
        texts = self._texts[self._shell.visit.language]

        def work(station: OpenStation) -> tuple[SlotOutcome, Posting | None, WrittenSlip | None]:
            outcome, posting = station.grant(posting_id, wish_id=wish_id, people=people)
            if not isinstance(outcome, SlipHeld) or posting is None or outcome.slip.state is not SlipState.HELD:
                return outcome, None, None
            self.unheld.add(outcome.slip.id)
            try:
                return outcome, posting, written(station.content(outcome.slip, posting, texts, people=outcome.people))
            except BaseException:
                station.give_back(outcome.slip.id)
                raise

        def done(answer: tuple[SlotOutcome, Posting | None, WrittenSlip | None]) -> None:
            match answer:
                case SlipHeld() as held, Posting() as posting, WrittenSlip() as text:
                    self._deliver(was.SlipIssued(wish_id, held.slip, posting, held.people), text)
                case outcome, _, _:
                    self._shell.happen(_refused(wish_id, outcome))

        def failed(error: Exception) -> None:
            self._shell.happen(was.WishNotSaved(wish_id))
            report(error)

        self._ask(work, done, failed)

    def _deliver(self, issued: was.SlipIssued, text: WrittenSlip) -> None:
        """Hand the slip to the visit; nothing of it is kept where the visitor has gone."""
        slip = issued.slip
        try:
            self._slips.keep(slip, text)
        except BaseException:
            self.unheld.free(slip.id)
            raise
        self.unheld.is_shown(slip.id)
        self._shell.happen(issued)
        visit = self._shell.visit
        self._slips.keep_only({*(shown.slip.id for shown in visit.taken), *(shown.seat.id for shown in visit.seats)})

    def print(self, slip: Slip) -> None:
        """Put the slip on paper."""
        drawing = self._printing.draw(self._slips.layout(slip.id))
        self._paper.print(drawing, lambda printed: was.PrintEnded(slip.id, printed=printed))


def _refused(wish_id: str, outcome: SlotOutcome) -> was.WishRefused:
    match outcome:
        case PostingGone():
            return was.WishRefused(wish_id, gone=True)
        case SlotElsewhere():
            return was.WishRefused(wish_id, elsewhere=True)
        case TooFewSlots(left):
            return was.WishRefused(wish_id, left=left)
        case _:
            return was.WishRefused(wish_id)
