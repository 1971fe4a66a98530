"""The screens of a worker's complaint: rights, what happened, what it is about, what they say, and their number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.posting import Posting
from kiosk.domain.voice import LONGEST_VOICE_S, Told
from kiosk.journeys import effects as do
from kiosk.journeys.events import VoiceTrouble
from kiosk.journeys.state import State, within
from kiosk.journeys.states import Printing, SlipShown


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


@dataclass(frozen=True, slots=True)
class Rights(State):
    """What is a worker's right, by pictures, and the way to say what happened."""

    level: ClassVar[int] = 60

    first: int = 0

    def turned(self, first: int) -> Rights:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(State):
    """What the screens of a complaint have in common: the person's voice goes with them, back and forth."""

    is_personal: ClassVar[bool] = True
    holds_cards: ClassVar[bool] = True

    voice: Voice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatHappened(Telling):
    """Five pictures; `first` is the first of them where the panel cannot hold all."""

    level: ClassVar[int] = 61

    first: int = 0

    def turned(self, first: int) -> WhatHappened:
        return replace(self, first=within(first, len(ComplaintKind)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutTrade(Telling):
    """Which slip, or which kind of work, by pictures; `postings` are None until they are found."""

    level: ClassVar[int] = 62

    kind: ComplaintKind
    slips: tuple[SlipShown, ...] = ()
    postings: tuple[Posting, ...] | None = None
    first: int = 0

    @property
    def trades(self) -> tuple[str, ...]:
        """The trades of the postings, those nearest to today first."""
        return tuple(dict.fromkeys(posting.trade for posting in self.postings or ()))

    def questions(self) -> tuple[do.Effect, ...]:
        return (do.FindLatePostings(),)

    def turned(self, first: int) -> AboutTrade:
        return replace(self, first=within(first, len(self.trades)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPosting(Telling):
    """Which posting of one trade."""

    level: ClassVar[int] = 63

    kind: ComplaintKind
    trade: str
    postings: tuple[Posting, ...]
    first: int = 0

    def turned(self, first: int) -> AboutPosting:
        return replace(self, first=within(first, len(self.postings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Telling):
    """The person's own words. `given` is the id under which it was handed in, until the store has answered."""

    level: ClassVar[int] = 64

    kind: ComplaintKind
    posting: Posting | None = None
    slip_number: str = ""
    speaking: Speaking = Speaking.READY
    trouble: VoiceTrouble | None = None
    given: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.given != ""

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
        return LONGEST_VOICE_S - (self.voice.length_ms // 1000 if self.voice else 0)

    def told(self, told_id: str) -> Told:
        """What was told until now, under this id."""
        posting_id = self.posting.id if self.posting is not None else ""
        return Told(id=told_id, kind=self.kind, posting_id=posting_id, slip_number=self.slip_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintShown(State):
    """The number that the worker leaves with, and what happens next."""

    level: ClassVar[int] = 65
    is_personal: ClassVar[bool] = True
    holds_cards: ClassVar[bool] = True

    receipt: Receipt
    printing: Printing = Printing.UNDER_WAY
    first: int = 0

    def turned(self, first: int) -> ComplaintShown:
        return replace(self, first=max(0, first))
