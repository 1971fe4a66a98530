"""What is to be done on any screen: with the voice, the bell, and what a visit leaves behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Announce:
    """Read the screen (or the notice over it) aloud from its beginning."""


@dataclass(frozen=True, slots=True)
class StopTalking:
    pass


@dataclass(frozen=True, slots=True)
class PauseOrGoOn:
    """Hold the voice, let it go on where it was held, or read the screen where all is silent."""


@dataclass(frozen=True, slots=True)
class RingForStaff:
    pass


@dataclass(frozen=True, slots=True)
class Adjust:
    """Speak as fast and as loud as the visitor's preferences have it."""


@dataclass(frozen=True, slots=True)
class SayTouchToHear:
    """Say whether a touch speaks before it acts from now on."""


@dataclass(frozen=True, slots=True)
class ForgetVisitor:
    """Drop every trace of the visitor: sound, clips, spool, pictures."""


AnywhereEffect = Announce | StopTalking | PauseOrGoOn | RingForStaff | Adjust | SayTouchToHear | ForgetVisitor
