"""What somebody says at the screen while they say it; it becomes a complaint with a recording, or is deleted.

Nothing of it leaves the station before that: the recording travels as every other does.
"""

from __future__ import annotations

VOICES = """
create table voices (
    id text not null primary key,
    kind text not null,
    posting_id text not null,
    slip_number text not null,
    begun_at_ms integer not null
) strict;

create table voice_pieces (
    voice text not null references voices (id) on delete cascade,
    number integer not null check (number >= 0),
    samples blob not null,
    unique (voice, number)
) strict;
"""
