"""Migration 6: what people leave who are looking for work. It stays at this station and goes to nobody else."""

WORK_WISHES = """
create table work_wishes (
    id text not null primary key,
    number text not null,
    day text not null check (day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    running integer not null check (running >= 1),
    state text not null check (state in ('open', 'called', 'matched', 'withdrawn')),
    trades text not null,
    days text not null,
    phone text not null,
    person integer references people (number),
    voice blob,
    voice_form text,
    voice_ms integer check (voice_ms between 0 and 60000),
    agreed_at_ms integer not null,
    made_at_ms integer not null,
    version integer not null,
    unique (day, running),
    check ((voice is null) = (voice_form is null) and (voice is null) = (voice_ms is null)),
    check (state <> 'withdrawn' or (trades = '' and days = '' and phone = '' and person is null and voice is null))
) strict;

create index work_wishes_by_number on work_wishes (number);
create index work_wishes_of_person on work_wishes (person) where person is not null;
"""
"""The voice stands in this table and not among the recordings, which go to central."""
