"""The database's schema, grown step by step; a step that was released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.store.choosing_tables import CHOOSING_TABLES
from kiosk.store.desk_tables import DESK_TABLES
from kiosk.store.introduction_tables import INTRODUCTIONS
from kiosk.store.offer_tables import OFFERS_BY_TOWN
from kiosk.store.party_tables import PARTIES
from kiosk.store.people_anew import PEOPLE_ANEW
from kiosk.store.seat_tables import SEATS
from kiosk.store.sync_tables import SYNC_TABLES
from kiosk.store.voice_tables import VOICES
from kiosk.store.work_wish_tables import WORK_WISHES

if TYPE_CHECKING:
    import sqlite3

    import sqlite_utils

SCHEMA_VERSION = 10
"""The number of steps below; kept in the database as `user_version`, so that a start needs no library to compare."""


def apply_migrations(connection: sqlite3.Connection) -> None:
    """Apply the steps that the database lacks, inside the transaction that is open, foreign keys being off."""
    import sqlite_utils
    from sqlite_utils.migrations import Migrations

    steps = Migrations("station")
    steps(name="opening_day")(_opening_day)
    steps(name="the_desk")(_the_desk)
    steps(name="sync")(_sync)
    steps(name="choosing")(_choosing)
    steps(name="parties")(_parties)
    steps(name="work_wishes")(_work_wishes)
    steps(name="seats")(_seats)
    steps(name="voices")(_voices)
    steps(name="introductions")(_introductions)
    steps(name="offers_by_town")(_offers_by_town)
    steps.apply(sqlite_utils.Database(connection))
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _opening_day(db: sqlite_utils.Database) -> None:
    """Stations, regions, employers, postings, slips and the outbox."""
    for statement in (STATION, REGIONS, EMPLOYERS, POSTINGS, OFFER_COUNTS, SLIPS, OUTBOX):
        _execute(db, statement)


def _the_desk(db: sqlite_utils.Database) -> None:
    """What staff do: people, arrivals, dispatch, outcomes, complaints, classes, notices, and the log of it all."""
    for statement in DESK_TABLES:
        _execute(db, statement)


def _sync(db: sqlite_utils.Database) -> None:
    """What stations exchange with central: rows made by other kiosks, leases of slots, how far the exchange is."""
    for statement in (PEOPLE_ANEW, *SYNC_TABLES):
        _execute(db, statement)


def _choosing(db: sqlite_utils.Database) -> None:
    """What workers choose work by: rooms for women and men, and all its marks as one number in the indices."""
    for statement in CHOOSING_TABLES:
        _execute(db, statement)


def _parties(db: sqlite_utils.Database) -> None:
    """Slips of people who go together."""
    _execute(db, PARTIES)


def _work_wishes(db: sqlite_utils.Database) -> None:
    """What people leave who are looking for work."""
    _execute(db, WORK_WISHES)


def _seats(db: sqlite_utils.Database) -> None:
    """Seats in classes that are taken at the kiosk, without a name."""
    _execute(db, SEATS)


def _voices(db: sqlite_utils.Database) -> None:
    """What somebody says at the screen, while they say it."""
    _execute(db, VOICES)


def _introductions(db: sqlite_utils.Database) -> None:
    """Which voices introduce somebody who looks for work."""
    _execute(db, INTRODUCTIONS)


def _offers_by_town(db: sqlite_utils.Database) -> None:
    """How many postings are on offer in each town."""
    _execute(db, OFFERS_BY_TOWN)


def _execute(db: sqlite_utils.Database, script: str) -> None:
    """Execute statements of which each ends a line.

    The library looks for their ends behind every single letter: so a station's first start took twice as long.
    """
    import sqlite3

    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(begun):
            db.execute(begun)
            begun = ""
    if begun.strip():
        raise ValueError(f"unfinished: {begun}")


STATION = """
create table station (
    only integer primary key check (only = 1),
    id text not null,
    name text not null,
    prefix text not null check (length(prefix) = 2),
    region text not null,
    phone text not null,
    hotline text not null,
    version integer not null
) strict;

create table station_key (
    only integer primary key check (only = 1),
    signing_seed blob not null check (length(signing_seed) = 32)
) strict;
"""

REGIONS = """
create table regions (
    code text primary key,
    name text not null,
    name_en text not null,
    latitude real,
    longitude real,
    check ((latitude is null) = (longitude is null))
) strict, without rowid;
"""

EMPLOYERS = """
create table employers (
    number integer primary key,
    id text not null unique,
    name text not null,
    phone text not null,
    verified integer not null check (verified in (0, 1)),
    suspended integer not null default 0 check (suspended in (0, 1)),
    version integer not null
) strict;

