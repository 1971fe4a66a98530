"""What a worker may ask to see: a trade, today's work, work that suits older people, work nearby."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.region import Region


@dataclass(frozen=True, slots=True)
class OfTrade:
    """Postings of one trade; `trade` is its id in the catalogue."""

    trade: str


@dataclass(frozen=True, slots=True)
class Today:
    """Postings that have work today and can still be reached."""


@dataclass(frozen=True, slots=True)
class SuitsOlder:
    """Postings that suit older workers (see `suits_older_workers`)."""


@dataclass(frozen=True, slots=True)
class Near:
    """All postings, nearest town first, as seen from the station."""


@dataclass(frozen=True, slots=True)
class InTown:
    """Postings in one town."""

    town: Region


Listing = OfTrade | Today | SuitsOlder | Near | InTown
