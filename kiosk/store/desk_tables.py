"""The tables of the desk, as migration 2 makes them; never edited once released."""

from __future__ import annotations

STAFF = """
create table staff (
    id text not null primary key,
    name text not null check (trim(name) <> ''),
    role text not null check (role in ('clerk', 'head', 'technician')),
    pin_hash text not null,
    is_active integer not null default 1 check (is_active in (0, 1)),
    wrong_pins integer not null default 0 check (wrong_pins >= 0),
    locked_at_ms integer,
    locked_until_ms integer,
    pin_set_at_ms integer not null,
    version integer not null
) strict;

create unique index staff_by_name on staff (name) where is_active;

create table desk_log (
    seq integer primary key autoincrement,
    at_ms integer not null,
    staff_id text not null,
    role text not null,
    device text not null,
    action text not null,
    subject text not null,
    details text not null,
    digest text not null
) strict;

create index desk_log_of_subject on desk_log (subject, seq);

create trigger desk_log_is_not_changed before update on desk_log begin
    select raise(abort, 'the desk log is not changed');
end;

create trigger desk_log_is_not_shortened before delete on desk_log begin
    select raise(abort, 'the desk log is not shortened');
end;

create table drafts (
    form text not null,
    staff_id text not null,
    fields text not null,
    saved_at_ms integer not null,
    primary key (form, staff_id)
) strict, without rowid;
"""

PEOPLE = """
create table people (
    number integer primary key autoincrement,
    id text not null unique,
    card text not null unique,
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

create index people_counted_as on people (counts_as);
create index people_merged on people (counts_as) where counts_as < number;
create index people_by_pictures on people (pictures) where pictures <> '';

create table person_trades (
    person integer not null references people (number) on delete cascade,
    trade text not null,
    primary key (person, trade)
) strict, without rowid;

create index person_trades_by_trade on person_trades (trade, person);

create table person_keys (
    key text not null,
    person integer not null references people (number) on delete cascade,
    primary key (key, person)
) strict, without rowid;

create index person_keys_of_person on person_keys (person);

create table forgotten (
    person_id text not null primary key,
    at_ms integer not null,
    staff_id text not null,
    receipt text not null,
    is_scrubbed integer not null default 0 check (is_scrubbed in (0, 1))
) strict, without rowid;
"""

ARRIVALS = """
create table visits (
    id text not null primary key,
    day text not null check (day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    running integer not null check (running >= 1),
    person integer references people (number),
    at_ms integer not null,
    way text not null check (way in ('card', 'phone', 'pictures', 'staff')),
    left_at_ms integer,
    version integer not null,
    unique (day, running)
) strict;

create unique index one_visit_a_day on visits (day, person) where person is not null;
create index visits_of_person on visits (person, day);

create table arrival_days (
    day text not null primary key,
    rule text not null check (rule in ('arrival', 'lottery')),
    seed text not null,
    drawn_through integer not null,
    drawn_at_ms integer not null,
    drawn_by text not null,
    version integer not null,
    check ((rule = 'lottery') = (seed <> ''))
) strict, without rowid;

create table arrival_moves (
    seq integer primary key autoincrement,
    id text not null unique,
    day text not null,
    visit_id text not null references visits (id),
    to_place integer not null check (to_place >= 1),
    reason text not null check (trim(reason) <> ''),
    staff_id text not null,
    at_ms integer not null,
    version integer not null
) strict;

create index arrival_moves_of_day on arrival_moves (day, seq);

create table calls (
    seq integer primary key autoincrement,
    day text not null,
    visit_id text not null references visits (id),
    at_ms integer not null,
    staff_id text not null
) strict;

create index calls_of_day on calls (day, seq);
create index calls_of_visit on calls (visit_id);
"""

