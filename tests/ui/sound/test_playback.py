"""A recording played back: at its own pitch, from memory, and with a plain answer where nothing can be heard."""

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.domain.recording import Sound, SoundForm
from kiosk.speech.loudness import TARGET_DB
from tests.ui.sound.ear import RATE, Ear, Server, level_db, share_heard
from tests.ui.sound.mouth import Patience, sound_of, words
from ui.sound.playback import Playback

pytestmark = pytest.mark.sound

wait = Patience()


class Listener:
    """A playback with all that it told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.playback = Playback()
        for name in ("began", "ended", "failed"):
            getattr(self.playback, name).connect(lambda name=name: self.told.append(name))

    def play(self, sound: Sound) -> None:
        self.told.clear()
        self.playback.play(sound)


@pytest.fixture
def listener(qapp: QCoreApplication) -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.playback.close()


def at_the_ears_rate(sound: Sound, samples: np.ndarray) -> np.ndarray:
    """The samples as a good resampler has them."""
    count = len(samples) * RATE // 16_000
    return np.interp(np.arange(count) * 16_000 / RATE, np.arange(len(samples)), samples)


def test_a_recording_is_heard_as_it_was_said(server: Server, ear: Ear, listener: Listener) -> None:
    said = words(1.2)
    sound = sound_of(said)
    began = time.monotonic_ns()
    listener.play(sound)
    assert listener.playback.is_playing
    wait(lambda: "ended" in listener.told)
    wait.run_for(0.3)
    assert listener.told == ["began", "ended"]
    assert not listener.playback.is_playing
    assert share_heard(at_the_ears_rate(sound, said), ear.since(began)) > 0.7


@pytest.mark.parametrize("strength", [0.1, 1.0])
def test_it_is_as_loud_as_the_voices_or_as_it_is_where_loudness_itself_is_tried(
    server: Server, ear: Ear, listener: Listener, strength: float
) -> None:
    said = (words(1.2) * strength).astype("<i2")
    levels = []
    for levelled in (True, False):
        began = time.monotonic_ns()
        listener.told.clear()
        listener.playback.play(sound_of(said), levels=levelled)
        wait(lambda: "ended" in listener.told)
        wait.run_for(0.3)
        levels.append(level_db(ear.since(began)))
    assert levels[0] == pytest.approx(TARGET_DB, abs=1.0)
    assert levels[1] == pytest.approx(level_db(at_the_ears_rate(sound_of(said), said)), abs=1.0)


def test_it_falls_silent_at_once_and_plays_again(server: Server, ear: Ear, listener: Listener) -> None:
    listener.play(sound_of(words(5.0)))
    wait(lambda: "began" in listener.told)
    listener.playback.stop()
    assert listener.told == ["began", "ended"]
    wait(lambda: ear.is_quiet(0.2))
    again = words(0.8, seed=3)
    began = time.monotonic_ns()
    listener.play(sound_of(again))
    wait(lambda: "ended" in listener.told)
    wait.run_for(0.2)
    assert share_heard(at_the_ears_rate(sound_of(again), again), ear.since(began)) > 0.6


def test_without_a_loudspeaker_it_says_so(
    qapp: QCoreApplication, listener: Listener, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    listener.play(sound_of(words(0.5)))
    wait(lambda: listener.told == ["failed"])
    assert not listener.playback.is_playing


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVEfmt " + b"\xff" * 40])
def test_what_is_no_sound_is_not_played(server: Server, listener: Listener, data: bytes) -> None:
    listener.play(replace(sound_of(words(0.2)), data=data))
    wait(lambda: listener.told == ["failed"])


def test_a_form_that_no_player_here_reads_is_told_at_once(qapp: QCoreApplication, listener: Listener) -> None:
    listener.play(Sound(data=b"OggS", form=SoundForm.OPUS, duration_ms=100))
    assert listener.told == ["failed"]
