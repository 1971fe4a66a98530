"""A sentence said for a try, as loud as visitors would hear it."""

from __future__ import annotations

import io
import threading
import wave
from array import array
from collections.abc import Sequence

from kiosk.care.places import Places
from kiosk.desk.machine_command import RunningCommand
from kiosk.domain.language import Language
from kiosk.domain.recording import Sound, SoundForm
from kiosk.speech.scratch import Scratch

LOUDEST_SAMPLE = 32_767


class Saying:
    """A sentence that is being made. `sound` is there once `is_over` is; None where it cannot be said."""

    def __init__(
        self, words: str, language: Language, *, program: Sequence[str], places: Places, within_s: float
    ) -> None:
        self._scratch = Scratch()
        self._clip = self._scratch.new_path()
        self._lock = threading.Lock()
        self._sound: Sound | None = None
        self._is_over = False
        said = ("say", words, "--out", str(self._clip), "--lang", language)
        self._command = RunningCommand(program, said, places=places, within_s=within_s)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to wait for."""
        with self._lock:
            if not self._is_over and self._command.end is not None:
                self._take()
            return self._is_over

    @property
    def sound(self) -> Sound | None:
        """What was made."""
        return self._sound if self.is_over else None

    def stop(self) -> None:
        """Nobody wants to hear it any more."""
        self._command.stop()
        with self._lock:
            self._is_over = True
            self._scratch.close()

    def _take(self) -> None:
        self._is_over = True
        try:
            data = self._clip.read_bytes()
            with wave.open(io.BytesIO(data)) as said:
                length_ms = round(1000 * said.getnframes() / said.getframerate())
            self._sound = Sound(data=data, form=SoundForm.WAV, duration_ms=length_ms)
        except (OSError, EOFError, wave.Error):
            self._sound = None
        self._scratch.close()


def at_gain(sound: Sound, gain: float) -> Sound:
    """Return a sound of 16-bit samples as loud as `gain`, 1 being as it is, leaves it."""
    with wave.open(io.BytesIO(sound.data)) as said:
        form, samples = said.getparams(), array("h", said.readframes(said.getnframes()))
    quiet = array("h", (max(-LOUDEST_SAMPLE, min(LOUDEST_SAMPLE, round(one * gain))) for one in samples))
    out = io.BytesIO()
    with wave.open(out, "wb") as written:
        written.setparams(form)
        written.writeframes(quiet.tobytes())
    return Sound(data=out.getvalue(), form=sound.form, duration_ms=sound.duration_ms)
