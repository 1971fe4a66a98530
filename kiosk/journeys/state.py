"""What every screen of the worker's path is, as the journey knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from kiosk.domain.language import Language
from kiosk.journeys import effects as do


class State:
    """One screen and what it shows; each is a frozen dataclass of its own."""

    __slots__ = ()

    level: ClassVar[int]
    """How far the screen lies from Home: Back always leads to a lower level, so the way home is short."""
    is_personal: ClassVar[bool] = False
    """Whether it shows what belongs to this person alone: its widgets go with the visitor."""
    holds_cards: ClassVar[bool] = False
    """Whether a card that is scanned waits until the person is done here."""

    is_typed_on: ClassVar[bool] = False
    """Whether a number or a secret is entered on it: nothing of that waits behind whatever else they go to."""

    is_beside: ClassVar[bool] = False
    """Whether they come back from it to what they were doing."""

    is_slip: ClassVar[bool] = False
    """Whether it is what the person leaves with, so that nothing else may come over it."""

    is_receipt: ClassVar[bool] = False
    """Whether it shows the number under which what the person said was taken down."""

    @property
    def is_empty_yet(self) -> bool:
        """Whether it has nothing to show before the store has answered."""
        return False

    def is_bare(self, language: Language) -> bool:
        """Whether it has nothing to show yet, or nothing at all for who sees it in `language`."""
        return self.is_empty_yet

    @property
    def is_keeping(self) -> bool:
        """Whether what was said on it is being kept, and nothing more may be said before the store has answered."""
        return False

    @property
    def keeps_awake(self) -> bool:
        """Whether the person speaks, or hears themselves: no second of that is one in which nobody is there."""
        return False

    def questions(self) -> tuple[do.Effect, ...]:
        """What the store is asked to show the screen, and again when something has changed."""
        return ()

    def turned(self, first: int) -> Self:
        """Return the same screen with item `first` at the beginning of its page; itself where it has no pages."""
        return self


@dataclass(frozen=True, slots=True)
class Home(State):
    """The first screen."""

    level: ClassVar[int] = 0


def within(first: int, count: int) -> int:
    """Return `first` as the index of one of `count` items, the nearest there is; 0 where there are none."""
    return min(max(0, first), max(0, count - 1))