create index employers_by_name on employers (name);
create unique index employers_suspended on employers (number, suspended);
"""

POSTINGS = """
create table postings (
    id text not null primary key,
    trade text not null,
    title text not null,
    employer integer not null,
    employer_suspended integer not null,
    pay_minor integer check (pay_minor >= 0),
    pay_up_to_minor integer check (pay_up_to_minor >= pay_minor),
    pay_unit text not null,
    paid_when text,
    currency text not null,
    headcount integer not null check (headcount >= 1),
    slots_taken integer not null default 0 check (slots_taken between 0 and headcount),
    first_day text not null check (first_day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    last_day text not null check (last_day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    daily_start text check (daily_start glob '[0-2][0-9]:[0-5][0-9]'),
    daily_end text check (daily_end glob '[0-2][0-9]:[0-5][0-9]'),
    place text not null,
    region text not null,
    latitude real,
    longitude real,
    meals integer,
    lodging integer,
    transport text not null,
    tools_provided integer,
    strength text,
    age_from integer,
    age_to integer,
    experience text not null,
    contact_name text not null,
    contact_phone text not null,
    note text not null,
    outdoors integer,
    source text not null,
    state text not null,
    verified_by text,
    verified_at_ms integer,
    expires_at_ms integer,
    suits_older integer not null check (suits_older in (0, 1)),
    version integer not null,
    day_ends integer not null generated always as (
        case when daily_end is null or daily_end <= daily_start then 2400
        else cast(replace(daily_end, ':', '') as integer) end
    ) virtual,
    starts_at integer not null generated always as (
        cast(replace(first_day, '-', '') || ifnull(replace(daily_start, ':', ''), '2400') as integer)
    ) virtual,
    ends_at integer not null generated always as (
        cast(replace(last_day, '-', '') as integer) * 10000 + day_ends
    ) virtual,
    on_offer integer not null generated always as (
        state = 'open' and verified_by is not null and slots_taken < headcount and not employer_suspended
    ) virtual,
    foreign key (employer, employer_suspended) references employers (number, suspended) on update cascade
) strict;

create index postings_of_employer on postings (employer, employer_suspended);
create index offers_of_trade on postings (trade, starts_at, ends_at, expires_at_ms) where on_offer;
create index offers_by_start on postings (starts_at, ends_at, expires_at_ms, day_ends, suits_older) where on_offer;
create index offers_in_region on postings (region, starts_at, ends_at, expires_at_ms) where on_offer;

create table imported_rows (
    fingerprint text primary key
) strict, without rowid;
"""

NEVER_MS = 9007199254740991
"""Stands for "does not expire" where a count is kept by expiry; later than any clock says."""

OFFER_COUNTS = f"""
create table offer_counts (
    trade text not null,
    suits_older integer not null,
    ends_at integer not null,
    expires_ms integer not null,
    postings integer not null,
    primary key (trade, suits_older, ends_at, expires_ms)
) strict, without rowid;

create trigger offers_grow after insert on postings when new.on_offer begin
    insert into offer_counts
    values (new.trade, new.suits_older, new.ends_at, ifnull(new.expires_at_ms, {NEVER_MS}), 1)
    on conflict do update set postings = postings + 1;
end;

create trigger offers_shrink after delete on postings when old.on_offer begin
    update offer_counts set postings = postings - 1
    where (trade, suits_older, ends_at, expires_ms)
        = (old.trade, old.suits_older, old.ends_at, ifnull(old.expires_at_ms, {NEVER_MS}));
    delete from offer_counts
    where (trade, suits_older, ends_at, expires_ms, postings)
        = (old.trade, old.suits_older, old.ends_at, ifnull(old.expires_at_ms, {NEVER_MS}), 0);
end;

create trigger offers_change after update on postings
when (old.on_offer, old.trade, old.suits_older, old.ends_at, old.expires_at_ms)
    is not (new.on_offer, new.trade, new.suits_older, new.ends_at, new.expires_at_ms)
begin
    update offer_counts set postings = postings - 1
    where old.on_offer and (trade, suits_older, ends_at, expires_ms)
        = (old.trade, old.suits_older, old.ends_at, ifnull(old.expires_at_ms, {NEVER_MS}));
    delete from offer_counts
    where (trade, suits_older, ends_at, expires_ms, postings)
        = (old.trade, old.suits_older, old.ends_at, ifnull(old.expires_at_ms, {NEVER_MS}), 0);
    insert into offer_counts
    select new.trade, new.suits_older, new.ends_at, ifnull(new.expires_at_ms, {NEVER_MS}), 1 where new.on_offer
    on conflict do update set postings = postings + 1;
end;
"""

SLIPS = """
create table slips (
    id text not null primary key,
    number text not null,
    day text not null,
    running integer not null check (running >= 1),
    posting_id text not null references postings (id),
    wish_id text not null unique,
    issued_at_ms integer not null,
    state text not null check (state in ('held', 'cancelled', 'expired')),
    version integer not null,
    unique (day, running)
) strict;

create index slips_by_number on slips (number);
create index slips_held on slips (posting_id) where state = 'held';

create trigger slot_taken after insert on slips begin
    update postings set slots_taken = (select count(*) from slips where posting_id = new.posting_id and state = 'held')
    where id = new.posting_id;
end;

create trigger slot_changed after update of state on slips begin
    update postings set slots_taken = (select count(*) from slips where posting_id = new.posting_id and state = 'held')
    where id = new.posting_id;
end;

create trigger slot_freed after delete on slips begin
    update postings set slots_taken = (select count(*) from slips where posting_id = old.posting_id and state = 'held')
    where id = old.posting_id;
end;

create trigger slip_stays_with_its_posting before update of posting_id on slips
when old.posting_id <> new.posting_id begin
    select raise(abort, 'a slip stays with its posting');
end;

create trigger slots_are_the_slips_held after update of slots_taken on postings
when new.slots_taken <> (select count(*) from slips where posting_id = new.id and state = 'held') begin
    select raise(abort, 'slots taken are the slips held');
end;

create trigger slots_start_with_the_slips_held before insert on postings
when new.slots_taken <> (select count(*) from slips where posting_id = new.id and state = 'held') begin
    select raise(abort, 'slots taken are the slips held');
end;
"""

OUTBOX = """
create table operations (
    seq integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    row_id text not null,
    fields text not null,
    base_version integer not null,
    station_time_ms integer not null,
    state text not null default 'waiting' check (state in ('waiting', 'refused')),
    reason text not null default ''
) strict;

create index operations_refused on operations (seq) where state = 'refused';
"""
