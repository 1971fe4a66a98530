"""What happened while somebody speaks into the microphone, and hears what they said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SpeakingBegun:
    """The big round button was touched; `told_id` is a fresh id for what is said now."""

    told_id: str


@dataclass(frozen=True, slots=True)
class SpeakingEnded:
    pass


@dataclass(frozen=True, slots=True)
class PlayingWanted:
    """What was said is to be heard, or, while it is being heard, to fall silent."""


@dataclass(frozen=True, slots=True)
class SpeakingAgainWanted:
    """What was said is thrown away."""


class VoiceTrouble(StrEnum):
    """Why nothing, or no more, was recorded or played."""

    NO_MICROPHONE = "no-microphone"
    NOT_ANSWERING = "not-answering"
    SILENT = "silent"
    TOO_SHORT = "too-short"
    NO_LOUDSPEAKER = "no-loudspeaker"


@dataclass(frozen=True, slots=True)
class VoiceGrew:
    """So much was said until now; the first one tells that one may speak. `is_heard`: something is to be heard."""

    told_id: str
    length_ms: int
    is_heard: bool = True


@dataclass(frozen=True, slots=True)
class VoiceEnded:
    """Nothing more is heard; `length_ms` is 0 where nothing was kept."""

    told_id: str
    length_ms: int
    trouble: VoiceTrouble | None = None


@dataclass(frozen=True, slots=True)
class VoicePlayed:
    """It was heard to its end, or cannot be heard."""

    told_id: str
    trouble: VoiceTrouble | None = None


VoiceHand = SpeakingBegun | SpeakingEnded | PlayingWanted | SpeakingAgainWanted
VoiceAnswer = VoiceGrew | VoiceEnded | VoicePlayed
