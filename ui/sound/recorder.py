"""The parent's side of the recorder: starts it, collects what it hears, and ends it."""

from __future__ import annotations

import io
import logging
import math
import wave
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.recording import Sound, SoundForm
from kiosk.speech.child import Child, Message, module_argv
from ui.crossing import Crossing
from ui.sound.player import ENVIRONMENT
from ui.sound.recorder_form import SAMPLE_BYTES, SAMPLE_RATE, duration_ms

FROZEN_FLAG = "--sound-recorder"
LONGEST_S = 60
"""A minute at 16 kHz is 1.9 MB, what a recording may have (`kiosk.domain.recording`)."""
SHORTEST_MS = 300
START_MS, SILENT_MS = 5_000, 1_500
"""A recorder that tells nothing for so long hangs with the sound server; what it has told is kept."""
FULL_SCALE, QUIETEST_DB = 32_768, 60
SILENCE = 33
"""Peaks below this (-60 dB of full scale) are a microphone that is switched off."""

log = logging.getLogger(__name__)


class RecorderTrouble(StrEnum):
    """Why nothing, or no more, was recorded."""

    NO_MICROPHONE = "no-microphone"
    NOT_ANSWERING = "not-answering"
    SILENT = "silent"
    TOO_SHORT = "too-short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of a recording: its `sound`, if any, and the trouble that ended it, if any."""

    sound: Sound | None
    trouble: RecorderTrouble | None = None


def recorder_argv() -> tuple[str, ...]:
    """Return the command that starts the recorder of this program."""
    return module_argv("ui.sound.recorder_process", frozen_flag=FROZEN_FLAG)


class Recorder(QObject):
    """Records one sound at a time, for `longest_s` at most. No call waits; signals come in the thread of this object.

    What is heard is kept in memory as it comes: a microphone that is pulled out costs nothing that was said before.
    """

    heard = Signal(float, int)
    """How loud it is now, 0 to 1, and how many milliseconds are recorded; the first says that one may speak."""
    took = Signal(object)
    """Carries the samples that came just now, as bytes, before `heard` tells of them."""
    ended = Signal(object)
    """Carries `Recorded`, once for each `start`."""

    def __init__(
        self, parent: QObject | None = None, *, argv: Sequence[str] | None = None, longest_s: int = LONGEST_S
    ) -> None:
        super().__init__(parent)
        self._argv = tuple(argv or recorder_argv())
        self._most_bytes = longest_s * SAMPLE_RATE * SAMPLE_BYTES
        self._child: Child | None = None
        self._run = 0
        self._samples = bytearray()
        self._peak = 0
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(lambda: self._end(RecorderTrouble.NOT_ANSWERING))
        self._crossing = Crossing(self)
        self._children: list[Child] = []
        self.destroyed.connect(partial(_kill, self._children))

    @property
    def is_recording(self) -> bool:
        """Whether a recording was begun and has not ended."""
        return self._child is not None

    @property
    def pid(self) -> int | None:
        """The process id of the recorder while it runs."""
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Begin to record; the recording that runs goes on."""
        if self._child is not None:
            return
        self._run += 1
        run = self._run
        self._peak = 0
        self._child = Child(
            self._argv,
            heard=partial(self._pass_on, run),
            ended=lambda code: self._pass_on(run, {"is": "gone", "code": code}),
            environment=ENVIRONMENT,
        )
        self._children[:] = [self._child]
        self._watch.start(START_MS)

    def stop(self) -> None:
        """End the recording; `ended` follows as soon as its last sample is here."""
        if self._child is not None:
            self._child.send({"do": "stop"})
            self._watch.start(SILENT_MS)

    def drop(self) -> None:
        """End the recording and forget it; `ended` does not follow."""
        self._over()

    def _pass_on(self, run: int, message: Message) -> None:
        """Bring a message from the child's thread to this object's, while there is one."""
        self._crossing.tell(self._hear, run, message)

    def _hear(self, run: int, message: Message) -> None:
        if run != self._run or self._child is None:
            return
        match message["is"]:
            case "piece":
                self._take(b64decode(message["samples"]), int(message["peak"]))
            case "end":
                self._end(None)
            case "trouble":
                self._end(RecorderTrouble(message["why"]))
            case "gone":
                log.info("the recorder ended (%d)", message["code"])
                self._end(RecorderTrouble.NOT_ANSWERING)
            case "log":
                log.info("recorder: %s", message["text"])

    def _take(self, samples: bytes, peak: int) -> None:
        self._watch.start(SILENT_MS)
        self._samples += samples
        self.took.emit(samples)
        self._peak = max(self._peak, peak)
        self.heard.emit(loudness(peak), duration_ms(len(self._samples)))
        if len(self._samples) >= self._most_bytes:
            self._end(None)

    def _end(self, trouble: RecorderTrouble | None) -> None:
        samples = bytes(self._samples[: self._most_bytes])
        self._over()
        length_ms = duration_ms(len(samples))
        if trouble is None and length_ms < SHORTEST_MS:
            trouble = RecorderTrouble.TOO_SHORT
        elif trouble is None and self._peak < SILENCE:
            trouble = RecorderTrouble.SILENT
        is_sound = length_ms >= SHORTEST_MS and self._peak >= SILENCE
        sound = Sound(data=_wav(samples), form=SoundForm.WAV, duration_ms=length_ms) if is_sound else None
        self.ended.emit(Recorded(sound=sound, trouble=trouble))

    def _over(self) -> None:
        self._watch.stop()
        self._samples.clear()
        child, self._child = self._child, None
        if child is not None:
            child.kill()


def loudness(peak: int) -> float:
    """Return how loud a peak is to the ear: 0 at -60 dB of full scale, 1 at full scale."""
    if peak <= 0:
        return 0.0
    return min(1.0, max(0.0, 1 + 20 * math.log10(peak / FULL_SCALE) / QUIETEST_DB))


def _wav(samples: bytes) -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(SAMPLE_BYTES)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(samples)
    return memory.getvalue()


def _kill(children: Sequence[Child], *_: QObject) -> None:
    for child in children:
        child.kill()
