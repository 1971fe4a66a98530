"""What sync with central needs, as migration 3 makes it; never edited once released.

Tables cannot lose a `unique`, so slips, visits and complaints are made anew (SQLite's documentation of `alter table`,
"Making Other Kinds Of Table Schema Changes"): the triggers that name them go first and come back last.
"""

from __future__ import annotations

NEVER_MS = 9007199254740991
"""As in migration 1."""

CENTRAL_DECIDES = "exists (select 1 from sync_applying where is_applying)"
WE_DECIDE = f"not {CENTRAL_DECIDES}"
"""What central decided is written while `is_applying` is set: rules of this station do not stop it."""


def _seats(row: str) -> str:
    """Return SQL that counts the seats taken of the class that a trigger's `row` (old or new) signs up for."""
    return f"""update classes set seats_taken = (
        select count(distinct person) from sign_ups where class_id = {row}.class_id and state <> 'gave_up'
    ) where id = {row}.class_id;"""


def _waits(row: str) -> str:
    return (
        "exists (select 1 from waiting_list"
        f" where posting_id = {row}.posting_id and person = {row}.person and state = 'waiting')"
    )


FREE = """
drop trigger offers_grow;
drop trigger offers_shrink;
drop trigger offers_change;
drop trigger slots_are_the_slips_held;
drop trigger slots_start_with_the_slips_held;
drop trigger posting_ends_with_its_slips_decided;
drop trigger slip_decided;
drop trigger slip_undecided;
drop trigger outcome_of_an_ended_posting_stays;
drop trigger slot_taken;
drop trigger slot_changed;
drop trigger slot_freed;
drop trigger slip_stays_with_its_posting;
drop index offers_of_trade;
drop index offers_by_start;
drop index offers_in_region;
drop index offers_to_match;
"""

POSTINGS = """
alter table postings drop column on_offer;
alter table postings add column slots_here integer not null default 0 check (slots_here >= 0);
alter table postings add column serial integer;
alter table postings add column slots_made integer not null default 0 check (slots_made >= 0);
alter table postings add column owned integer not null default 1 check (owned in (0, 1));
alter table postings add column is_taken integer check (is_taken in (0, 1));
update postings set slots_here = headcount, slots_made = headcount;
alter table postings add column on_offer integer not null generated always as (
    state = 'open' and verified_by is not null and not employer_suspended
    and (slots_taken < slots_here or (slots_here < headcount and ifnull(is_taken, 0) = 0))
) virtual;

create unique index postings_by_serial on postings (serial) where serial is not null;

create index offers_of_trade on postings (trade, starts_at, ends_at, expires_at_ms) where on_offer;

create index offers_by_start on postings (starts_at, ends_at, expires_at_ms, day_ends, suits_older) where on_offer;

create index offers_in_region on postings (region, starts_at, ends_at, expires_at_ms) where on_offer;
create index offers_to_match on postings (
    ends_at, expires_at_ms, trade, region, latitude, longitude, pay_minor, pay_up_to_minor, pay_unit, strength,
    age_from, age_to, employer, starts_at
) where on_offer;
"""

VISITS = """
create table new_visits (
    id text not null primary key,
    day text not null check (day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    running integer not null check (running >= 1),
    person integer references people (number),
    at_ms integer not null,
    way text not null check (way in ('card', 'phone', 'pictures', 'staff')),
    left_at_ms integer,
    version integer not null,
    is_ours integer not null default 1 check (is_ours in (0, 1))
) strict;

insert into new_visits (id, day, running, person, at_ms, way, left_at_ms, version)
select id, day, running, person, at_ms, way, left_at_ms, version from visits order by rowid;
drop table visits;
alter table new_visits rename to visits;

create unique index visits_numbered on visits (day, running) where is_ours;
create unique index one_visit_a_day on visits (day, person) where person is not null and is_ours;
create index visits_of_day on visits (day, running);
create index visits_of_person on visits (person, day);
create index visits_from_elsewhere on visits (day, person) where not is_ours;
"""

