"""The conductor carries out what the journey asks for, by its parts, and watches the station for changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.care.memory import give_back
from kiosk.domain.language import Language
from kiosk.domain.sign_in import Attempt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.signing_in import answer_to
from kiosk.journeys.states import OnePosting, SlipShown
from kiosk.journeys.visit import is_personal
from kiosk.services import OpenStation
from kiosk.store.recovery import Opened
from kiosk.texts.catalogue import Texts
from ui.asking import RETRY_MS, Asking, desk_of_worker, report
from ui.attending import Attending
from ui.paper import Paper
from ui.printer_watch import PrinterWatch
from ui.printing_desk import PrintingDesk
from ui.shell import Shell
from ui.slip_desk import SlipDesk
from ui.slip_pages import ComposedSlips, WrittenSlip, written
from ui.sound.speaker import Speaker
from ui.speaking import Speaking
from ui.tasks import Lane, Tasks
from ui.turns import Turns

CHANGE_POLL_MS = 400
"""A posting that may not be taken any more vanishes from the screen within one second (domain.md)."""
TIDY_AFTER_MS = 2000
"""Memory of a visit goes back to the system soon after it has ended, when nobody has touched anything for so long."""


class Conductor(QObject):
    """Stands between the shell, which asks, and the station, which answers on its own thread."""

    opened = Signal(object)
    """The station is open; carries what opening it found (`Opened`)."""
    store_changed = Signal()
    """Somebody, here or elsewhere, changed what the station keeps, or a new day has begun."""

    def __init__(
        self,
        *,
        shell: Shell,
        tasks: Tasks,
        open_station: Callable[[], OpenStation],
        turns: Turns,
        slips: ComposedSlips,
        speaker: Speaker,
        printing: PrintingDesk,
        texts: dict[Language, Texts],
    ) -> None:
        super().__init__(shell)
        self._shell, self._tasks, self._slips = shell, tasks, slips
        self._printing, self._texts = printing, texts
        self._seen: tuple[int, date] | None = None
        """The store's version and day at the last look: a new day changes what is offered as staff's hand does."""
        self._refusal: str | None = None
        self._asking = Asking(shell=shell, tasks=tasks, open_station=open_station, parent=self)
        self._asking.damaged.connect(lambda: self.reopen(is_damaged=True))
        self.ask = self._asking.ask
        self._speaking = Speaking(shell=shell, speaker=speaker, ask=self.ask, texts=texts, parent=self)
        self.printer = PrinterWatch(
            printing=printing, tasks=tasks, turns=turns, ask=self.ask, texts=texts[shell.visit.language], parent=self
        )
        paper = Paper(shell=shell, tasks=tasks, turns=turns, printing=printing, watch=self.printer, parent=self)
        self._slip_desk = SlipDesk(
            shell=shell, slips=slips, printing=printing, paper=paper, texts=texts, ask=self.ask, parent=self
        )
        self._attending = Attending(
            shell=shell, slips=slips, printing=printing, paper=paper, texts=texts, asking=self._asking, parent=self
        )
        self._poll = QTimer(self, singleShot=True, interval=CHANGE_POLL_MS)
        self._poll.timeout.connect(self._look_for_changes)
        self._tidy = QTimer(self, singleShot=True, interval=TIDY_AFTER_MS)
        self._tidy.timeout.connect(self._tidy_up)
        shell.effect_wanted.connect(self.carry_out)
        shell.touched.connect(self._put_tidying_off)

    def start(self) -> None:
        """Open the station beside the screen, and watch from then on for changes by anybody."""
        self.ask(
            lambda station: (station.opened, _state(station)),
            lambda found: self._on_open(*found),
            self._on_shut,
        )

    def _on_shut(self, error: Exception) -> None:
        """Try again in a while: whoever touches something meanwhile is told that it could not be found."""
        QTimer.singleShot(RETRY_MS, self, self.start)
        if repr(error) != self._refusal:
            self._refusal = repr(error)
            report(error)

    def _on_open(self, opened: Opened, state: tuple[int, date]) -> None:
        """Watch from the state that was opened on, and look again at what is on the screen already."""
        self._seen = state
        self._shell.happen(was.StoreChanged())
        self._poll.start()
        self.opened.emit(opened)
        self._tasks.run(self._printing.warm_up, lambda _: self.printer.look(), report, lane=Lane.DEVICE)

    def make_ready(self) -> None:
        """Lay out what most visits touch first, before anybody asks for it."""
        from kiosk.journeys.choosing import NearMap

        self.ask(OpenStation.trades_on_offer, self._shell.make_ready)
        self.ask(OpenStation.towns, lambda towns: self._shell.rehearse(NearMap(towns)))

    def rehearse(self) -> None:
        """Draw a posting and a slip that nobody sees, so that the first of the day come as fast as any other."""
        texts = self._texts[self._shell.visit.language]

        def work(station: OpenStation) -> tuple[SlipShown, WrittenSlip] | None:
            station.trades_taught()  # lessons are read before the first list waits for that
            match station.rehearsal():
                case slip, posting:
                    return SlipShown(slip, posting), written(station.content(slip, posting, texts))
            return None

        def done(made: tuple[SlipShown, WrittenSlip] | None) -> None:
            if made is not None:
                shown, text = made
                self._slips.keep(shown.slip, text)
                self._shell.rehearse(
                    OnePosting(shown.posting),
                    shown,
                    then=clear,
                    while_wanted=lambda: self._slips.holds(shown.slip.id),
                )

        def clear() -> None:
            visit = self._shell.visit
            if not visit.taken and not visit.seats and not is_personal(visit):
                self._slips.forget()
                self._shell.forget()

        self.ask(work, done, report)

    def reopen(self, *, is_damaged: bool) -> None:
        """Close the station and open it again; a damaged one is put aside and its last good backup restored."""
        self._asking.shut(self.start, is_damaged=is_damaged)

    def close(self) -> None:
        """Fall silent, then close the station on its own thread; waits for what was begun."""
        self._poll.stop()
        self.printer.stop()
        self._speaking.close()
        visit = self._shell.visit
        seen = {*(shown.slip.id for shown in visit.taken), *(shown.seat.id for shown in visit.seats)}

        def last(station: OpenStation) -> None:
            """Free what nobody holds."""
            self._slip_desk.unheld.free_all(station, but=seen)
            self._attending.unheld.free_all(station, but=seen)

        self._asking.close(last=last)

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        look_up = self._asking.look_up
        match effect:
            case do.FindTrades():
                look_up(OpenStation.trades_on_offer, was.TradesFound)
            case do.FindPostings(listing, chosen):
                look_up(
                    lambda station: (station.find(listing, chosen), station.trades_taught()),
                    lambda found: was.PostingsFound(listing, found[0], chosen, found[1]),
                )
            case do.CountMarks(listing):
                look_up(lambda station: station.marks(listing), lambda found: was.MarksCounted(listing, found))
            case do.FindTowns():
                look_up(OpenStation.towns, was.TownsFound)
            case do.FindPosting(posting_id):
                look_up(
                    lambda station: station.offered(posting_id),
                    lambda found: was.PostingFound(posting_id, found),
                )
            case do.FindLessons():
                look_up(OpenStation.lessons, was.LessonsFound)
            case do.IssueSlip(posting_id, wish_id, people):
                self._slip_desk.issue(posting_id, wish_id, people)
            case do.CancelSlip(slip_id):
                self._slip_desk.unheld.free(slip_id)
            case do.PrintSlip(slip):
                self._slip_desk.print(slip)
            case do.FindClasses():
                self._attending.find_classes()
            case do.TakeSeat(class_id, wish_id):
                self._attending.take(class_id, wish_id)
            case do.GiveSeatBack(seat_id):
                self._attending.unheld.free(seat_id)
            case do.PrintSeat(seat):
                self._attending.print(seat)
            case do.FindNotices():
                self._attending.find_notices()
            case do.SignIn(attempt):
                self._sign_in(attempt)
            case do.SayEntered():
                self._speaking.say_entered(effect)
            case do.Announce():
                self._speaking.announce()
            case do.StopTalking():
                self._speaking.stop()
            case do.PauseOrGoOn():
                self._speaking.pause_or_go_on()
            case do.RingForStaff():
                self._speaking.ring()
            case do.Adjust():
                self._speaking.adjust()
            case do.SayTouchToHear():
                self._speaking.say_touch_to_hear()
            case do.ForgetVisitor():
                self._forget()

    def _sign_in(self, attempt: Attempt) -> None:
        """Ask who somebody is who stands at the kiosk."""

        def work(station: OpenStation) -> was.SignInAnswer:
            return answer_to(attempt, desk_of_worker(station).arrivals.attempt(attempt))

        def failed(error: Exception) -> None:
            self._shell.happen(was.SignInFailed(attempt))
            report(error)

        self.ask(work, self._shell.happen, failed)

    def _forget(self) -> None:
        self._slips.forget()
        self._shell.forget()
        self._speaking.forget()
        if not self._tidy.isActive():
            self._tidy.start()

    def _tidy_up(self) -> None:
        """Let the store go of what it read of the visitor, then give memory back to the system, which empties it.

        The next visitor finds the kiosk as the first one did: nothing is kept but what most visits touch.
        """

        def let_go(_: None) -> None:
            self._shell.begin_anew()
            give_back()
            self.make_ready()

        def failed(error: Exception) -> None:
            give_back()
            report(error)

        self.ask(lambda station: station.database.let_go_of_pages(), let_go, failed)

    def _put_tidying_off(self) -> None:
        if self._tidy.isActive():
            self._tidy.start()

    def _look_for_changes(self) -> None:
        def changed(state: tuple[int, date]) -> None:
            self._poll.start()
            if state != self._seen:
                self._shell.happen(was.StoreChanged())
                self.store_changed.emit()
            self._seen = state

        def failed(error: Exception) -> None:
            self._poll.start()
            report(error)

        self.ask(_state, changed, failed)


def _state(station: OpenStation) -> tuple[int, date]:
    return station.database.data_version(), station.today
