"""Migration 10: what is on offer is counted by town, too; never edited once released.

The map of near work asked every posting where it is: with 100,000 of them 30 ms of a touch, and what other lists had
decrypted was pushed out of the cache.
"""

from __future__ import annotations

NEVER_MS = 9007199254740991
"""As in migration 1."""

KEY = "trade, suits_older, region, ends_at, expires_ms"


def _key(row: str) -> str:
    """Return the key under which the posting that a trigger's `row` (old or new) holds is counted."""
    expires_ms = f"ifnull({row}.expires_at_ms, {NEVER_MS})"
    return f"{row}.trade, {row}.suits_older, {row}.region, {row}.ends_at, {expires_ms}"


ONE_LESS = f"""
    update offer_counts set postings = postings - 1 where old.on_offer and ({KEY}) = ({_key("old")});
    delete from offer_counts where ({KEY}, postings) = ({_key("old")}, 0);
"""
ONE_MORE = f"""
    insert into offer_counts select {_key("new")}, 1 where new.on_offer
    on conflict do update set postings = postings + 1;
"""

OFFERS_BY_TOWN = f"""
drop trigger offers_grow;
drop trigger offers_shrink;
drop trigger offers_change;
drop table offer_counts;

create table offer_counts (
    trade text not null,
    suits_older integer not null,
    region text not null,
    ends_at integer not null,
    expires_ms integer not null,
    postings integer not null,
    primary key ({KEY})
) strict, without rowid;

insert into offer_counts
select {_key("p")}, count(*) from postings p where p.on_offer group by 1, 2, 3, 4, 5;

create trigger offers_grow after insert on postings when new.on_offer begin{ONE_MORE}end;

create trigger offers_shrink after delete on postings when old.on_offer begin{ONE_LESS}end;

create trigger offers_change after update on postings
when (old.on_offer, {_key("old")}) is not (new.on_offer, {_key("new")})
begin{ONE_LESS}{ONE_MORE}end;
"""
