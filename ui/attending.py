"""Classes, seats and notices: what the journey asks for of them, carried out beside the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kiosk.domain.language import Language
from kiosk.domain.seat import ClassGone, Seat, SeatAnswer, SeatHeld
from kiosk.domain.training import SignUpState, TrainingClass
from kiosk.journeys import events as was
from kiosk.services import OpenStation
from kiosk.slips.seat import compose_seat
from kiosk.texts.catalogue import Texts
from ui.asking import Asking, desk_of_worker, report
from ui.paper import Paper
from ui.printing_desk import PrintingDesk
from ui.seat_page import WrittenSeat, written_seat
from ui.shell import Shell
from ui.slip_pages import ComposedSlips
from ui.unheld import Unheld


class Attending(QObject):
    """Carries out what the journey asks of classes and notices; every answer comes back as an event."""

    def __init__(
        self,
        *,
        shell: Shell,
        slips: ComposedSlips,
        printing: PrintingDesk,
        texts: dict[Language, Texts],
        paper: Paper,
        asking: Asking,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._slips, self._printing, self._texts = shell, slips, printing, texts
        self._paper, self._asking = paper, asking
        self.unheld = Unheld(asking.ask, _give_back, self)

    def find_classes(self) -> None:
        """Ask for the classes to come."""
        self._asking.look_up(lambda station: desk_of_worker(station).seats.classes(), was.ClassesFound)

    def find_notices(self) -> None:
        """Ask for what is to be told today."""
        self._asking.look_up(lambda station: desk_of_worker(station).notices.current(), was.NoticesFound)

    def take(self, class_id: str, wish_id: str) -> None:
        """Answer a wish with a seat and its slip, or with why not."""
        texts = self._texts[self._shell.visit.language]

        def work(station: OpenStation) -> tuple[SeatAnswer, WrittenSeat | None]:
            answer = desk_of_worker(station).seats.take(class_id, wish_id=wish_id)
            if not isinstance(answer, SeatHeld) or answer.seat.state is SignUpState.GAVE_UP:
                return answer, None
            self.unheld.add(answer.seat.id)
            try:
                return answer, _written(station, answer, texts)
            except BaseException:
                _give_back(station, answer.seat.id)
                raise

        def done(answer: tuple[SeatAnswer, WrittenSeat | None]) -> None:
            match answer:
                case SeatHeld(seat=seat, held=held), WrittenSeat() as text:
                    self._deliver(wish_id, seat, held, text)
                case outcome, _:
                    self._shell.happen(was.SeatRefused(wish_id, gone=isinstance(outcome, ClassGone)))

        def failed(error: Exception) -> None:
            self._shell.happen(was.SeatNotSaved(wish_id))
            report(error)

        self._asking.ask(work, done, failed)

    def _deliver(self, wish_id: str, seat: Seat, held: TrainingClass, text: WrittenSeat) -> None:
        """Hand the seat to the visit; nothing of it is kept where the visitor has gone."""
        try:
            self._slips.keep_seat(seat, text)
        except BaseException:
            self.unheld.free(seat.id)
            raise
        self.unheld.is_shown(seat.id)
        self._shell.happen(was.SeatTaken(wish_id, seat, held))
        visit = self._shell.visit
        self._slips.keep_only({*(shown.slip.id for shown in visit.taken), *(shown.seat.id for shown in visit.seats)})

    def print(self, seat: Seat) -> None:
        """Put the slip of the seat on paper."""
        text = self._slips.seat(seat.id)
        drawing = self._printing.draw_short(text.document, text.codes)
        self._paper.print(drawing, lambda printed: was.SeatPrinted(seat.id, printed))


def _give_back(station: OpenStation, seat_id: str) -> None:
    desk_of_worker(station).seats.give_back(seat_id)


def _written(station: OpenStation, answer: SeatHeld, texts: Texts) -> WrittenSeat:
    content = compose_seat(answer.seat, answer.held, station.station, texts, signer=station.signer, today=station.today)
    return written_seat(content)
