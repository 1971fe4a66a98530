"""What is to be done with what somebody says into the microphone."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.voice import Spoken


@dataclass(frozen=True, slots=True)
class RecordVoice:
    """Listen to what is said for `longest_s` at most, and keep it as it comes; answered by `VoiceGrew`, at last
    `VoiceEnded`."""

    about: Spoken
    longest_s: int


@dataclass(frozen=True, slots=True)
class EndVoice:
    """Listen no longer; what was said stays."""

    told_id: str


@dataclass(frozen=True, slots=True)
class PlayVoice:
    """Play what was said; answered by `VoicePlayed`."""

    told_id: str


@dataclass(frozen=True, slots=True)
class HushVoice:
    """Play no longer."""


@dataclass(frozen=True, slots=True)
class DropVoice:
    """Delete what was said."""

    told_id: str


VoiceEffect = RecordVoice | EndVoice | PlayVoice | HushVoice | DropVoice
