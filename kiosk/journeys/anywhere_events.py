"""What can happen on any screen: turning, going, asking for help, and time that passes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MoreWanted:
    """The picture "more" was touched."""


@dataclass(frozen=True, slots=True)
class TurnedTo:
    """A page was turned: `first` is the index of the first item to show."""

    first: int


@dataclass(frozen=True, slots=True)
class WentBack:
    pass


@dataclass(frozen=True, slots=True)
class ListenedAgain:
    pass


@dataclass(frozen=True, slots=True)
class Paused:
    """ "Pause" was touched, or "go on": the same button, which shows what it would do."""


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """ "What can I do here?" """


@dataclass(frozen=True, slots=True)
class CalledStaff:
    pass


@dataclass(frozen=True, slots=True)
class NoticeClosed:
    """The one button of a notice ("I am here", "all right")."""


@dataclass(frozen=True, slots=True)
class StoreChanged:
    """Somebody, here or elsewhere, changed what is on offer."""


@dataclass(frozen=True, slots=True)
class BellRang:
    """The staff were rung for; `heard` is False where there is no loudspeaker to ring."""

    heard: bool


@dataclass(frozen=True, slots=True)
class WentHome:
    """Home was touched: what the visitor did is forgotten; the screen goes on looking as they want it."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person is done and goes: the visit ends and all of it is forgotten."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch, also one that hits nothing."""


@dataclass(frozen=True, slots=True)
class SecondPassed:
    pass


@dataclass(frozen=True, slots=True)
class SomethingBroke:
    """A mistake of ours: the visitor is told "one moment" and starts again at Home."""


@dataclass(frozen=True, slots=True)
class StaffCame:
    """The staff take this screen for the desk: the visit before them is over, and nothing more is read aloud."""


AnywhereHand = MoreWanted | TurnedTo | WentBack | ListenedAgain | Paused | HelpWanted | CalledStaff | NoticeClosed
AnywhereAnswer = StoreChanged | BellRang
VisitEvent = WentHome | Left | Touched | SecondPassed | SomethingBroke | StaffCame
"""What the visit itself minds, whatever is on the screen."""
