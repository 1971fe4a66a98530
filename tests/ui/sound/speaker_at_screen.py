"""Somebody who speaks at the screen: begins, ends, waits; and how much of what they said is in what was kept."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import wave

import numpy as np

from kiosk.care.places import Places
from kiosk.domain.recording import Sound
from kiosk.domain.voice import VOICE_RATE
from kiosk.journeys import effects as do
from kiosk.journeys.speaking_states import Speak, Speaking
from tests.ui.sound.ear import RATE, Samples, share_heard
from tests.ui.sound.mouth import RATE as MOUTH_RATE
from tests.ui.sound.mouth import Mouth
from tests.ui.window import Window


def speaking_of(window: Window) -> Speak:
    screen = window.shell.visit.screen
    assert isinstance(screen, Speak)
    return screen


def begin(window: Window) -> None:
    window.touch("say-speak")
    window.until(lambda: speaking_of(window).speaking is Speaking.RECORDING, "the microphone")


def end(window: Window) -> None:
    asked: list[object] = []
    window.shell.effect_wanted.connect(asked.append)
    window.touch("say-stop")
    window.until(lambda: do.Announce() in asked, "the last word")


def wait_for(window: Window, seconds: float) -> None:
    until = time.monotonic() + seconds
    window.until(lambda: time.monotonic() >= until)


def samples_of(sound: Sound) -> np.ndarray:
    with wave.open(io.BytesIO(sound.data)) as reader:
        assert reader.getframerate() == VOICE_RATE
        return np.frombuffer(reader.readframes(reader.getnframes()), "<i2").astype(np.float64)


def at_the_ears_rate(samples: np.ndarray, rate: int) -> Samples:
    count = len(samples) * RATE // rate
    resampled: Samples = np.interp(np.arange(count) * rate / RATE, np.arange(len(samples)), samples)
    return resampled


def same(said: np.ndarray, kept: np.ndarray) -> float:
    """How much of what was said is in what was kept."""
    return share_heard(at_the_ears_rate(said, MOUTH_RATE), at_the_ears_rate(kept, VOICE_RATE))


def cut_in_mid_sentence(way: str, places: Places, mouth: Mouth, said: np.ndarray, *, after_s: int) -> int:
    """Let a kiosk's power go when it has heard so many seconds of `said`; return how many milliseconds it had told."""
    argv = [sys.executable, "-m", "tests.ui.sound.speaking_cut", way, str(places.data), str(places.keys)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    cut = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    assert cut.stdout is not None
    speaking, length_ms = None, 0
    while length_ms < after_s * 1000:
        length_ms = int(cut.stdout.readline())
        speaking = speaking or mouth.say(said)
    cut.send_signal(signal.SIGKILL)
    cut.communicate()
    assert speaking is not None
    speaking.kill()
    speaking.wait()
    return length_ms
