"""Somebody who speaks at the screen: begins, ends, waits; and how much of what they said is in what was kept."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.recording import Sound
from kiosk.domain.voice import VOICE_RATE
from kiosk.journeys import effects as do
from kiosk.journeys.speaking_states import Speak, Speaking
from tests.ui.sound.ear import RATE, Ear, Samples, share_heard
from tests.ui.sound.mouth import RATE as MOUTH_RATE
from tests.ui.sound.mouth import Mouth, words
from tests.ui.window import Window, texts_of


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


def hear_oneself(window: Window, mouth: Mouth, ear: Ear) -> np.ndarray:
    """Speak, and hear it again from the kiosk; return what was said, which is what was heard."""
    said = words(3.0)
    say(window, mouth, said)
    wait_for(window, 0.4)
    end(window)
    wait_for(window, 0.2)
    window.kiosk.speaker.stop()
    began = time.monotonic_ns()
    window.touch("say-play")
    assert speaking_of(window).speaking is Speaking.PLAYING
    window.until(lambda: speaking_of(window).speaking is Speaking.SAID, "the end of it")
    wait_for(window, 0.3)
    assert share_heard(at_the_ears_rate(said, MOUTH_RATE), ear.since(began)) > 0.6
    return said


def say(window: Window, mouth: Mouth, said: np.ndarray) -> None:
    """Speak into the microphone until all of it was said; the kiosk goes on listening."""
    begin(window)
    mouth.say(said).wait()


def say_it_again(window: Window, mouth: Mouth) -> np.ndarray:
    """Speak, and speak anew; return what was said at last."""
    second = words(2.0, seed=11)
    say(window, mouth, words(1.0))
    end(window)
    window.touch("say-again")
    say(window, mouth, second)
    wait_for(window, 0.4)
    end(window)
    return second


def is_only(said: np.ndarray, kept: np.ndarray) -> bool:
    """Whether what was kept is what was said at last, and nothing from before it."""
    return same(said, kept) > 0.8 and len(kept) < 4.5 * VOICE_RATE


def is_in_clear(kept: np.ndarray, folder: Path) -> bool:
    """Whether some of what was said lies in any file of the station as it was said."""
    return kept[len(kept) // 2 :][:64].astype("<i2").tobytes() in texts_of(folder)


def survives(kept: np.ndarray, said: np.ndarray, *, length_ms: int) -> bool:
    """Whether a second of `length_ms` was lost at most, and what was kept is what was said from its beginning on.

    Up to a second more may have been heard until the power went, and somebody begins a moment after the microphone.
    """
    kept_ms = len(kept) * 1000 // VOICE_RATE
    heard = said[: MOUTH_RATE * (length_ms - 2000) // 1000]
    return abs(kept_ms - length_ms) <= 1000 and same(heard, kept) > 0.7


def unfinished(desk: Desk) -> int:
    """How many voices are kept that have become nothing yet."""
    return int(desk.room.database.value("select count(*) from voices"))


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
    """Let a kiosk's power go when it has heard for so many seconds; return how many milliseconds it had told.

    `said` is begun when the kiosk tells that it listens.
    """
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