SLIPS = """
create table new_slips (
    id text not null primary key,
    number text not null,
    day text not null,
    running integer not null check (running >= 1),
    posting_id text not null references postings (id),
    wish_id text not null unique,
    issued_at_ms integer not null,
    state text not null check (state in ('held', 'cancelled', 'expired')),
    version integer not null,
    person integer references people (number),
    visit_id text references visits (id),
    dispatch_id text references dispatches (id),
    is_decided integer not null default 0 check (is_decided in (0, 1)),
    is_ours integer not null default 1 check (is_ours in (0, 1))
) strict;

insert into new_slips (
    id, number, day, running, posting_id, wish_id, issued_at_ms, state, version, person, visit_id, dispatch_id,
    is_decided
)
select
    id, number, day, running, posting_id, wish_id, issued_at_ms, state, version, person, visit_id, dispatch_id,
    is_decided
from slips order by rowid;
drop table slips;
alter table new_slips rename to slips;

create unique index slips_numbered on slips (day, running) where is_ours;
create index slips_by_number on slips (number);
create index slips_held on slips (posting_id, state, is_ours) where state = 'held' and is_ours;
create index slips_of_person on slips (person, day) where person is not null;
create index slips_of_posting on slips (posting_id, state);
create index slips_of_visit on slips (visit_id) where visit_id is not null;
create index slips_of_dispatch on slips (dispatch_id) where dispatch_id is not null;
create index slips_of_day on slips (day);
create index slips_waiting on slips (posting_id) where state in ('held', 'expired') and not is_decided;
"""

COMPLAINTS = """
create table new_complaints (
    id text not null primary key,
    number text not null,
    day text not null,
    running integer not null check (running >= 1),
    kind text not null check (kind in ('unpaid_wages', 'injury', 'false_posting', 'fee_asked', 'other')),
    person integer references people (number),
    employer integer references employers (number),
    posting_id text references postings (id),
    slip_id text references slips (id),
    words text not null,
    amount_minor integer check (amount_minor >= 0),
    recording text references recordings (id),
    state text not null check (state in ('open', 'in_hand', 'closed')),
    next_step text not null,
    due_day text not null,
    opened_at_ms integer not null,
    opened_by text not null,
    closed_at_ms integer,
    version integer not null,
    is_ours integer not null default 1 check (is_ours in (0, 1))
) strict;

insert into new_complaints (
    id, number, day, running, kind, person, employer, posting_id, slip_id, words, amount_minor, recording, state,
    next_step, due_day, opened_at_ms, opened_by, closed_at_ms, version
)
select
    id, number, day, running, kind, person, employer, posting_id, slip_id, words, amount_minor, recording, state,
    next_step, due_day, opened_at_ms, opened_by, closed_at_ms, version
from complaints order by rowid;
drop table complaints;
alter table new_complaints rename to complaints;

create unique index complaints_numbered on complaints (day, running) where is_ours;
create unique index complaints_by_own_number on complaints (number) where is_ours;
create index complaints_by_number on complaints (number);
create index complaints_open on complaints (due_day) where state <> 'closed';
create index complaints_by_time on complaints (opened_at_ms);
create index complaints_of_employer on complaints (employer) where employer is not null;
create index complaints_of_person on complaints (person) where person is not null;
create unique index one_wage_complaint_a_slip on complaints (slip_id)
where kind = 'unpaid_wages' and slip_id is not null and is_ours;
create index wage_complaints_of_slip on complaints (slip_id) where kind = 'unpaid_wages' and slip_id is not null;
"""

SIGNS_UP_ONCE = f"""\
create trigger signs_up_once before insert on sign_ups when {WE_DECIDE} begin
    select raise(abort, 'signed up already')
    where exists (select 1 from sign_ups where class_id = new.class_id and person = new.person);
end;
"""

