"""The conductor's part for voices: the microphone, what it hears kept second by second, and hearing it again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.domain.recording import Sound
from kiosk.domain.voice import SAMPLE_BYTES, VOICE_RATE, Spoken, voice_ms, voice_sound
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.services import OpenStation
from ui.asking import Ask, desk_of_worker, insist, report
from ui.shell import Shell
from ui.sound.halving import Halving
from ui.sound.playback import Playback
from ui.sound.recorder import SILENCE, Recorded, Recorder, RecorderTrouble, loudness

KEPT_EACH = VOICE_RATE * SAMPLE_BYTES // 2
"""Half a second: with the time to save it, a cut costs less than a second of what was said."""


class Take(QObject):
    """One voice from its first sample to what became of it; a new one is never mixed with the one before."""

    def __init__(self, about: Spoken, voices: VoiceMessages, *, longest_s: int) -> None:
        super().__init__(voices)
        self.about = about
        self.sound: Sound | None = None
        """What was said, once it has ended."""
        self._voices, self._longest_s = voices, longest_s
        self._halving = Halving()
        self._samples = bytearray()
        self._unsaved = bytearray()
        self._pieces = 0
        self._seconds_told = -1
        self._then: list[Callable[[], None]] = []
        self.recorder = Recorder(self, longest_s=longest_s)
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
        self._voices.show_level(self, level)
        length_ms = voice_ms(len(self._samples))
        is_heard = level > loudness(SILENCE)
        if length_ms // 1000 != self._seconds_told:
            self._seconds_told = length_ms // 1000
            self._voices.tell(was.VoiceGrew(self.about.id, length_ms, is_heard=is_heard))

    def _ended(self, recorded: Recorded) -> None:
        trouble = None if recorded.trouble is None else TROUBLES[recorded.trouble]
        if recorded.sound is None:
            self._voices.delete(self.about.id)
        else:
            self.sound = voice_sound(bytes(self._samples), longest_s=self._longest_s)
            self._save()
        length_ms = self.sound.duration_ms if self.sound is not None else 0
        self._voices.tell(was.VoiceEnded(self.about.id, length_ms, trouble))
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
        self._voices.keep(self.about, number, piece)


TROUBLES = {
    RecorderTrouble.NO_MICROPHONE: was.VoiceTrouble.NO_MICROPHONE,
    RecorderTrouble.NOT_ANSWERING: was.VoiceTrouble.NOT_ANSWERING,
    RecorderTrouble.SILENT: was.VoiceTrouble.SILENT,
    RecorderTrouble.TOO_SHORT: was.VoiceTrouble.TOO_SHORT,
}


class VoiceMessages(QObject):
    """Carries out what a journey asks of a voice. What it becomes is another part's, which asks here for what it is."""

    def __init__(self, *, shell: Shell, ask: Ask) -> None:
        super().__init__(shell)
        self._shell, self._ask = shell, ask
        self._take: Take | None = None
        self._unsaved: dict[tuple[str, int], tuple[Spoken, bytes]] = {}
        """Pieces that the store has not confirmed."""
        self._refused: list[tuple[str, int]] = []
        self._playback: Playback | None = None
        self._played = ""
        shell.effect_wanted.connect(self.carry_out)

    def take_up(self) -> None:
        """Take down what a power cut left unfinished; nobody is there any more to be told."""
        but = self._take.about.id if self._take is not None else ""

        def work(station: OpenStation) -> None:
            if station.has_unfinished_voices():
                desk_of_worker(station).speaking_up.take_up(but=but)

        self._ask(work, lambda _: None, report)

    def close(self) -> None:
        """Stop listening and playing; what was said is kept, and taken down when the kiosk begins again."""
        if self._take is not None:
            self._take.recorder.drop()
        if self._playback is not None:
            self._playback.close()

    def carry_out(self, effect: do.Effect) -> None:
        """Do one effect; never waits."""
        match effect:
            case do.RecordVoice(about, longest_s):
                self._begin(about, longest_s)
            case do.EndVoice(voice_id):
                if self._take is not None and self._take.about.id == voice_id:
                    self._take.recorder.stop()
            case do.PlayVoice(voice_id):
                self._play(voice_id)
            case do.HushVoice():
                self._hush()
            case do.DropVoice(voice_id):
                self._drop(voice_id)
            case do.ForgetVisitor():
                self._forget()

    def when_ended(self, voice_id: str, then: Callable[[], None]) -> None:
        """End the voice where it is being recorded, and call `then` when its last sample is on its way to be kept."""
        if self._take is not None and self._take.about.id == voice_id:
            self._take.when_ended(then)
        else:
            then()

    def unsaved_of(self, voice_id: str) -> list[tuple[int, bytes]]:
        """Return the pieces of a voice that the store has not confirmed, to be kept with whatever it becomes."""
        return [(key[1], piece[1]) for key, piece in self._unsaved.items() if key[0] == voice_id]

    def sound_of(self, voice_id: str) -> Sound | None:
        """Return what was said, while whoever said it is there; None where nothing was."""
        return self._take.sound if self._take is not None and self._take.about.id == voice_id else None

    def settled(self, voice_id: str) -> None:
        """Let go of a voice that has become what it is for."""
        self._unsaved = {key: piece for key, piece in self._unsaved.items() if key[0] != voice_id}
        if self._take is not None and self._take.about.id == voice_id:
            self._put_away()

    def tell(self, event: was.Event) -> None:
        """Bring news of a voice to the visit."""
        self._shell.happen(event)

    def show_level(self, take: Take, level: float) -> None:
        """Show how loud it is now, to whoever is speaking."""
        if take is self._take:
            self._shell.show_level(level)

    def keep(self, about: Spoken, number: int, piece: bytes) -> None:
        """Save a piece of what is being said; one that could not be saved is tried again with the next."""
        self._unsaved[about.id, number] = about, piece
        again, self._refused = self._refused, []
        for key in (*again, (about.id, number)):
            self._send(key)

    def _send(self, key: tuple[str, int]) -> None:
        if key not in self._unsaved:
            return
        about, piece = self._unsaved[key]

        def failed(error: Exception) -> None:
            self._refused.append(key)
            report(error)

        def saved(_: None) -> None:
            self._unsaved.pop(key, None)

        self._ask(lambda station: desk_of_worker(station).speaking_up.keep(about, key[1], piece), saved, failed)

    def delete(self, voice_id: str) -> None:
        """Delete all that was kept of a voice, however often it takes: else it were taken down as one that was cut."""
        self._unsaved = {key: piece for key, piece in self._unsaved.items() if key[0] != voice_id}
        insist(self, self._ask, lambda station: desk_of_worker(station).speaking_up.drop(voice_id))

    def _begin(self, about: Spoken, longest_s: int) -> None:
        if self._playback is not None:
            self._playback.close()
        self._put_away()
        self._take = Take(about, self, longest_s=longest_s)
        self._take.recorder.start()

    def _put_away(self) -> None:
        take, self._take = self._take, None
        if take is not None:
            take.when_ended(take.deleteLater)

    def _play(self, voice_id: str) -> None:
        sound = self.sound_of(voice_id)
        if sound is None:
            self.tell(was.VoicePlayed(voice_id, was.VoiceTrouble.NOT_ANSWERING))
            return
        if self._playback is None:
            self._playback = Playback(self)
            self._playback.ended.connect(lambda: self.tell(was.VoicePlayed(self._played)))
            self._playback.failed.connect(
                lambda: self.tell(was.VoicePlayed(self._played, was.VoiceTrouble.NO_LOUDSPEAKER))
            )
        self._played = voice_id
        self._playback.play(sound)

    def _hush(self) -> None:
        if self._playback is not None:
            self._playback.stop()

    def _drop(self, voice_id: str) -> None:
        self._hush()
        if self._take is not None and self._take.about.id == voice_id:
            self._take.recorder.drop()
            self._put_away()
        self.delete(voice_id)

    def _forget(self) -> None:
        """Nothing of what was said stays in memory; what is still being kept goes on without the visitor."""
        if self._playback is not None:
            self._playback.close()
        self._put_away()
