"""The indices of postings that a station which gets a whole county at once does without until all rows are there."""

from __future__ import annotations

from collections.abc import Mapping

OFFERS_OF_TRADE = """
create index offers_of_trade on postings (trade, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;
"""
OFFERS_BY_START = """
create index offers_by_start on postings (starts_at, ends_at, expires_at_ms, day_ends, suits_older, marks)
where on_offer;
"""
OFFERS_IN_REGION = """
create index offers_in_region on postings (region, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;
"""

MADE_LATER: Mapping[str, str] = {
    "offers_of_trade": OFFERS_OF_TRADE,
    "offers_by_start": OFFERS_BY_START,
    "offers_in_region": OFFERS_IN_REGION,
    "postings_by_day": "create index postings_by_day on postings (first_day, trade, state, last_day)",
    "postings_of_employer": "create index postings_of_employer on postings (employer, employer_suspended)",
}
"""Names, and what makes them. The unique ones, and the one that rows come in the order of, are always there."""
