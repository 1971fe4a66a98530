"""What is touched to be heard, or reached by keys, is heard: on a real PulseAudio, recorded and compared."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.care.places import Places
from kiosk.speech.sound import read_sound
from tests.ui.conftest import Unexpected
from tests.ui.sound.ear import Ear, Server, share_heard
from tests.ui.window import Window

pytestmark = pytest.mark.sound

ENOUGH = 0.3
"""Of a phrase's tenths of a second: soft ones are not told apart, and a busy machine drops samples. Of a phrase that
was not said hardly one is found."""


class Listener:
    """Hears what one act has the kiosk say: each phrase is a new clip, and its sound is found in the recording."""

    def __init__(self, window: Window, ear: Ear) -> None:
        self.window, self._ear = window, ear
        self._ended = False
        self._started: list[int] = []
        window.kiosk.speaker.finished.connect(self._end)
        window.kiosk.speaker.phrase_started.connect(self._started.append)

    def _end(self) -> None:
        self._ended = True

    def _clips(self) -> set[Path]:
        return set(self.window.places.clips.glob("*.wav"))

    def heard_after(self, act: Callable[[], None]) -> int:
        """Do `act`, and return how many phrases that were never said before were heard whole."""
        before, since = self._clips(), time.monotonic_ns()
        self._ended = False
        self._started.clear()
        act()
        self.window.until(lambda: self._ended, "the end of what is said")
        new = self._clips() - before
        assert len(self._started) == len(new), "nothing else is said"
        self.window.until(lambda: all(self._is_heard(clip, since) for clip in new), "their sound")
        return len(new)

    def _is_heard(self, clip: Path, since_ns: int) -> bool:
        samples, heard = np.array(read_sound(clip).samples, dtype=np.float64), self._ear.since(since_ns)
        return share_heard(samples, heard) > ENOUGH


@pytest.fixture
def listener(qapp: object, places: Places, server: Server, ear: Ear, unexpected: Unexpected) -> Iterator[Listener]:
    """At a kiosk at full volume on the sound server."""
    unexpected.allow("kiosk.speech.engine")
    window = Window(places)
    window.until(lambda: window.kiosk.speaker.player.is_there, "the loudspeaker")
    window.kiosk.speaker.set_volume(99)
    yield Listener(window, ear)
    window.close()


def test_it_says_that_it_is_on_and_then_what_is_touched(listener: Listener) -> None:
    window = listener.window
    assert listener.heard_after(lambda: window.touch("nav-touch-to-hear")) == 1
    for name in ("home-today", "heading", "nav-staff"):
        spoken = window.item(name).spoken
        assert listener.heard_after(lambda name=name: window.touch(name)) == len(spoken)
    assert window.name == "home"


def test_the_keys_say_what_they_do_and_where_one_is(listener: Listener) -> None:
    window, handle = listener.window, listener.window.shell.windowHandle()
    first = listener.heard_after(lambda: QTest.keyClick(handle, Qt.Key.Key_Down))
    assert first == 1 + len(window.item("heading").spoken)
    said = listener.heard_after(lambda: QTest.keyClick(handle, Qt.Key.Key_Down))
    focused = window.kiosk.key_pad.focused
    assert focused is not None
    assert said == len(focused.spoken)