ONCE_EACH = f"""
create table new_sign_ups (
    id text not null primary key,
    class_id text not null references classes (id),
    person integer not null references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('signed_up', 'came', 'gave_up')),
    version integer not null
) strict;
insert into new_sign_ups select id, class_id, person, at_ms, staff_id, state, version from sign_ups order by rowid;
drop table sign_ups;
alter table new_sign_ups rename to sign_ups;
create index sign_ups_of_class on sign_ups (class_id, person);

create trigger seat_taken after insert on sign_ups begin
    {_seats("new")}
end;

create trigger seat_changed after update of state on sign_ups begin
    {_seats("new")}
end;

create trigger seat_freed after delete on sign_ups begin
    {_seats("old")}
end;

{SIGNS_UP_ONCE}
drop index waiting_once;
create index waiting_once on waiting_list (posting_id, person) where state = 'waiting';

create trigger waits_once before insert on waiting_list when new.state = 'waiting' and {WE_DECIDE} begin
    select raise(abort, 'waits already') where {_waits("new")};
end;

create trigger waits_once_again before update of state on waiting_list
when new.state = 'waiting' and old.state <> 'waiting' and {WE_DECIDE} begin
    select raise(abort, 'waits already') where {_waits("new")};
end;
"""
"""Two kiosks that were apart may both have written down the same person; neither of the rows may keep the other out."""

ARRIVALS = """
alter table arrival_days add column is_ours integer not null default 1 check (is_ours in (0, 1));
alter table arrival_moves add column is_ours integer not null default 1 check (is_ours in (0, 1));
"""

OUTBOX = """
alter table operations add column base_region integer not null default 0;
alter table operations add column base_station integer not null default 0;

create index operations_waiting on operations (kind, row_id) where state = 'waiting';
"""

SYNC = """
create table sync_applying (
    only integer primary key check (only = 1),
    is_applying integer not null default 0 check (is_applying in (0, 1))
) strict;

insert into sync_applying (only) values (1);

create table central (
    only integer primary key check (only = 1),
    url text not null,
    certificate text not null default '',
    public_key blob not null check (length(public_key) = 32),
    token blob not null check (length(token) = 16),
    kiosk integer not null,
    region text not null,
    machine text not null,
    next_secret blob not null default x'',
    fork text not null default '' check (fork in ('', 'restored', 'moved', 'forked')),
    fork_seq integer not null default 0,
    confirmed_seq integer not null default 0,
    confirmed_mark text not null default '',
    grant_no integer not null default 0,
    enrolled_at_ms integer not null,
    seal_key blob not null default x'',
    stick_no integer not null default 0,
    stick_heard integer not null default 0,
    reached integer not null default 0
) strict;

create table line (
    only integer primary key check (only = 1),
    id text not null check (length(id) = 16)
) strict;

create table sync_scopes (
    scope text not null primary key check (scope in ('region', 'station')),
    position integer not null default 0
) strict, without rowid;

create table sync_troubles (
    kind text not null,
    row_id text not null,
    reason text not null,
    fields text not null,
    at_ms integer not null,
    primary key (kind, row_id)
) strict, without rowid;

create table sync_kept (
    kind text not null,
    row_id text not null,
    primary key (kind, row_id)
) strict, without rowid;

create table conflicts (
    id text not null primary key,
    kind text not null,
    row_id text not null,
    field text not null,
    lost text not null,
    kept text not null,
    at_ms integer not null,
    state text not null check (state in ('open', 'restored', 'left')),
    version integer not null
) strict;

create table leases (
    posting_id text not null primary key references postings (id) on delete cascade,
    grant_no integer not null default 0,
    is_told integer not null default 1 check (is_told in (0, 1))
) strict, without rowid;

create index leases_untold on leases (posting_id) where not is_told;

alter table recordings add column is_told integer not null default 0 check (is_told in (0, 1));
create index recordings_untold on recordings (made_at_ms) where not is_told;

create table sounds_wanted (
    id text not null,
    kind text not null,
    row_id text not null,
    primary key (id, kind, row_id)
) strict, without rowid;

create table slot_wants (
    posting_id text not null primary key,
    wishes integer not null check (wishes >= 1),
    told integer not null default 0 check (told between 0 and wishes),
    last_wish text not null
) strict, without rowid;
create index slot_wants_untold on slot_wants (posting_id) where told < wishes;
"""

