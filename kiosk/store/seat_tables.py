"""Seats that are taken at the kiosk by people of whom no name is known; never edited once released.

`sign_ups` is made anew, as a column cannot lose its `not null` (see `kiosk.store.sync_tables`). A kiosk that hears of
a seat taken elsewhere keeps it even where the class is full here: its paper is in somebody's hand, and staff see it.
"""

from __future__ import annotations

from kiosk.store.sync_tables import SIGNS_UP_ONCE, WE_DECIDE

WHO = "ifnull(person, id)"
"""Two kiosks that were apart may both have written down the same person, who sits on one seat."""


def _seats(of: str) -> str:
    """Return SQL that counts the seats taken of the class with the id `of`."""
    return f"""update classes set seats_taken = min(seats, (
        select count(distinct {WHO}) from sign_ups where class_id = {of} and state <> 'gave_up'
    )) where id = {of};"""


NO_SEAT = f"""select raise(abort, 'no seat left') where (
        select count(distinct {WHO}) from sign_ups where class_id = new.class_id and state <> 'gave_up'
        and {WHO} <> ifnull(new.person, new.id)
    ) >= (select seats from classes where id = new.class_id);"""

SEATS = f"""
create table new_sign_ups (
    id text not null primary key,
    class_id text not null references classes (id),
    person integer references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('signed_up', 'came', 'gave_up')),
    version integer not null
) strict;
insert into new_sign_ups select id, class_id, person, at_ms, staff_id, state, version from sign_ups order by rowid;
drop table sign_ups;
alter table new_sign_ups rename to sign_ups;
create index sign_ups_of_class on sign_ups (class_id, person);
create index seats_by_number on sign_ups (substr(id, 25)) where person is null;

create table seat_wishes (
    wish_id text not null primary key,
    sign_up_id text not null references sign_ups (id) on delete cascade
) strict, without rowid;
create index seat_wishes_of on seat_wishes (sign_up_id);

create trigger seat_taken after insert on sign_ups begin
    {_seats("new.class_id")}
end;

create trigger seat_changed after update of state on sign_ups begin
    {_seats("new.class_id")}
end;

create trigger seat_freed after delete on sign_ups begin
    {_seats("old.class_id")}
end;

create trigger seats_changed after update of seats on classes begin
    {_seats("new.id")}
end;

{SIGNS_UP_ONCE}
create trigger seat_is_there before insert on sign_ups when new.state <> 'gave_up' and {WE_DECIDE} begin
    {NO_SEAT}
end;

create trigger seat_is_there_again before update of state on sign_ups
when old.state = 'gave_up' and new.state <> 'gave_up' and {WE_DECIDE} begin
    {NO_SEAT}
end;
"""
