"""The screens of a worker's complaint: rights, what happened, what it is about, what they say, and their number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.posting import Posting
from kiosk.domain.voice import Told
from kiosk.journeys import effects as do
from kiosk.journeys.speaking_states import Speak, Telling
from kiosk.journeys.state import State, within
from kiosk.journeys.states import Printing, SlipShown


@dataclass(frozen=True, slots=True)
class Rights(State):
    """What is a worker's right, by pictures, and the way to say what happened."""

    level: ClassVar[int] = 60

    first: int = 0

    def turned(self, first: int) -> Rights:
        return replace(self, first=max(0, first))


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatHappened(Telling):
    """Five pictures; `first` is the first of them where the panel cannot hold all."""

    level: ClassVar[int] = 61

    first: int = 0

    def left_behind(self, voice_id: str) -> do.Effect | None:
        return do.LeaveVoice(Told(id=voice_id, kind=ComplaintKind.OTHER))

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

    def left_behind(self, voice_id: str) -> do.Effect | None:
        return do.LeaveVoice(Told(id=voice_id, kind=self.kind))

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

    def left_behind(self, voice_id: str) -> do.Effect | None:
        return do.LeaveVoice(Told(id=voice_id, kind=self.kind))

    def turned(self, first: int) -> AboutPosting:
        return replace(self, first=within(first, len(self.postings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Speak):
    """The person's own words. `given` is the id under which it was handed in, until the store has answered."""

    level: ClassVar[int] = 64

    kind: ComplaintKind
    posting: Posting | None = None
    slip_number: str = ""
    given: str = ""

    @property
    def is_keeping(self) -> bool:
        return self.given != ""

    def waits_for(self, told_id: str) -> bool:
        """Whether a number under this id is this person's; one that comes late is, where they say nothing else now."""
        says_the_same = not self.is_recording and (self.voice is None or self.voice.id == told_id)
        return told_id == self.given or (says_the_same and self.tried == self.about(told_id))

    def id_to_give(self, fresh_id: str) -> str:
        """Under what it is handed in: the id of what is said, else that which was tried, else a fresh one."""
        if self.voice is not None:
            return self.voice.id
        return self.tried.id if self.tried is not None else fresh_id

    def about(self, voice_id: str) -> Told:
        """What was told until now, under this id."""
        posting_id = self.posting.id if self.posting is not None else ""
        return Told(id=voice_id, kind=self.kind, posting_id=posting_id, slip_number=self.slip_number)

    def left_behind(self, voice_id: str) -> do.Effect | None:
        return None if self.given else do.LeaveVoice(self.about(voice_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintShown(State):
    """The number that the worker leaves with, and what happens next."""

    level: ClassVar[int] = 65
    is_personal: ClassVar[bool] = True
    holds_cards: ClassVar[bool] = True
    is_receipt: ClassVar[bool] = True

    receipt: Receipt
    printing: Printing = Printing.UNDER_WAY
    first: int = 0

    def turned(self, first: int) -> ComplaintShown:
        return replace(self, first=max(0, first))


TELLING = (WhatHappened, AboutTrade, AboutPosting, Say)
"""The screens on the way to the number; nothing leads back to them afterwards."""
