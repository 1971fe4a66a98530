"""The conductor's part for complaints: the microphone, what it hears kept second by second, and the receipt's paper."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Generator
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from kiosk.desk.complaint_receipt import receipt_document
from kiosk.desk.speaking_up import SpeakingUp
from kiosk.domain.complaint import Receipt
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting
from kiosk.domain.recording import Sound
from kiosk.domain.staff import Actor, Role
from kiosk.domain.voice import LONGEST_VOICE_S, SAMPLE_BYTES, VOICE_RATE, Told, voice_ms, voice_sound
from kiosk.errors import YizhanError
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.printing.printer import PrintOutcome
from kiosk.services import OpenStation
from kiosk.slips.document import Document
from kiosk.texts.catalogue import Texts
from ui.printing_desk import PrintingDesk
from ui.shell import Shell
from ui.sound.halving import Halving
from ui.sound.playback import Playback
from ui.sound.recorder import SILENCE, Recorded, Recorder, RecorderTrouble, loudness
from ui.tasks import Lane, Tasks
from ui.turns import Turns

KEPT_EACH = VOICE_RATE * SAMPLE_BYTES // 2
"""Half a second: with the time to save it, a cut costs less than a second of what was said."""

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class Ask(Protocol):
    """How the station is asked: `Conductor.ask`."""

    def __call__(
        self,
        question: Callable[[OpenStation], Answer],
        answer: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None: ...


class Take(QObject):
    """One voice from its first sample to what became of it; a new one is never mixed with the one before."""

    def __init__(self, told: Told, desk: ComplaintVoice) -> None:
        super().__init__(desk)
        self.told = told
        self.sound: Sound | None = None
        """What was said, once it has ended."""
        self._desk = desk
        self._halving = Halving()
        self._samples = bytearray()
        self._unsaved = bytearray()
        self._pieces = 0
        self._seconds_told = -1
        self._then: list[Callable[[], None]] = []
        self.recorder = Recorder(self, longest_s=LONGEST_VOICE_S)
        self.recorder.took.connect(self._take)
        self.recorder.heard.connect(self._heard)
        self.recorder.ended.connect(self._ended)

    def when_ended(self, then: Callable[[], None]) -> None:
        """End it, and call `then` when its last sample is kept or on its way to be."""
        if not self.recorder.is_recording:
            then()
            return
        self._then.append(then)
        self.recorder.stop()

    def _take(self, samples: bytes) -> None:
        halved = self._halving(samples)
        self._samples += halved
        self._unsaved += halved
        if len(self._unsaved) >= KEPT_EACH:
            self._save()

    def _heard(self, level: float, _: int) -> None:
        self._desk.show_level(self, level)
        length_ms = voice_ms(len(self._samples))
        is_heard = level > loudness(SILENCE)
        if length_ms // 1000 != self._seconds_told:
            self._seconds_told = length_ms // 1000
            self._desk.tell(was.VoiceGrew(self.told.id, length_ms, is_heard=is_heard))

    def _ended(self, recorded: Recorded) -> None:
        trouble = None if recorded.trouble is None else TROUBLES[recorded.trouble]
        if recorded.sound is None:
            self._desk.delete(self.told.id)
        else:
            self.sound = voice_sound(bytes(self._samples))
            self._save()
        length_ms = self.sound.duration_ms if self.sound is not None else 0
        self._desk.tell(was.VoiceEnded(self.told.id, length_ms, trouble))
        then, self._then = self._then, []
        for each in then:
            each()

    def _save(self) -> None:
        """Keep what came since the last time. What cannot be saved now is saved with the next."""
        if not self._unsaved:
            return
        piece, number = bytes(self._unsaved), self._pieces
        self._unsaved.clear()
        self._pieces += 1
        self._desk.keep(self.told, number, piece)


TROUBLES = {
    RecorderTrouble.NO_MICROPHONE: was.VoiceTrouble.NO_MICROPHONE,
    RecorderTrouble.NOT_ANSWERING: was.VoiceTrouble.NOT_ANSWERING,
    RecorderTrouble.SILENT: was.VoiceTrouble.SILENT,
    RecorderTrouble.TOO_SHORT: was.VoiceTrouble.TOO_SHORT,
}


class ComplaintVoice(QObject):
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
    ) -> None:
        super().__init__(shell)
        self._shell, self._ask, self._tasks, self._turns = shell, ask, tasks, turns
        self._printing, self._texts = printing, texts
        self._take: Take | None = None
        self._unsaved: dict[tuple[str, int], tuple[Told, bytes]] = {}
        """Pieces that the store has not confirmed."""
        self._refused: list[tuple[str, int]] = []
        self._playback: Playback | None = None
        self._played = ""
        shell.effect_wanted.connect(self.carry_out)

    def take_up(self) -> None:
        """Take down what a power cut left unfinished; nobody is there any more to be told."""
        but = self._take.told.id if self._take is not None else ""

        def work(station: OpenStation) -> None:
            if station.has_unfinished_voices():
                _here(station).take_up(but=but)

        self._ask(work, lambda _: None, _report)

    def close(self) -> None:
        """Stop listening and playing; what was said is kept, and taken down when the kiosk begins again."""
        if self._take is not None:
            self._take.recorder.drop()
        if self._playback is not None:
            self._playback.close()

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        match effect:
            case do.FindLatePostings():
                self._find()
            case do.RecordVoice(told):
                self._begin(told)
            case do.EndVoice(told_id):
                if self._take is not None and self._take.told.id == told_id:
                    self._take.recorder.stop()
            case do.PlayVoice(told_id):
                self._play(told_id)
            case do.HushVoice():
                self._hush()
            case do.DropVoice(told_id):
                self._drop(told_id)
            case do.LeaveVoice(told):
                self._when_ended(told, lambda: self._leave(told))
            case do.HandIn(told):
                self._when_ended(told, lambda: self._hand_in(told))
            case do.PrintReceipt(receipt):
                self._print(receipt)
            case do.ForgetVisitor():
                self._forget()

    def tell(self, event: was.Event) -> None:
        """Bring news of a voice to the visit."""
        self._shell.happen(event)

    def show_level(self, take: Take, level: float) -> None:
        """Show how loud it is now, to whoever is speaking."""
        if take is self._take:
            self._shell.show_level(level)

    def keep(self, told: Told, number: int, piece: bytes) -> None:
        """Save a piece of what is being said; one that could not be saved is tried again with the next."""
        self._unsaved[told.id, number] = told, piece
        again, self._refused = self._refused, []
        for key in (*again, (told.id, number)):
            self._send(key)

    def _send(self, key: tuple[str, int]) -> None:
        if key not in self._unsaved:
            return
        told, piece = self._unsaved[key]

        def failed(error: Exception) -> None:
            self._refused.append(key)
            _report(error)

        def saved(_: None) -> None:
            self._unsaved.pop(key, None)

        self._ask(lambda station: _here(station).keep(told, key[1], piece), saved, failed)

    def delete(self, told_id: str) -> None:
        """Delete all that was kept of a voice."""
        self._unsaved = {key: piece for key, piece in self._unsaved.items() if key[0] != told_id}
        self._ask(lambda station: _here(station).drop(told_id), lambda _: None, _report)

    def _find(self) -> None:
        def found(postings: tuple[Posting, ...]) -> None:
            self._shell.come(was.LatePostingsFound(postings))

        def failed(error: Exception) -> None:
            found(())
            _report(error)

        self._ask(lambda station: _here(station).late_postings(), found, failed)

    def _begin(self, told: Told) -> None:
        if self._playback is not None:
            self._playback.close()
        self._put_away()
        self._take = Take(told, self)
        self._take.recorder.start()

    def _put_away(self) -> None:
        take, self._take = self._take, None
        if take is not None:
            take.when_ended(take.deleteLater)

    def _when_ended(self, told: Told, then: Callable[[], None]) -> None:
        if self._take is not None and self._take.told.id == told.id:
            self._take.when_ended(then)
        else:
            then()

    def _play(self, told_id: str) -> None:
        sound = self._take.sound if self._take is not None and self._take.told.id == told_id else None
        if sound is None:
            self.tell(was.VoicePlayed(told_id, was.VoiceTrouble.NOT_ANSWERING))
            return
        if self._playback is None:
            self._playback = Playback(self)
            self._playback.ended.connect(lambda: self.tell(was.VoicePlayed(self._played)))
            self._playback.failed.connect(
                lambda: self.tell(was.VoicePlayed(self._played, was.VoiceTrouble.NO_LOUDSPEAKER))
            )
        self._played = told_id
        self._playback.play(sound)

    def _hush(self) -> None:
        if self._playback is not None:
            self._playback.stop()

    def _drop(self, told_id: str) -> None:
        self._hush()
        if self._take is not None and self._take.told.id == told_id:
            self._take.recorder.drop()
            self._put_away()
        self.delete(told_id)

    def _unsaved_of(self, told: Told) -> list[tuple[int, bytes]]:
        return [(key[1], piece[1]) for key, piece in self._unsaved.items() if key[0] == told.id]

    def _hand_in(self, told: Told) -> None:
        rest = self._unsaved_of(told)

        def work(station: OpenStation) -> Receipt:
            here = _here(station)
            with here.room.change():
                for number, piece in rest:
                    here.keep(told, number, piece)
                return here.hand_in(told)

        def done(receipt: Receipt) -> None:
            self._settled(told)
            self._shell.come(was.ComplaintTaken(told.id, receipt))

        def failed(error: Exception) -> None:
            self._shell.happen(was.ComplaintNotTaken(told.id))
            _report(error)

        self._ask(work, done, failed)

    def _leave(self, told: Told) -> None:
        rest = self._unsaved_of(told)

        def work(station: OpenStation) -> Receipt | None:
            here = _here(station)
            with here.room.change():
                for number, piece in rest:
                    here.keep(told, number, piece)
                return here.leave(told)

        self._ask(work, lambda _: self._settled(told), _report)

    def _settled(self, told: Told) -> None:
        self._unsaved = {key: piece for key, piece in self._unsaved.items() if key[0] != told.id}
        if self._take is not None and self._take.told.id == told.id:
            self._put_away()

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

    def _forget(self) -> None:
        """Nothing of what was said stays in memory; what is still being kept goes on without the visitor."""
        if self._playback is not None:
            self._playback.close()
        self._put_away()


def _here(station: OpenStation) -> SpeakingUp:
    """What whoever stands at the screen may do."""
    return station.desk(Actor(role=Role.WORKER, device=platform.node())).speaking_up


def _report(error: Exception) -> None:
    """What the surroundings did is logged by its kind alone: no words of a visitor ever reach a log."""
    if not isinstance(error, YizhanError):
        raise error
    log.warning("%s: %s", type(error).__name__, error.key)
