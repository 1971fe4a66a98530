"""The speaker under test, with its engine and all that it tells."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.domain.tongue import Tongue
from kiosk.speech.clips import ClipKey, ClipStore
from kiosk.speech.engine import EngineProcess
from kiosk.speech.scratch import Scratch
from kiosk.speech.script import Part, Script
from kiosk.speech.sound import read_sound
from tests.ui.sound.ear import Samples
from ui.sound.speaker import Speaker

ZH = Tongue.MANDARIN


def as_shown(text: str, tongue: Tongue) -> Script:
    return (Part(tongue=tongue, words=text),)


@dataclass
class Booth:
    """A speaker with its engine, and all that it told, each with the time when the screen heard of it."""

    speaker: Speaker
    engine: EngineProcess
    scratch: Scratch
    clips: ClipStore
    told: list[tuple[str, object, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("phrase_started", "finished", "sound_available"):
            signal_ = getattr(self.speaker, name)
            signal_.connect(
                lambda *values, name=name: self.told.append((name, *(values or (None,)), time.monotonic_ns()))
            )
        self.speaker.sample_handed.connect(lambda index, ns: self.told.append(("handed", index, ns)))

    def wait(self, holds: Callable[[], bool], within_s: float = 60.0) -> None:
        """Run the event loop until something holds."""
        loop, until = QEventLoop(), time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < until, f"not within {within_s} s; told: {self.told[-8:]}"
            QTimer.singleShot(2, loop.quit)
            loop.exec()

    def run_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() >= until, seconds + 1)

    def has_told(self, name: str, value: object = None, *, after: int = 0) -> bool:
        return any((name, value) == event[:2] for event in self.told[after:])

    def clip(self, text: str, *, rate: float = 1.0, tongue: Tongue = ZH) -> Samples:
        """The clip of words that were said: the engine never renders the same samples twice."""
        key = self.key(text, rate=rate, tongue=tongue)
        self.wait(lambda: self.clips.find(key) is not None)
        return np.array(read_sound(self.clips.find(key) or Path()).samples, dtype=np.float64)

    def key(self, text: str, *, rate: float = 1.0, tongue: Tongue = ZH) -> ClipKey:
        """Where the speaker keeps the clip of words."""
        return ClipKey(voice=self.engine.identity(tongue), tongue=tongue, rate=rate, words=text)


ATTEMPTS = 3


def heard_in_one_of_three(test: Callable[..., None]) -> Callable[..., None]:
    """Have a test of `booth` repeated that a machine may disturb which plays, records and does other work at once.

    A machine that stands still for a tenth of a second tears a hole into the sound that no program can close; what
    is wrong with the speaker itself is wrong three times.
    """

    @functools.wraps(test)
    def repeated(booth: Booth, **others: object) -> None:
        for attempt in range(1, ATTEMPTS):
            try:
                return test(booth=booth, **others)
            except AssertionError as disturbed:
                print(f"attempt {attempt}: {disturbed}")
                booth.speaker.wipe()
                booth.speaker.set_volume(99)
                booth.run_for(0.5)
                booth.told.clear()
        return test(booth=booth, **others)

    return repeated
