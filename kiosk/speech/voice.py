"""A voice: something that turns words into a clip, whichever engine stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.domain.tongue import Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipReport:
    """What a rendered clip was found to be, measured from its samples and not taken from the engine's word."""

    seconds: float
    sample_rate: int
    rms: float
    """Root mean square of the samples, 0 to 1 of full scale; a clip of silence is never reported."""


class Voice(Protocol):
    """An engine that speaks; every clip it reports has been checked to hold speech."""

    def identity(self, tongue: Tongue) -> str:
        """Name engine, version and voice: clips of different identities are never mixed."""

    def render(self, words: str, *, tongue: Tongue, rate: float, into: Path) -> ClipReport:
        """Write `words` as a mono 16-bit WAV to `into`, at `rate` times the comfortable speed (0.5 to 2).

        Raises `NoVoice` if nothing here speaks `tongue`, and `VoiceFailed` if no clip with speech in it came out.
        """

    def close(self) -> None:
        """End the engine."""
