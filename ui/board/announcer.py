"""The announcer calls one number after the other: the bell, then the words twice in each language."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.desk.arrival_sheet import call_words
from kiosk.domain.language import Language
from kiosk.texts.catalogue import Texts
from ui.sound.speaker import Phrase, Speaker

TIMES = 2
LONGEST_MS = 25_000
"""No call takes longer, whatever became of the sound: the next number is called."""


class Announcer(QObject):
    """Calls numbers in their order; `languages` are spoken one after the other.

    `silent_ms` is how long a number is shown as being called where nothing can be heard.
    """

    calling = Signal(object)
    """The number that is being called from now on; None when all are called."""

    def __init__(self, speaker: Speaker, languages: Sequence[Language], parent: QObject, *, silent_ms: int) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._texts = {language: Texts(language) for language in languages}
        self._waiting: deque[int] = deque()
        self._left: list[Language] = []
        self._silent_ms = silent_ms
        self.current: int | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._call_next)
        speaker.finished.connect(self._go_on)
        speaker.sound_available.connect(self._on_sound)

    def call(self, numbers: Sequence[int]) -> None:
        """Call `numbers` after those that are waiting to be called."""
        self._waiting.extend(numbers)
        if self.current is None and self._waiting:
            self._call_next()

    def _call_next(self) -> None:
        self._patience.stop()
        if not self._waiting:
            self.current = None
            self.calling.emit(None)
            return
        self.current = self._waiting.popleft()
        self._left = list(self._texts)
        self.calling.emit(self.current)
        self._patience.start(LONGEST_MS if self._speaker.is_available else self._silent_ms)
        self._say(after_bell=True)

    def _say(self, *, after_bell: bool = False) -> None:
        assert self.current is not None
        language = self._left.pop(0)
        words = Phrase(call_words(self.current, self._texts[language]))
        self._speaker.say([words] * TIMES, language, after_bell=after_bell)

    def _go_on(self) -> None:
        """One language is said, or could not be; where nothing is heard, the number stays for its time."""
        if self.current is None:
            return
        if self._left:
            self._say()
        elif self._speaker.is_available:
            self._call_next()

    def _on_sound(self, is_there: bool) -> None:
        if self.current is not None and not is_there:
            self._patience.start(self._silent_ms)
