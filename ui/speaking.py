"""What is read aloud of the screen, and how the screen shows it: beginning, holding, marking and falling silent."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.sign_in_words import entered_words
from kiosk.journeys.states import SignedIn
from kiosk.texts.catalogue import Texts
from ui.asking import Ask, report
from ui.screens.frame import Talking
from ui.shell import Said, Shell
from ui.sound.speaker import Phrase, Speaker
from ui.staff_voice import in_staffs_voice, recording_of


class Speaking(QObject):
    """Has the speaker say what the journey or a finger asks for; the screen shows what is said, and that it is."""

    def __init__(
        self, *, shell: Shell, speaker: Speaker, ask: Ask, texts: dict[Language, Texts], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._speaker, self._ask, self._texts = shell, speaker, ask, texts
        self._said: list[Said] = []
        self._announced = 0
        """Counts what was to be read aloud, and what silenced it: a recording that comes later is not played."""
        self._home_language = shell.visit.language
        self._rings_first = False
        shell.hearing_wanted.connect(self.say)
        shell.touched.connect(speaker.wake)
        speaker.phrase_started.connect(self._mark)
        speaker.finished.connect(self._fall_silent)
        speaker.sound_available.connect(shell.set_sound_available)

    def ring(self) -> None:
        """Ring for the staff before what is said next; without a loudspeaker, by whatever else the machine has.

        Nobody can know whether that is heard, and the visitor is not told that somebody comes.
        """
        self._rings_first = True
        if not self._speaker.has_loudspeaker:
            QApplication.beep()
        self._shell.happen(was.BellRang(heard=self._speaker.has_loudspeaker))

    def announce(self) -> None:
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
            report(error)

        self._ask(lambda station: station.recording(recording_id), found, failed)

    def say_entered(self, entered: do.SayEntered) -> None:
        """What was touched answers by its name; it is said this once, and never read back."""
        texts = self._texts[self._shell.visit.language]
        self.say([Said(text, None) for text in entered_words(entered, texts)])

    def say_touch_to_hear(self) -> None:
        """Say that touching says things now, or does no more."""
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
        shows_number = visit.screen.is_receipt or isinstance(visit.screen, SignedIn)
        fleeting = visit.taken != () or visit.seats != () or shows_number
        phrases = [Phrase(one.text, fleeting=fleeting, recording=one.recording) for one in said]
        rings, self._rings_first = self._rings_first, False
        self._shell.show_talking(Talking.SPEAKING)
        self._speaker.say(phrases, self._shell.visit.preferences.tongue, after_bell=rings)

    def pause_or_go_on(self) -> None:
        """Hold what is being said, or go on with it; begin where nothing is."""
        match self._shell.talking:
            case Talking.SPEAKING:
                self._speaker.pause()
                self._shell.show_talking(Talking.PAUSED)
            case Talking.PAUSED:
                self._speaker.resume()
                self._shell.show_talking(Talking.SPEAKING)
            case Talking.SILENT:
                self.announce()

    def stop(self) -> None:
        """Fall silent at once."""
        self._announced += 1
        self._speaker.stop()
        self._fall_silent()

    def adjust(self) -> None:
        """Speak as the visitor wants it."""
        wanted = self._shell.visit.preferences
        self._speaker.set_rate(wanted.speed)
        self._speaker.set_volume(wanted.volume)

    def forget(self) -> None:
        """Nothing is said of the former visitor any more, and the next is spoken to as ever."""
        self._announced += 1
        self._said = []
        self._speaker.wipe()
        self._shell.show_talking(Talking.SILENT)
        self.adjust()

    def close(self) -> None:
        """Fall silent for good."""
        self._speaker.close()

    def _fall_silent(self) -> None:
        self._shell.mark_spoken(None)
        self._shell.show_talking(Talking.SILENT)

    def _mark(self, index: int) -> None:
        if index < len(self._said):
            self._shell.mark_spoken(self._said[index].item)
