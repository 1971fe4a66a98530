"""The screens that know of a person's voice, and the one on which they speak."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.voice import LONGEST_VOICE_S, Spoken, Told
from kiosk.journeys import effects as do
from kiosk.journeys.events import VoiceTrouble
from kiosk.journeys.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What was said until now; `heard_ms` is how long it was when something was heard last."""

    id: str
    length_ms: int = 0
    heard_ms: int = 0


class Speaking(StrEnum):
    """What the screen does with the voice; the value is the end of the text key that says what to do."""

    READY = "ready"
    STARTING = "starting"
    RECORDING = "recording"
    SAID = "said"
    PLAYING = "playing"
    NO_MICROPHONE = "no-microphone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(State):
    """A screen on the way on which somebody speaks: their voice goes with them, back and forth.

    So does what they `tried` to hand in: the store did not save it, or not in time. It may have saved it all the same:
    it is never handed in under another id.
    """

    is_personal: ClassVar[bool] = True
    holds_cards: ClassVar[bool] = True

    voice: Voice | None = None
    tried: Told | None = None

    def left_behind(self, voice_id: str) -> do.Effect | None:
        """What becomes of the voice where the person goes without handing it in; None where it is handed in already."""
        return do.DropVoice(voice_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak(Telling):
    """The person's own words: said, heard, said again.

    It `is_talked_over` where something else ended what was being said by speaking: its end is not spoken of then.
    """

    longest_s: ClassVar[int] = LONGEST_VOICE_S

    speaking: Speaking = Speaking.READY
    trouble: VoiceTrouble | None = None
    is_talked_over: bool = False

    @property
    def is_recording(self) -> bool:
        """Whether the microphone is on: then the machine says nothing."""
        return self.speaking in (Speaking.STARTING, Speaking.RECORDING)

    @property
    def keeps_awake(self) -> bool:
        return self.is_recording or self.speaking is Speaking.PLAYING

    @property
    def seconds_left(self) -> int:
        """How long one may still speak."""
        return self.longest_s - (self.voice.length_ms // 1000 if self.voice else 0)

    @abstractmethod
    def about(self, voice_id: str) -> Spoken:
        """What the voice with this id is about."""


def at_first(voice: Voice | None) -> Speaking:
    """What a screen does with a voice that was there before it."""
    return Speaking.READY if voice is None else Speaking.SAID
