"""Migration 5: which slips are one party's, read from the wishes that they answer (`kiosk.domain.party`)."""

PARTIES = """
alter table slips add column party text generated always as (
    case when wish_id glob '?*+[1-6]' then substr(wish_id, 1, length(wish_id) - 2) end
) virtual;

create index slips_of_party on slips (party) where party is not null;
"""
"""As it is read, and not kept: a slip that comes from another kiosk, or comes back from central, has it at once."""
