"""A worker's voice, as the kiosk records it at the screen: kept piece by piece while it is spoken."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.recording import Sound, SoundForm

VOICE_RATE, SAMPLE_BYTES = 8_000, 2
"""Mono, 16 bit, as a telephone has it: two minutes are 1.9 MB, no more than a recording may have."""
LONGEST_VOICE_S = 120
SHORTEST_LEFT_MS = 3_000
"""What is shorter was next to nothing, where somebody left, or the power did, before it was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody told at the screen: `id` names it before it is a complaint, and the complaint after that.

    `posting_id` and `slip_number` are empty where nobody said what it is about.
    """

    id: str
    kind: ComplaintKind
    posting_id: str = ""
    slip_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What somebody says of themselves who looks for work, with the `trades` and `days` that they showed before.

    `arrival` is the number of the day by which they signed in; None for somebody whom nobody knows. `id` names what is
    said, and the work wish that it becomes where the power goes before it is left.
    """

    id: str
    trades: tuple[str, ...]
    days: tuple[date, ...] = ()
    arrival: int | None = None


Spoken = Told | Introduction
"""What a voice is about."""


def voice_ms(size: int) -> int:
    """Return how long `size` bytes of a voice last."""
    return size * 1000 // (VOICE_RATE * SAMPLE_BYTES)


def voice_sound(samples: bytes, *, longest_s: int = LONGEST_VOICE_S) -> Sound:
    """Return a voice as a whole file, cut after `longest_s`; `samples` are little-endian."""
    most = longest_s * VOICE_RATE * SAMPLE_BYTES
    kept = samples[: min(most, len(samples) // SAMPLE_BYTES * SAMPLE_BYTES)]
    return Sound(data=_wav_head(len(kept)) + kept, form=SoundForm.WAV, duration_ms=voice_ms(len(kept)))


def _wav_head(size: int) -> bytes:
    """What stands before `size` bytes of samples in a WAV file."""
    form = struct.pack("<IHHIIHH", 16, 1, 1, VOICE_RATE, VOICE_RATE * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + form + b"data" + struct.pack("<I", size)
