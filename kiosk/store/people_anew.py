"""The table of people as migration 3 makes it anew: two of them may have cards with the same number.

A copy of a kiosk goes on with the numbers of the kiosk until it first speaks with central; both have given them out.
"""

from __future__ import annotations

PEOPLE_ANEW = """
create table former_people as select * from people;
create table former_numbers as select seq from sqlite_sequence where name = 'people';
drop table people;

create table people (
    number integer primary key autoincrement,
    id text not null unique,
    card text not null,
    name text not null,
    phone text not null,
    birth_year integer check (birth_year between 1900 and 2200),
    region text not null,
    strength text check (strength in ('light', 'medium', 'heavy')),
    identity_number text not null,
    note text not null,
    pictures text not null,
    consent text not null check (consent in ('given', 'refused')),
    consent_words text not null,
    consent_at_ms integer not null,
    registered_at_ms integer not null,
    registered_by text not null,
    counts_as integer not null references people (number) check (counts_as <= number),
    lent text not null default '',
    forgotten_at_ms integer,
    version integer not null
) strict;

insert into people (
    number, id, card, name, phone, birth_year, region, strength, identity_number, note, pictures, consent,
    consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, lent, forgotten_at_ms, version
)
select
    number, id, card, name, phone, birth_year, region, strength, identity_number, note, pictures, consent,
    consent_words, consent_at_ms, registered_at_ms, registered_by, counts_as, lent, forgotten_at_ms, version
from former_people order by number;
delete from sqlite_sequence where name = 'people';
insert into sqlite_sequence (name, seq) select 'people', seq from former_numbers;
drop table former_people;
drop table former_numbers;

create index people_by_card on people (card);
create index people_counted_as on people (counts_as);
create index people_merged on people (counts_as) where counts_as < number;
create index people_by_pictures on people (pictures) where pictures <> '';
"""
"""Numbers go on after the last that was ever given, also where that was taken back."""