DISPATCH = """
create table dispatches (
    id text not null primary key,
    posting_id text not null references postings (id),
    day text not null,
    at_ms integer not null,
    staff_id text not null,
    how text not null check (how in ('order', 'match', 'picked')),
    version integer not null
) strict;

create index dispatches_of_day on dispatches (day, posting_id);

alter table slips add column person integer references people (number);
alter table slips add column visit_id text references visits (id);
alter table slips add column dispatch_id text references dispatches (id);

create index slips_of_person on slips (person, day) where person is not null;
create index slips_of_posting on slips (posting_id, state);
create index slips_of_visit on slips (visit_id) where visit_id is not null;
create index slips_of_dispatch on slips (dispatch_id) where dispatch_id is not null;
create index slips_of_day on slips (day);

alter table slips add column is_decided integer not null default 0 check (is_decided in (0, 1));
create index slips_waiting on slips (posting_id) where state in ('held', 'expired') and not is_decided;

create table outcomes (
    slip_id text not null primary key references slips (id),
    result text not null check (result in ('hired', 'not_hired', 'no_show')),
    half_days_worked integer check (half_days_worked >= 0),
    pay_agreed_minor integer check (pay_agreed_minor >= 0),
    paid text check (paid in ('full', 'part', 'none', 'not_yet')),
    paid_minor integer check (paid_minor >= 0),
    reason text not null,
    decided_at_ms integer not null,
    decided_by text not null,
    version integer not null,
    check (result = 'hired' or (half_days_worked is null and paid is null and paid_minor is null))
) strict;

create index outcomes_by_time on outcomes (decided_at_ms);
create index outcomes_awaiting_pay on outcomes (slip_id) where paid = 'not_yet';

create trigger slip_decided after insert on outcomes begin
    update slips set is_decided = 1 where id = new.slip_id;
end;

create trigger slip_undecided after delete on outcomes begin
    update slips set is_decided = 0 where id = old.slip_id;
end;

create table waiting_list (
    id text not null primary key,
    posting_id text not null references postings (id),
    person integer not null references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('waiting', 'served', 'gone')),
    version integer not null
) strict;

create unique index waiting_once on waiting_list (posting_id, person) where state = 'waiting';
create index waiting_for_posting on waiting_list (posting_id, at_ms) where state = 'waiting';

create index offers_to_match on postings (
    ends_at, expires_at_ms, trade, region, latitude, longitude, pay_minor, pay_up_to_minor, pay_unit, strength,
    age_from, age_to, employer, starts_at
) where on_offer;

alter table postings add column closing_reason text not null default '';
alter table postings add column voice text references recordings (id);

create index postings_by_day on postings (first_day, trade, state, last_day);
create index postings_running on postings (last_day) where state in ('draft', 'full', 'open', 'paused', 'review');
create index postings_with_voice on postings (voice) where voice is not null;

alter table employers add column note text not null default '';
alter table employers add column suspended_reason text not null default '';

create trigger posting_ends_with_its_slips_decided before update of state on postings
when new.state in ('closed', 'withdrawn', 'expired', 'rejected') and new.state <> old.state begin
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
when exists (
    select 1 from slips s join postings p on p.id = s.posting_id
    where s.id = old.slip_id and p.state in ('closed', 'withdrawn', 'expired', 'rejected')
) begin
    select raise(abort, 'the posting has ended');
end;
"""

RECORDINGS = """
create table recordings (
    id text not null primary key,
    sound blob not null,
    form text not null,
    duration_ms integer not null check (duration_ms >= 0),
    made_at_ms integer not null,
    made_by text not null,
    version integer not null
) strict;
"""

COMPLAINTS = """
create table complaints (
    id text not null primary key,
    number text not null unique,
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
    unique (day, running)
) strict;

create index complaints_open on complaints (due_day) where state <> 'closed';
create index complaints_by_time on complaints (opened_at_ms);
create index complaints_of_employer on complaints (employer) where employer is not null;
create index complaints_of_person on complaints (person) where person is not null;
create unique index one_wage_complaint_a_slip on complaints (slip_id)
where kind = 'unpaid_wages' and slip_id is not null;

create table complaint_steps (
    seq integer primary key autoincrement,
    id text not null unique,
    complaint_id text not null references complaints (id),
    at_ms integer not null,
    staff_id text not null,
    what text not null default 'noted' check (what in (
        'opened', 'noted', 'closed', 'reopened', 'withdrawn', 'unpaid', 'paid', 'slip_unknown', 'undone'
    )),
    state text not null check (state in ('open', 'in_hand', 'closed')),
    words text not null,
    version integer not null
) strict;

create index complaint_steps_of on complaint_steps (complaint_id, seq);
"""

TRAINING = """
create table classes (
    id text not null primary key,
    title text not null check (trim(title) <> ''),
    trade text not null,
    day text not null check (day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    starts text not null check (starts glob '[0-2][0-9]:[0-5][0-9]'),
    ends text not null check (ends glob '[0-2][0-9]:[0-5][0-9]'),
    place text not null,
    teacher text not null,
    seats integer not null check (seats >= 1),
    seats_taken integer not null default 0 check (seats_taken between 0 and seats),
    note text not null,
    state text not null check (state in ('open', 'cancelled', 'over')),
    cancelled_reason text not null default '',
    version integer not null
) strict;

create index classes_by_day on classes (day);

create table sign_ups (
    id text not null primary key,
    class_id text not null references classes (id),
    person integer not null references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('signed_up', 'came', 'gave_up')),
    version integer not null,
    unique (class_id, person)
) strict;

create trigger seat_taken after insert on sign_ups begin
    update classes set seats_taken = (
        select count(*) from sign_ups where class_id = new.class_id and state <> 'gave_up'
    ) where id = new.class_id;
end;

create trigger seat_changed after update of state on sign_ups begin
    update classes set seats_taken = (
        select count(*) from sign_ups where class_id = new.class_id and state <> 'gave_up'
    ) where id = new.class_id;
end;

create trigger seat_freed after delete on sign_ups begin
    update classes set seats_taken = (
        select count(*) from sign_ups where class_id = old.class_id and state <> 'gave_up'
    ) where id = old.class_id;
end;

create table notices (
    id text not null primary key,
    title text not null check (trim(title) <> ''),
    words text not null,
    first_day text not null check (first_day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    last_day text not null check (last_day glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    recording text references recordings (id),
    source text not null check (source in ('station', 'central')),
    state text not null check (state in ('draft', 'shown', 'withdrawn')),
    made_at_ms integer not null,
    made_by text not null,
    version integer not null,
    check (last_day >= first_day)
) strict;

create index notices_by_day on notices (last_day);
"""

DESK_TABLES = (RECORDINGS, STAFF, PEOPLE, ARRIVALS, DISPATCH, COMPLAINTS, TRAINING)
