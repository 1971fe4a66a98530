"""What choosing by pictures needs, as migration 4 makes it; never edited once released.

`marks` is what does not change with the day (`kiosk.domain.filters.BITS` below 128). It stands at the end of each index
that a list is read from, so that a posting which was not asked for is passed over without reading its row.
"""

from __future__ import annotations

FACTS = """
drop index offers_of_trade;
drop index offers_by_start;
drop index offers_in_region;

alter table postings add column women_facilities integer check (women_facilities in (0, 1));
alter table postings add column men_facilities integer check (men_facilities in (0, 1));
alter table postings add column marks integer not null generated always as (
    (ifnull(paid_when, '') = 'same_day') + 2 * (ifnull(meals, 0) <> 0) + 4 * (ifnull(lodging, 0) <> 0)
    + 8 * (transport <> '') + 16 * suits_older + 32 * (ifnull(women_facilities, 0) <> 0)
    + 64 * (ifnull(men_facilities, 0) <> 0)
) virtual;
"""
INDICES = """
create index offers_of_trade on postings (trade, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;
create index offers_by_start on postings (starts_at, ends_at, expires_at_ms, day_ends, suits_older, marks)
where on_offer;
create index offers_in_region on postings (region, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;
"""

CHOOSING_TABLES = (FACTS, INDICES)
