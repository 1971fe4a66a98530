"""The conductor carries out what the journey asks for, and brings the answers back as events."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Generator
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kiosk.care.memory import give_back
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.sign_in import Attempt
from kiosk.domain.slip import PostingGone, Slip, SlipHeld, SlipState, SlotElsewhere, SlotOutcome, TooFewSlots
from kiosk.domain.staff import Actor, Role
from kiosk.errors import DamagedDatabase, StoreError, YizhanError
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.complaint_states import ComplaintShown
from kiosk.journeys.sign_in_words import entered_words
from kiosk.journeys.signing_in import answer_to
from kiosk.journeys.states import OnePosting, SignedIn, SlipShown
from kiosk.journeys.visit import is_personal
from kiosk.printing.printer import PrintJob, PrintOutcome
from kiosk.services import OpenStation
from kiosk.store.recovery import Opened, mark_damaged
from kiosk.texts.catalogue import Texts
from ui.attending import Attending
from ui.printer_watch import PrinterWatch
from ui.printing_desk import PrintingDesk
from ui.screens.frame import Talking
from ui.shell import Said, Shell
from ui.slip_pages import ComposedSlips, WrittenSlip, written
from ui.sound.speaker import Phrase, Speaker
from ui.staff_voice import in_staffs_voice, recording_of
from ui.tasks import Lane, Tasks
from ui.turns import Turns

CHANGE_POLL_MS = 400
"""A posting that may not be taken any more vanishes from the screen within one second (domain.md)."""
RETRY_MS = 3000
"""Between two attempts at what the surroundings refused: a station that does not open, a slot that is not freed."""

PRINT_AFTER_MS = 50
"""The slip is put on the screen first: drawing it for the printer at the same time would make both late."""
TIDY_AFTER_MS = 2000
"""Memory of a visit goes back to the system soon after it has ended, when nobody has touched anything for so long."""

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class Conductor(QObject):
    """Stands between the shell, which asks, and the station, which answers on its own thread."""

    opened = Signal(object)
    """The station is open; carries what opening it found (`Opened`)."""
    failed_to_open = Signal(object)
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
        self._shell, self._tasks, self._open_station = shell, tasks, open_station
        self._turns, self._slips, self._speaker, self._printing, self._texts = turns, slips, speaker, printing, texts
        self._station: OpenStation | None = None
        """Made, used and closed on the database's thread only."""
        self._unseen: set[str] = set()
        """Slips that are saved and have not come to the screen yet."""
        self._said: list[Said] = []
        self._announced = 0
        """Counts what was to be read aloud, and what silenced it: a recording that comes later is not played."""
        self._home_language = shell.visit.language
        self._rings_first = False
        self._seen: tuple[int, date] | None = None
        """The store's version and day at the last look: a new day changes what is offered as staff's hand does."""
        self._refusal: str | None = None
        home_texts = texts[self._home_language]
        self.printer = PrinterWatch(
            printing=printing, tasks=tasks, turns=turns, ask=self.ask, texts=home_texts, parent=self
        )
        self._attending = Attending(shell=shell, slips=slips, printing=printing, texts=texts, ways=self, parent=self)
        self._poll = QTimer(self, singleShot=True, interval=CHANGE_POLL_MS)
        self._poll.timeout.connect(self._look_for_changes)
        self._tidy = QTimer(self, singleShot=True, interval=TIDY_AFTER_MS)
        self._tidy.timeout.connect(self._tidy_up)
        shell.effect_wanted.connect(self.carry_out)
        shell.hearing_wanted.connect(self.say)
        shell.touched.connect(speaker.wake)
        shell.touched.connect(self._put_tidying_off)
        speaker.phrase_started.connect(self._mark)
        speaker.finished.connect(self._fall_silent)
        speaker.sound_available.connect(shell.set_sound_available)

    def start(self) -> None:
        """Open the station beside the screen, and watch from then on for changes by anybody."""
        self.with_station(
            lambda station: (station.opened, _state(station)),
            lambda found: self._on_open(*found),
            self._on_shut,
        )

    def _on_shut(self, error: Exception) -> None:
        """Try again in a while: whoever touches something meanwhile is told that it could not be found."""
        self.failed_to_open.emit(error)
        QTimer.singleShot(RETRY_MS, self, self.start)
        if repr(error) != self._refusal:
            self._refusal = repr(error)
            _report(error)

    def _on_open(self, opened: Opened, state: tuple[int, date]) -> None:
        """Watch from the state that was opened on, and look again at what is on the screen already."""
        self._seen = state
        self._shell.happen(was.StoreChanged())
        self._poll.start()
        self.opened.emit(opened)
        self._tasks.run(self._printing.warm_up, lambda _: self.printer.look(), _report, lane=Lane.DEVICE)

    def ask(
        self,
        question: Callable[[OpenStation], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the station something; `answer` or `failed` is called on the UI thread. Errors go to the log else."""
        self.with_station(question, answer, failed or _report)

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
            if not self._shell.visit.taken and not is_personal(self._shell.visit):
                self._slips.forget()
                self._shell.forget()

        self.with_station(work, done, _report)

    def report(self, error: Exception) -> None:
        """Put down what the surroundings did; a mistake of ours is raised."""
        _report(error)

    def reopen(self, *, is_damaged: bool) -> None:
        """Close the station and open it again; a damaged one is put aside and its last good backup restored."""

        def shut() -> None:
            station, self._station = self._station, None
            if station is not None:
                if is_damaged:
                    mark_damaged(station.places.database)
                station.close()

        self._tasks.run(shut, lambda _: self.start(), _report)

    def close(self) -> None:
        """Fall silent, then close the station on its own thread; waits for what was begun."""
        self._poll.stop()
        self.printer.stop()
        self._speaker.close()
        visit = self._shell.visit
        seen = {*(shown.slip.id for shown in visit.taken), *(shown.seat.id for shown in visit.seats)}
        self._tasks.close(last=lambda: self._close_station(seen))

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        match effect:
            case do.FindTrades():
                self.look_up(OpenStation.trades_on_offer, was.TradesFound)
            case do.FindPostings(listing, chosen):
                self.look_up(
                    lambda station: (station.find(listing, chosen), station.trades_taught()),
                    lambda found: was.PostingsFound(listing, found[0], chosen, found[1]),
                )
            case do.CountMarks(listing):
                self.look_up(lambda station: station.marks(listing), lambda found: was.MarksCounted(listing, found))
            case do.FindTowns():
                self.look_up(OpenStation.towns, was.TownsFound)
            case do.FindPosting(posting_id):
                self.look_up(
                    lambda station: station.offered(posting_id),
                    lambda found: was.PostingFound(posting_id, found),
                )
            case do.FindLessons():
                self.look_up(OpenStation.lessons, was.LessonsFound)
            case do.IssueSlip(posting_id, wish_id, people):
                self._issue(posting_id, wish_id, people)
            case do.CancelSlip(slip_id):
                self._give_back(slip_id)
            case do.PrintSlip(slip):
                self._print(slip)
            case do.FindClasses():
                self._attending.find_classes()
            case do.TakeSeat(class_id, wish_id):
                self._attending.take(class_id, wish_id)
            case do.GiveSeatBack(seat_id):
                self._attending.give_back(seat_id)
            case do.PrintSeat(seat):
                self._attending.print(seat)
            case do.FindNotices():
                self._attending.find_notices()
            case do.SignIn(attempt):
                self._sign_in(attempt)
            case do.SayEntered():
                self._say_entered(effect)
            case do.Announce():
                self._announce()
            case do.StopTalking():
                self._announced += 1
                self._speaker.stop()
                self._fall_silent()
            case do.PauseOrGoOn():
                self._pause_or_go_on()
            case do.RingForStaff():
                self._ring()
            case do.Adjust():
                self._adjust()
            case do.SayTouchToHear():
                self._say_touch_to_hear()
            case do.ForgetVisitor():
                self._forget()

    def with_station(
        self,
        work: Callable[[OpenStation], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run `work` on the station's thread; a station that could not be opened is tried again each time."""

        def troubled(error: Exception) -> None:
            if isinstance(error, DamagedDatabase):
                self.reopen(is_damaged=True)
            failed(error)

        self._tasks.run(lambda: work(self._opened_station()), done, troubled)

    def _opened_station(self) -> OpenStation:
        if self._station is None:
            self._station = self._open_station()
        return self._station

    def _close_station(self, seen: set[str]) -> None:
        """Give back the slips and seats that nobody got to see any more, then close."""
        if self._station is not None:
            for slip_id in self._unseen - seen:
                try:
                    self._station.give_back(slip_id)
                except YizhanError as error:
                    _report(error)
            self._attending.give_unseen_back(self._station, seen=seen)
            self._station.close()
            self._station = None

    def look_up(self, question: Callable[[OpenStation], Answer], to_event: Callable[[Answer], was.Event]) -> None:
        """Ask the station what the screen waits for; the answer comes to the visit as an event."""

        def failed(error: Exception) -> None:
            _report(error)
            self._shell.happen(was.LookupFailed())

        self.with_station(question, lambda answer: self._shell.come(to_event(answer)), failed)

    def _issue(self, posting_id: str, wish_id: str, people: int) -> None:
        texts = self._texts[self._shell.visit.language]

        def work(station: OpenStation) -> tuple[SlotOutcome, Posting | None, WrittenSlip | None]:
            outcome, posting = station.grant(posting_id, wish_id=wish_id, people=people)
            if not isinstance(outcome, SlipHeld) or posting is None or outcome.slip.state is not SlipState.HELD:
                return outcome, None, None
            self._unseen.add(outcome.slip.id)
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
            _report(error)

        self.with_station(work, done, failed)

    def _deliver(self, issued: was.SlipIssued, text: WrittenSlip) -> None:
        """Hand the slip to the visit; nothing of it is kept where the visitor has gone."""
        slip = issued.slip
        try:
            self._slips.keep(slip, text)
        except BaseException:
            self._give_back(slip.id)
            raise
        self._shell.happen(issued)
        visit = self._shell.visit
        self._slips.keep_only({*(shown.slip.id for shown in visit.taken), *(shown.seat.id for shown in visit.seats)})
        self._unseen.discard(slip.id)

    def _give_back(self, slip_id: str) -> None:
        """Free the slip's slot, however often it takes: a slot that nobody holds is work that nobody gets."""

        def failed(error: Exception) -> None:
            if isinstance(error, StoreError):
                QTimer.singleShot(RETRY_MS, self, lambda: self._give_back(slip_id))
            _report(error)

        self.with_station(lambda station: station.give_back(slip_id), lambda _: None, failed)

    def _sign_in(self, attempt: Attempt) -> None:
        """Ask the desk for whoever stands at the kiosk; what the desk needs is loaded when it is first asked."""

        def work(station: OpenStation) -> was.SignInAnswer:
            desk = station.desk(_worker())
            return answer_to(attempt, desk.arrivals.attempt(attempt))

        def failed(error: Exception) -> None:
            self._shell.happen(was.SignInFailed(attempt))
            _report(error)

        self.with_station(work, self._shell.happen, failed)

    def _print(self, slip: Slip) -> None:
        drawing = self._printing.draw(self._slips.layout(slip.id))
        self.print_slip(drawing, lambda printed: was.PrintEnded(slip.id, printed=printed))

    def print_slip(self, drawing: Generator[None, None, PrintJob], told: Callable[[bool], was.Event]) -> None:
        """Print what is drawn, now or not at all; the journey is told whether it came out."""

        def done(outcome: PrintOutcome) -> None:
            self._shell.happen(told(outcome is PrintOutcome.PRINTED))
            self.printer.after(outcome)

        def failed(error: Exception) -> None:
            """The slip stays on the screen, also where the mistake is ours."""
            self._shell.happen(told(False))
            log.error("a slip was not printed: %s", type(error).__name__)

        def draw() -> Generator[None, None, None]:
            try:
                job = yield from drawing
            except Exception as error:  # noqa: BLE001  whatever it was, the slip stays
                failed(error)
            else:
                self._tasks.run(lambda: self._printing.print(job), done, failed, lane=Lane.DEVICE)

        def begin() -> None:
            if self._printing.has_printer:
                self._turns.begin(draw())
            else:
                done(PrintOutcome.NO_PRINTER)

        QTimer.singleShot(PRINT_AFTER_MS, self, begin)

    def _ring(self) -> None:
        """Ring for the staff before what is said next; without a loudspeaker, by whatever else the machine has.

        Nobody can know whether that is heard, and the visitor is not told that somebody comes.
        """
        self._rings_first = True
        if not self._speaker.has_loudspeaker:
            QApplication.beep()
        self._shell.happen(was.BellRang(heard=self._speaker.has_loudspeaker))

    def _announce(self) -> None:
        """Read the screen aloud; a posting or a notice of which staff have made a recording is told by them."""
        self._announced += 1
        announced, said, visit = self._announced, list(self._shell.phrases()), self._shell.visit
        recording_id = recording_of(visit) if visit.language is self._home_language else None
        if recording_id is None:
            self._say(said)
            return

        def found(recording: bytes | None) -> None:
            if announced == self._announced:
                self._say(in_staffs_voice(said, recording) if recording else said)

        def failed(error: Exception) -> None:
            found(None)
            _report(error)

        self.with_station(lambda station: station.recording(recording_id), found, failed)

    def _say_entered(self, entered: do.SayEntered) -> None:
        """What was touched answers by its name; it is said this once, and never read back."""
        texts = self._texts[self._shell.visit.language]
        self.say([Said(text, None) for text in entered_words(entered, texts)])

    def _say_touch_to_hear(self) -> None:
        visit = self._shell.visit
        key = "touch-to-hear-begins" if visit.preferences.touch_to_hear else "touch-to-hear-ends"
        self.say([Said(self._texts[visit.language](key), None)])

    def say(self, said: list[Said]) -> None:
        """Say `said` in place of whatever is being said."""
        self._announced += 1
        self._shell.mark_spoken(None)
        self._say(said)

    def _say(self, said: list[Said]) -> None:
        self._said = said
        visit = self._shell.visit
        own = isinstance(visit.screen, SignedIn | ComplaintShown)
        fleeting = visit.taken != () or visit.seats != () or own
        phrases = [Phrase(one.text, fleeting=fleeting, recording=one.recording) for one in said]
        rings, self._rings_first = self._rings_first, False
        self._shell.show_talking(Talking.SPEAKING)
        self._speaker.say(phrases, self._shell.visit.preferences.tongue, after_bell=rings)

    def _pause_or_go_on(self) -> None:
        match self._shell.talking:
            case Talking.SPEAKING:
                self._speaker.pause()
                self._shell.show_talking(Talking.PAUSED)
            case Talking.PAUSED:
                self._speaker.resume()
                self._shell.show_talking(Talking.SPEAKING)
            case Talking.SILENT:
                self._announce()

    def _fall_silent(self) -> None:
        self._shell.mark_spoken(None)
        self._shell.show_talking(Talking.SILENT)

    def _mark(self, index: int) -> None:
        if index < len(self._said):
            self._shell.mark_spoken(self._said[index].item)

    def _forget(self) -> None:
        self._announced += 1
        self._said = []
        self._slips.forget()
        self._shell.forget()
        self._speaker.wipe()
        self._shell.show_talking(Talking.SILENT)
        self._adjust()
        if not self._tidy.isActive():
            self._tidy.start()

    def _adjust(self) -> None:
        """Speak as the visitor wants it."""
        wanted = self._shell.visit.preferences
        self._speaker.set_rate(wanted.speed)
        self._speaker.set_volume(wanted.volume)

    def _tidy_up(self) -> None:
        """Let the store go of what it read of the visitor, then give memory back to the system, which empties it."""

        def failed(error: Exception) -> None:
            give_back()
            _report(error)

        self.with_station(lambda station: station.database.let_go_of_pages(), lambda _: give_back(), failed)

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
            _report(error)

        self.with_station(_state, changed, failed)


def _state(station: OpenStation) -> tuple[int, date]:
    return station.database.data_version(), station.today


def _worker() -> Actor:
    """Whoever stands at the kiosk."""
    return Actor(role=Role.WORKER, device=platform.node())


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


def _report(error: Exception) -> None:
    """What the surroundings did is logged by its kind alone: no words of a visitor ever reach a log."""
    if not isinstance(error, YizhanError):
        raise error
    log.warning("%s: %s", type(error).__name__, error.key)
