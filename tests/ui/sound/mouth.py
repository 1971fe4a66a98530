"""Somebody who speaks into the microphone of the tests, and what the recorder made of it."""

import io
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.domain.recording import Sound, SoundForm
from tests.ui.sound.ear import Samples, Server

RATE = 16_000


class Mouth:
    """A microphone of the server that hears what `say` plays; it hears silence otherwise."""

    def __init__(self, server: Server) -> None:
        self._server = server
        for module in (
            f"module-null-sink sink_name=mouth rate={RATE} channels=1 norewinds=1",
            "module-remap-source master=mouth.monitor source_name=microphone",
        ):
            assert server.control("load-module", *module.split()).returncode == 0
        server.control("set-default-source", "microphone")
        server.control("set-default-sink", "ear")

    def say(self, samples: Samples) -> "subprocess.Popen[bytes]":
        """Say it, as long as it takes; returns at once, as it lies in a file: a pipe holds two seconds of it."""
        with tempfile.TemporaryFile() as said:
            said.write(samples.astype("<i2").tobytes())
            said.seek(0)
            return subprocess.Popen(
                [
                    *("pacat", "-d", "mouth", "--raw", "--format=s16le"),
                    *(f"--rate={RATE}", "--channels=1", "--latency-msec=200"),
                ],
                env=self._server.environment,
                stdin=said,
            )

    def pull_out(self) -> None:
        """The microphone's plug is pulled."""
        self._server.control("unload-module", "module-remap-source")


def words(seconds: float, *, seed: int = 7) -> Samples:
    """Something like speech: noise of one band that swells and fades, never the same twice."""
    chance = np.random.default_rng(seed)
    count = round(seconds * RATE)
    noise = np.convolve(chance.normal(size=count), np.hanning(24), mode="same")
    swell = np.interp(np.arange(count), np.arange(0, count, RATE // 8), chance.uniform(0.2, 1, -(-count * 8 // RATE)))
    spoken: Samples = noise * swell
    return spoken / np.abs(spoken).max() * 20_000


def samples_of(sound: Sound) -> Samples:
    with wave.open(io.BytesIO(sound.data)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, RATE)
        return np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2").astype(np.float64)


def sound_of(samples: Samples, *, rate: int = RATE) -> Sound:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(samples.astype("<i2").tobytes())
    return Sound(data=memory.getvalue(), form=SoundForm.WAV, duration_ms=1000 * len(samples) // rate)


@dataclass
class Patience:
    """Runs the event loop until something holds."""

    within_s: float = 60.0

    def __call__(self, holds: Callable[[], bool], within_s: float | None = None) -> None:
        loop, until = QEventLoop(), time.monotonic() + (within_s or self.within_s)
        while not holds():
            assert time.monotonic() < until, "waited in vain"
            QTimer.singleShot(5, loop.quit)
            loop.exec()

    def run_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self(lambda: time.monotonic() >= until, seconds + 1)
