"""What is to be looked up for somebody who looks for work, or for a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.filters import NOTHING_CHOSEN, Chosen
from kiosk.domain.listing import Listing


@dataclass(frozen=True, slots=True)
class FindTrades:
    pass


@dataclass(frozen=True, slots=True)
class FindPostings:
    listing: Listing
    chosen: Chosen = NOTHING_CHOSEN


@dataclass(frozen=True, slots=True)
class CountMarks:
    """Count what of `listing` could be chosen."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class FindTowns:
    """Find the towns that have work, and how far they are."""


@dataclass(frozen=True, slots=True)
class FindPosting:
    posting_id: str


@dataclass(frozen=True, slots=True)
class FindLessons:
    pass


LookingEffect = FindTrades | FindPostings | CountMarks | FindTowns | FindPosting | FindLessons
