"""What happened while somebody looks for work: listings, a posting."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.filters import NOTHING_CHOSEN, Chosen
from kiosk.domain.listing import Listing
from kiosk.domain.posting import Posting


@dataclass(frozen=True, slots=True)
class TradesWanted:
    """The picture "by trade" was touched."""


@dataclass(frozen=True, slots=True)
class ListingChosen:
    listing: Listing


@dataclass(frozen=True, slots=True)
class PostingChosen:
    posting_id: str


@dataclass(frozen=True, slots=True)
class TradesFound:
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PostingsFound:
    """`taught` are the trades before whose work there is a lesson to be heard."""

    listing: Listing
    postings: tuple[Posting, ...]
    chosen: Chosen = NOTHING_CHOSEN
    taught: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PostingFound:
    """The posting on the screen as it stands now; None when nobody may take it any more."""

    posting_id: str
    posting: Posting | None


@dataclass(frozen=True, slots=True)
class LookupFailed:
    """What the screen waits for could not be read."""


LookingHand = TradesWanted | ListingChosen | PostingChosen
LookingAnswer = TradesFound | PostingsFound | PostingFound | LookupFailed
