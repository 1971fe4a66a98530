"""What happened while somebody chooses from a list by marks, or by what is near."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.filters import Filter, MarkCounts
from kiosk.domain.listing import Listing
from kiosk.domain.near import TownNear


@dataclass(frozen=True, slots=True)
class ChoosingWanted:
    """The picture "choose" beside a list was touched."""


@dataclass(frozen=True, slots=True)
class MarkTouched:
    """One of the pictures to choose by: chosen, or taken back where it was chosen already."""

    mark: Filter


@dataclass(frozen=True, slots=True)
class ChosenWanted:
    """What was chosen is to be shown."""


@dataclass(frozen=True, slots=True)
class ChosenDropped:
    """Nothing is chosen any more: all of the list is to be shown."""


@dataclass(frozen=True, slots=True)
class NearWanted:
    """The picture "near" was touched."""


@dataclass(frozen=True, slots=True)
class MarksCounted:
    """By what could be chosen of `listing`."""

    listing: Listing
    counts: MarkCounts


@dataclass(frozen=True, slots=True)
class TownsFound:
    """The towns that have work, nearest first."""

    towns: tuple[TownNear, ...]


ChoosingHand = ChoosingWanted | MarkTouched | ChosenWanted | ChosenDropped | NearWanted
ChoosingAnswer = MarksCounted | TownsFound
