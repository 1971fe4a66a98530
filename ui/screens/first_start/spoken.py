"""Says sentences one after the other, where there is a loudspeaker; where there is none, nobody is bothered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from kiosk.desk.machine_voice import Saying, at_gain
from kiosk.domain.language import Language
from ui.screens.desk.screen import DeskScreen
from ui.sound.playback import Playback
from ui.sound.speaker import GAINS

LOOK_MS = 100
USUAL_STEP = 4
"""As a kiosk that was never set: `kiosk.care.config.sections`."""


class Spoken(QObject):
    """What is said by `screen`; another wish takes the place of the one before."""

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._wanted: list[tuple[str, Language]] = []
        self._saying: Saying | None = None
        self._count = 0
        self._playback = Playback(self)
        self._playback.ended.connect(self._next)
        self._playback.failed.connect(self.stop)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def say(self, sentences: Sequence[tuple[str, Language]]) -> None:
        """Say each sentence in its language."""
        self.stop()
        self._wanted = list(sentences)
        self._next()

    def stop(self) -> None:
        """Fall silent."""
        self._count += 1
        self._wanted = []
        self._timer.stop()
        saying, self._saying = self._saying, None
        if saying is not None:
            saying.stop()
        self._playback.close()

    def _next(self) -> None:
        if not self._wanted:
            return
        (words, language), count = self._wanted.pop(0), self._count

        def began(saying: Saying) -> None:
            if count != self._count:
                saying.stop()
                return
            self._saying = saying
            self._timer.start()

        self._screen.ask(lambda desk: desk.machine.say(words, language), began, failed=lambda _: True)

    def _look(self) -> None:
        saying = self._saying
        if saying is None or not saying.is_over:
            return
        self._timer.stop()
        self._saying = None
        if saying.sound is None:
            self.stop()
        else:
            self._playback.play(at_gain(saying.sound, GAINS[USUAL_STEP]), levels=False)
