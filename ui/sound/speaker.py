"""The screen's voice: says phrases, tells which one is heard, and whether there is sound at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.language import Language
from kiosk.domain.tongue import Tongue, tongue_of
from kiosk.speech.clips import ClipStore
from kiosk.speech.engine import EngineProcess
from kiosk.speech.pace import NORMAL_STEP, rate_of
from kiosk.speech.scratch import Scratch
from kiosk.speech.script import Wording, wording_on
from kiosk.speech.selftest import VoiceHealth
from kiosk.speech.studio import Studio
from kiosk.speech.voice import Voice
from ui.crossing import Crossing
from ui.sound.player import Player
from ui.sound.recital import DeviceThere, Event, Finished, Phrase, PhraseStarted, Recital, VoiceWorked

__all__ = ["GAINS", "NORMAL_VOLUME", "Phrase", "Speaker"]

GAINS = (0.04, 0.07, 0.12, 0.2, 0.35, 0.6, 1.0)
"""The steps of "softer" and "louder": about 4.6 dB each. The softest can still be heard beside the screen."""
NORMAL_VOLUME = 4

BELL = Path(__file__).parents[2] / "assets/sounds/bell.wav"
WAITED_MS = 1500
NO_DEVICE_MS = 2500
RETEST_MS = (2000, 2000, 4000, 8000, 30_000)


class Speaker(QObject):
    """Speaks on the screen's behalf. No call waits for anything; all signals come in the thread of this object.

    `clips` is the folder of clips that are kept; `today` tells the station's date; `volume` is the step of `GAINS` at
    which each visitor begins; `lexicon` is the station's own list of words. The rest is for tests.
    What is said is told by its tongue, or by its language, which is then said in its usual tongue.
    """

    phrase_started = Signal(int)
    """The phrase of the last `say` with this index is being heard."""
    finished = Signal()
    """All that the last `say` asked for has been said, or could not be: see `sound_available`."""
    sound_available = Signal(bool)
    """There is sound in the language last spoken, or there is none."""
    sample_handed = Signal(int, object)
    """A phrase's index, and when its first sample went to the device (`time.monotonic_ns()`)."""

    def __init__(
        self,
        *,
        clips: Path,
        today: Callable[[], date],
        volume: int = NORMAL_VOLUME,
        lexicon: Path | None = None,
        wording: Wording | None = None,
        voice: Voice | None = None,
        player_argv: Sequence[str] | None = None,
        scratch: Scratch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio = Studio(
            voice=voice or EngineProcess(),
            clips=ClipStore(clips),
            scratch=scratch or Scratch(),
            wording=wording or wording_on(today, lexicon=lexicon),
        )
        self._tongue = Tongue.MANDARIN
        self._device_there: bool | None = None
        self._voice_works: dict[Tongue, bool] = {}
        self._told: bool | None = None
        self._failed_tests = dict.fromkeys(Tongue, 0)
        self._step, self._volume, self._usual_volume = NORMAL_STEP, volume, volume
        self._crossing = Crossing(self)
        self._recital = Recital(
            studio=self._studio,
            player=lambda heard: Player(heard, argv=player_argv),
            tell=partial(self._crossing.tell, self._on_event),
        )
        self._recital.player.set_gain(GAINS[self._volume])
        self._waiting = QTimer(self, singleShot=True, interval=WAITED_MS)
        self._waiting.timeout.connect(self._waited)
        QTimer.singleShot(NO_DEVICE_MS, self, self._no_device_yet)
        self._tested = set(map(tongue_of, Language))
        for tongue in self._tested:
            self._test(tongue)

    @property
    def is_available(self) -> bool:
        """Whether people can hear the voice; taken for granted until found otherwise (3 s after the start at most)."""
        return self._device_there is not False and self._can_say(self._tongue)

    @property
    def has_loudspeaker(self) -> bool:
        """Whether the bell can be heard, whatever the voice can say; taken for granted as `is_available` is."""
        return self._device_there is not False

    @property
    def is_device_known(self) -> bool:
        """Whether it has been found out if there is a loudspeaker."""
        return self._device_there is not None

    @property
    def rate_step(self) -> int:
        return self._step

    @property
    def volume_step(self) -> int:
        return self._volume

    @property
    def player(self) -> Player:
        """The player process, for the doctor and the bench."""
        return self._recital.player

    def health(self, tongue: Tongue | Language) -> VoiceHealth:
        """What the self-test found out about the voice of `tongue`; those beyond the usual ones wait for their use."""
        return self._studio.health(tongue_of(tongue))

    def say(self, phrases: Sequence[Phrase], tongue: Tongue | Language, *, after_bell: bool = False) -> None:
        """Say `phrases` one after the other instead of whatever is being said; the text is as shown on the screen.

        `after_bell` rings for the staff first.
        """
        self._tongue = tongue_of(tongue)
        self._recital.say(phrases, self._tongue, after=BELL if after_bell else None)
        self._waiting.start()
        self._test_at_first_use(self._tongue)
        self._tell()

    def stop(self) -> None:
        """Fall silent at once."""
        self._waiting.stop()
        self._recital.stop()

    def pause(self) -> None:
        """Hold in the middle of a phrase."""
        self._recital.pause(paused=True)

    def resume(self) -> None:
        """Go on after `pause`."""
        self._recital.pause(paused=False)

    def wake(self) -> None:
        """Open the sound device, because somebody has come: what is said then needs no lead-in."""
        self._recital.player.wake()

    def set_rate(self, step: int) -> None:
        """Speak at step 0 (half speed) to 6 (twice the speed), from the current word on."""
        self._step = max(0, min(step, 2 * NORMAL_STEP))
        self._recital.set_rate(rate_of(self._step))

    def set_volume(self, step: int) -> None:
        """Set the loudness to one of the steps of `GAINS`, at once."""
        self._volume = max(0, min(step, len(GAINS) - 1))
        self._recital.player.set_gain(GAINS[self._volume])

    def prepare(self, texts: Iterable[str], tongue: Tongue | Language) -> None:
        """Make clips of `texts` in idle times. The texts are drawn one by one in another thread."""
        self._test_at_first_use(tongue_of(tongue))
        self._studio.prepare(texts, tongue=tongue_of(tongue), rate=rate_of(NORMAL_STEP))

    def wipe(self) -> None:
        """Forget the visitor: fall silent, go back to normal rate and volume, remove all fleeting sound."""
        self.stop()
        self._studio.wipe()
        self.set_rate(NORMAL_STEP)
        self.set_volume(self._usual_volume)

    def close(self) -> None:
        """End both processes and remove what they left in memory; waits until they are gone (3 s at most)."""
        self._waiting.stop()
        self._recital.stop()
        self._recital.player.close()
        self._studio.close()

    def _on_event(self, event: Event) -> None:
        match event:
            case PhraseStarted() if event.utterance == self._recital.utterance:
                self.phrase_started.emit(event.index)
                self.sample_handed.emit(event.index, event.handed_ns)
            case Finished() if event.utterance == self._recital.utterance:
                self._waiting.stop()
                self.finished.emit()
            case VoiceWorked():
                self._voice_works[self._tongue] = event.worked
                self._tell()
            case DeviceThere():
                self._device_there = event.there
                self._tell()

    def _waited(self) -> None:
        """A phrase that takes so long is one that the person does not hear."""
        if self._recital.is_waiting:
            self._voice_works[self._tongue] = False
            self._tell()

    def _no_device_yet(self) -> None:
        if self._device_there is None:
            self._device_there = False
            self._tell()

    def _tell(self) -> None:
        if self._device_there is not None and self.is_available != self._told:
            self._told = self.is_available
            self.sound_available.emit(self.is_available)

    def _can_say(self, tongue: Tongue) -> bool:
        """Whether a voice for it, or the one that stands in, can be heard; taken for granted until found otherwise."""
        if self._voice_works.get(tongue, True):
            return True
        return tongue.stand_in is not None and self._can_say(tongue.stand_in)

    def _test_at_first_use(self, tongue: Tongue) -> None:
        """What few ask for costs the start nothing."""
        if tongue not in self._tested:
            self._tested.add(tongue)
            self._test(tongue)

    def _test(self, tongue: Tongue) -> None:
        self._studio.test(tongue, done=partial(self._crossing.tell, self._on_tested, tongue))

    def _on_tested(self, tongue: Tongue, health: VoiceHealth) -> None:
        """Believe the test, and repeat it now and then as long as it fails."""
        works = health is VoiceHealth.SPEAKS
        self._voice_works[tongue] = works
        self._tell()
        if not works:
            wait_ms = RETEST_MS[min(self._failed_tests[tongue], len(RETEST_MS) - 1)]
            self._failed_tests[tongue] += 1
            QTimer.singleShot(wait_ms, self, lambda: self._test(tongue))
