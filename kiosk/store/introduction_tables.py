"""Migration 9: which voices introduce somebody who looks for work, and what they showed before they spoke.

As the voices themselves it stays here only while somebody speaks; it becomes a work wish, or is deleted.
"""

INTRODUCTIONS = """
create table introductions (
    voice text not null primary key references voices (id) on delete cascade,
    trades text not null,
    days text not null,
    person integer references people (number)
) strict;
"""
