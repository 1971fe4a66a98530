"""The ear of the tests: a real PulseAudio whose loudspeaker is recorded, and what is found in the recording."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
Samples = NDArray[np.float64]


class Server:
    """PulseAudio with a null sink `ear`, in a runtime folder of its own."""

    def __init__(self, runtime: Path) -> None:
        self.environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime)}
        self._socket = runtime / "pulse" / "native"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"),
                *("-L", "module-null-sink sink_name=ear rate=22050 channels=1", "-L", "module-native-protocol-unix"),
            ],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while self.control("info").returncode != 0:
            assert time.monotonic() < until, "PulseAudio did not start"
            time.sleep(0.02)

    def control(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["pactl", *words], env=self.environment, capture_output=True, check=False)

    def hurt(self, harm: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(harm)
        if harm == signal.SIGKILL:
            self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()


@contextmanager
def running_server(runtime: Path) -> Iterator[Server]:
    """A sound server that the programs of this test find; `runtime` becomes the user's runtime folder."""
    runtime.chmod(0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    server = Server(runtime)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


@dataclass
class Ear:
    """Records the loudspeaker; what was heard is asked for by times of the monotonic clock."""

    server: Server
    sink: str = "ear"
    _pieces: list[bytes] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(
            [
                "parec",
                "-d",
                f"{self.sink}.monitor",
                "--raw",
                "--format=s16le",
                "--rate=22050",
                "--channels=1",
                "--latency-msec=10",
            ],
            env=self.server.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._heard = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        assert self._heard.wait(60)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while piece := os.read(stream.fileno(), 4096):
                self._pieces.append(piece)
                self._ends.append(time.monotonic_ns())
                self._heard.set()

    def since(self, monotonic_ns: int) -> Samples:
        """What was heard since a moment, to within the 20 ms of the recording's own delay."""
        first = next((n for n, end in enumerate(self._ends) if end >= monotonic_ns), len(self._ends))
        return np.frombuffer(b"".join(self._pieces[first:]), dtype="<i2").astype(np.float64)

    def last_sound_ns(self) -> int:
        """When something louder than silence was last heard."""
        for piece, end in zip(reversed(self._pieces), reversed(self._ends), strict=True):
            if np.abs(np.frombuffer(piece, dtype="<i2")).max() > 100:
                return end
        return 0

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing was heard for so long."""
        return time.monotonic_ns() - self.last_sound_ns() > seconds * 1e9

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()


def find(clip: Samples, heard: Samples) -> tuple[int, float, float]:
    """Where a clip begins in what was heard, how alike they are there (1: the same), and how loud (1: as made)."""
    size = 1 << (len(heard) + len(clip)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(clip, size)), size)[
        : max(1, len(heard) - len(clip) + 1)
    ]
    at = int(np.argmax(match))
    piece = heard[at : at + len(clip)]
    loudness = float(np.linalg.norm(piece) / np.linalg.norm(clip))
    alike = float(np.dot(piece, clip) / (np.linalg.norm(piece) * np.linalg.norm(clip) + 1e-9))
    return at, alike, loudness


def level_db(heard: Samples) -> float:
    """How loud it is where it is no pause (30 dB below the loudest 20 ms), in dB of full scale."""
    size = RATE // 50
    powers = ((heard[: len(heard) // size * size].reshape(-1, size) / 32_768) ** 2).mean(axis=1)
    return float(10 * np.log10(powers[powers >= powers.max() / 1000].mean()))


def share_heard(clip: Samples, heard: Samples) -> float:
    """The share of a clip's tenths of a second with a sound that were heard, in their order.

    For moments of trouble: a new sound server, or a busy machine, drops a few samples between them.
    """
    step = RATE // 10
    pieces = [clip[start : start + step] for start in range(0, len(clip) - step, step)]
    pieces = [piece for piece in pieces if np.abs(piece).max() > 100]  # what is silent may be anywhere
    count = end = 0
    for piece in pieces:
        if len(heard) - end < step:
            break
        at, alike, _ = find(piece, heard[end:])
        if alike > 0.95:
            count, end = count + 1, end + at + step // 2
    return count / len(pieces)