OFFER_TRIGGERS = f"""
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

HELD_HERE = "select count(*) from slips where posting_id = {of} and state = 'held' and is_ours"


def _recount(row: str) -> str:
    """Return SQL that counts the slots taken of the posting that a trigger's `row` (old or new) is a slip of."""
    posting = f"{row}.posting_id"
    return f"update postings set slots_taken = ({HELD_HERE.format(of=posting)})\n    where id = {posting};"


SLOT_TRIGGERS = f"""
create trigger slot_taken after insert on slips when new.is_ours begin
    {_recount("new")}
end;

create trigger slot_changed after update of state, is_ours on slips begin
    {_recount("new")}
end;

create trigger slot_moved after update of posting_id on slips when old.posting_id <> new.posting_id begin
    {_recount("old")}
    {_recount("new")}
end;

create trigger slot_freed after delete on slips when old.is_ours begin
    {_recount("old")}
end;

create trigger slip_stays_with_its_posting before update of posting_id on slips
when old.posting_id <> new.posting_id and {WE_DECIDE} begin
    select raise(abort, 'a slip stays with its posting');
end;

create trigger slots_are_the_slips_held after update of slots_taken on postings
when new.slots_taken <> ({HELD_HERE.format(of="new.id")})
    or (new.slots_taken > old.slots_taken and new.slots_taken > new.slots_here and {WE_DECIDE})
begin
    select raise(abort, 'slots taken are the slips held')
    where new.slots_taken <> ({HELD_HERE.format(of="new.id")});
    select raise(abort, 'the slot is not here');
end;

create trigger slots_start_with_the_slips_held before insert on postings
when new.slots_taken <> ({HELD_HERE.format(of="new.id")}) begin
    select raise(abort, 'slots taken are the slips held');
end;
"""

OUTCOME_TRIGGERS = f"""
create trigger slip_decided after insert on outcomes begin
    update slips set is_decided = 1 where id = new.slip_id;
end;

create trigger slip_undecided after delete on outcomes begin
    update slips set is_decided = 0 where id = old.slip_id;
end;

create trigger posting_ends_with_its_slips_decided before update of state on postings
when new.state in ('closed', 'withdrawn', 'expired', 'rejected') and new.state <> old.state
    and {WE_DECIDE}
begin
    select raise(abort, 'slips are undecided') where exists (
        select 1 from slips s where s.posting_id = new.id and s.state in ('held', 'expired')
        and not exists (select 1 from outcomes o where o.slip_id = s.id)
    );
    select raise(abort, 'nobody was hired and nobody said why') where trim(new.closing_reason) = '' and not exists (
        select 1 from slips s join outcomes o on o.slip_id = s.id
        where s.posting_id = new.id and o.result = 'hired'
    );
end;

create trigger outcome_of_an_ended_posting_stays before delete on outcomes
when {WE_DECIDE} and exists (
    select 1 from slips s join postings p on p.id = s.posting_id
    where s.id = old.slip_id and p.state in ('closed', 'withdrawn', 'expired', 'rejected')
) begin
    select raise(abort, 'the posting has ended');
end;
"""

ARRIVAL_TRIGGERS = f"""
create trigger drawn_elsewhere after insert on arrival_days when {CENTRAL_DECIDES} begin
    update arrival_days set is_ours = 0 where day = new.day;
end;

create trigger drawn_again_elsewhere after update of rule, seed, drawn_through on arrival_days
when {CENTRAL_DECIDES} and (old.rule, old.seed, old.drawn_through) is not (new.rule, new.seed, new.drawn_through)
begin
    update arrival_days set is_ours = 0 where day = new.day;
end;

create trigger moved_elsewhere after insert on arrival_moves when {CENTRAL_DECIDES} begin
    update arrival_moves set is_ours = 0 where id = new.id;
end;
"""
"""Of what another kiosk of the station did, the desk log of this one knows nothing."""

SYNC_TABLES = (
    FREE, SYNC, POSTINGS, VISITS, SLIPS, COMPLAINTS, ONCE_EACH, ARRIVALS, OUTBOX, OFFER_TRIGGERS, SLOT_TRIGGERS,
    OUTCOME_TRIGGERS, ARRIVAL_TRIGGERS,
)  # fmt: skip
