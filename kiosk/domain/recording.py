"""A recording: a voice as somebody at the station spoke it, of staff for a posting or of a worker for a complaint."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MOST_BYTES = 2 * 1024 * 1024
"""A minute of mono 16-bit sound at 16 kHz, uncompressed; ten minutes and more as Opus."""
PAGE, FEWEST_PAGES = b"OggS\0", 3
"""An Opus stream has a page for its head, one for its tags, and then its sound."""
LONGEST_MS = 10 * 60 * 1000


class SoundForm(StrEnum):
    """How the sound is written down; the value is the ending of such a file."""

    WAV = "wav"
    OPUS = "ogg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A sound that may be kept: `data` is a whole file of that `form`."""

    data: bytes = field(repr=False)
    form: SoundForm
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording without its sound. `made_by` is a member of staff's id, empty for a worker; times are Unix ms."""

    id: str
    form: SoundForm
    duration_ms: int
    made_at_ms: int
    made_by: str = ""


def form_of(sound: bytes) -> SoundForm | None:
    """Tell a sound's form by its header; None for what is neither a WAV with samples nor Opus in Ogg (RFC 7845)."""
    if _is_wav(sound):
        return SoundForm.WAV
    return SoundForm.OPUS if _is_opus(sound) else None


def _is_wav(sound: bytes) -> bool:
    if sound[:4] != b"RIFF" or sound[8:12] != b"WAVE" or sound[12:16] != b"fmt ":
        return False
    at = 12
    while at + 8 <= len(sound):
        name, size = sound[at : at + 4], int.from_bytes(sound[at + 4 : at + 8], "little")
        if name == b"data":
            return size > 0 and at + 8 < len(sound)
        at += 8 + size + size % 2
    return False


def _is_opus(sound: bytes) -> bool:
    if sound[:5] != PAGE or len(sound) < 28:
        return False
    first_packet = 27 + sound[26]
    return sound[first_packet : first_packet + 8] == b"OpusHead" and sound.count(PAGE) >= FEWEST_PAGES
