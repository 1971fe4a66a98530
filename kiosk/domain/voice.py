"""A worker's voice, as the kiosk records it for a complaint: kept piece by piece while it is spoken."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from kiosk.domain.complaint import ComplaintKind
from kiosk.domain.recording import Sound, SoundForm

VOICE_RATE, SAMPLE_BYTES = 8_000, 2
"""Mono, 16 bit, as a telephone has it: two minutes are 1.9 MB, no more than a recording may have."""
LONGEST_VOICE_S = 120
MOST_VOICE_BYTES = LONGEST_VOICE_S * VOICE_RATE * SAMPLE_BYTES
SHORTEST_LEFT_MS = 3_000
"""What is shorter was no complaint yet, where somebody left without handing it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody told at the screen: `id` names it before it is a complaint, and the complaint after that.

    `posting_id` and `slip_number` are empty where nobody said what it is about.
    """

    id: str
    kind: ComplaintKind
    posting_id: str = ""
    slip_number: str = ""


def voice_ms(size: int) -> int:
    """Return how long `size` bytes of a voice last."""
    return size * 1000 // (VOICE_RATE * SAMPLE_BYTES)


def voice_sound(samples: bytes) -> Sound:
    """Return a voice as a whole file, cut after `LONGEST_VOICE_S`; `samples` are little-endian."""
    kept = samples[: min(MOST_VOICE_BYTES, len(samples) // SAMPLE_BYTES * SAMPLE_BYTES)]
    return Sound(data=_wav_head(len(kept)) + kept, form=SoundForm.WAV, duration_ms=voice_ms(len(kept)))


def _wav_head(size: int) -> bytes:
    """What stands before `size` bytes of samples in a WAV file."""
    form = struct.pack("<IHHIIHH", 16, 1, 1, VOICE_RATE, VOICE_RATE * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + form + b"data" + struct.pack("<I", size)
