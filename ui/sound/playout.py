"""What comes next out of the loudspeaker: clips in their order with short pauses, and silence when there is none."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kiosk.speech.loudness import with_gain

SAMPLE_RATE = 22_050
SAMPLE_BYTES = 2
LEAD_IN_S = 0.3
"""HDMI screens swallow the first quarter of a second after silence."""
PAUSE_S = 0.15
"""Between two phrases: as long as a speaker takes a breath."""


class Moment(Enum):
    STARTED = "started"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One phrase of an utterance: which utterance, which phrase of it, and its samples (16-bit mono).

    `gain` is what they are multiplied by as they are taken, so that a long recording begins as soon as a short one.
    """

    utterance: int
    index: int
    frames: bytes
    gain: float = 1.0

    def piece(self, start: int, size: int) -> bytes:
        """Return `size` bytes from `start`, as loud as they are to be heard."""
        frames = self.frames[start : start + size]
        return frames if self.gain == 1.0 else with_gain(array("h", frames), self.gain).tobytes()


class Playout:
    """Turns parts into one stream without gaps; `happened` hears when a part's first and last sample were taken."""

    def __init__(self, happened: Callable[[Moment, Part, float], None]) -> None:
        self._happened = happened
        self._parts: deque[Part] = deque()
        self._at = 0
        self._silence = 0
        self._silent_s = 0.0
        self._begun = False
        self.paused = False

    @property
    def has_parts(self) -> bool:
        return bool(self._parts)

    @property
    def utterance(self) -> int | None:
        """The utterance whose parts wait or play."""
        return self._parts[0].utterance if self._parts else None

    def add(self, part: Part) -> None:
        """Put a part at the end. After silence shorter than the lead-in the rest of the lead-in comes first."""
        if not self._parts:
            self._silence = max(self._silence, _bytes_of(LEAD_IN_S - self._silent_s))
        self._parts.append(part)

    def exchange(self, new: Part) -> None:
        """Let a part that has not ended go on with other samples, from the same share of its length."""
        for place, old in enumerate(self._parts):
            if (old.utterance, old.index) == (new.utterance, new.index):
                self._parts[place] = new
                if place == 0:
                    share = self._at / max(1, len(old.frames))
                    self._at = int(share * len(new.frames)) // SAMPLE_BYTES * SAMPLE_BYTES

    def clear(self) -> None:
        """Drop all parts, silently."""
        self._parts.clear()
        self._at = self._silence = 0
        self._begun = self.paused = False

    def rewind(self, size: int) -> None:
        """Take back the last `size` bytes: they were handed out, but not heard."""
        if self._begun:
            self._at = max(0, self._at - size)

    def stream_opened(self) -> None:
        """Forget the silence so far: the device was closed, and will need its lead-in."""
        self._silent_s = 0.0

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes of the stream."""
        out = bytearray()
        while len(out) < size and self._parts and not self.paused:
            out += self._next(size - len(out))
        rest = size - len(out)
        self._silent_s = self._silent_s + rest / SAMPLE_BYTES / SAMPLE_RATE if self._silent_s < 60 else 60.0
        return bytes(out) + bytes(rest)

    def _next(self, size: int) -> bytes:
        if self._silence:
            piece = bytes(min(size, self._silence))
            self._silence -= len(piece)
            self._silent_s += len(piece) / SAMPLE_BYTES / SAMPLE_RATE
            return piece
        part = self._parts[0]
        if not self._begun:
            self._begun = True
            self._happened(Moment.STARTED, part, self._silent_s)
        piece = part.piece(self._at, size)
        self._at += len(piece)
        if self._at >= len(part.frames):
            self._end(part)
        return piece

    def _end(self, part: Part) -> None:
        self._parts.popleft()
        self._at, self._begun = 0, False
        self._silence = _bytes_of(PAUSE_S)
        self._happened(Moment.FINISHED, part, 0.0)


def _bytes_of(seconds: float) -> int:
    return SAMPLE_BYTES * max(0, round(seconds * SAMPLE_RATE))
