CREATE TABLE arrival_days (
    day text not null primary key,
    rule text not null check (rule in ('arrival', 'lottery')),
    seed text not null,
    drawn_through integer not null,
    drawn_at_ms integer not null,
    drawn_by text not null,
    version integer not null, is_ours integer not null default 1 check (is_ours in (0, 1)),
    check ((rule = 'lottery') = (seed <> ''))
) strict, without rowid;

CREATE TRIGGER drawn_again_elsewhere after update of rule, seed, drawn_through on arrival_days
when exists (select 1 from sync_applying where is_applying) and (old.rule, old.seed, old.drawn_through) is not (new.rule, new.seed, new.drawn_through)
begin
    update arrival_days set is_ours = 0 where day = new.day;
end;

CREATE TRIGGER drawn_elsewhere after insert on arrival_days when exists (select 1 from sync_applying where is_applying) begin
    update arrival_days set is_ours = 0 where day = new.day;
end;

CREATE TABLE arrival_moves (
    seq integer primary key autoincrement,
    id text not null unique,
    day text not null,
    visit_id text not null references visits (id),
    to_place integer not null check (to_place >= 1),
    reason text not null check (trim(reason) <> ''),
    staff_id text not null,
    at_ms integer not null,
    version integer not null
, is_ours integer not null default 1 check (is_ours in (0, 1))) strict;

CREATE INDEX arrival_moves_of_day on arrival_moves (day, seq);

CREATE TRIGGER moved_elsewhere after insert on arrival_moves when exists (select 1 from sync_applying where is_applying) begin
    update arrival_moves set is_ours = 0 where id = new.id;
end;

CREATE TABLE calls (
    seq integer primary key autoincrement,
    day text not null,
    visit_id text not null references visits (id),
    at_ms integer not null,
    staff_id text not null
) strict;

CREATE INDEX calls_of_day on calls (day, seq);

CREATE INDEX calls_of_visit on calls (visit_id);

CREATE TABLE central (
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

CREATE TABLE classes (
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

CREATE INDEX classes_by_day on classes (day);

CREATE TRIGGER seats_changed after update of seats on classes begin
    update classes set seats_taken = min(seats, (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = new.id and state <> 'gave_up'
    )) where id = new.id;
end;

CREATE TABLE complaint_steps (
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

CREATE INDEX complaint_steps_of on complaint_steps (complaint_id, seq);

CREATE TABLE "complaints" (
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

CREATE INDEX complaints_by_number on complaints (number);

CREATE UNIQUE INDEX complaints_by_own_number on complaints (number) where is_ours;

CREATE INDEX complaints_by_time on complaints (opened_at_ms);

CREATE UNIQUE INDEX complaints_numbered on complaints (day, running) where is_ours;

CREATE INDEX complaints_of_employer on complaints (employer) where employer is not null;

CREATE INDEX complaints_of_person on complaints (person) where person is not null;

CREATE INDEX complaints_open on complaints (due_day) where state <> 'closed';

CREATE UNIQUE INDEX one_wage_complaint_a_slip on complaints (slip_id)
where kind = 'unpaid_wages' and slip_id is not null and is_ours;

CREATE INDEX wage_complaints_of_slip on complaints (slip_id) where kind = 'unpaid_wages' and slip_id is not null;

CREATE TABLE conflicts (
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

CREATE TABLE desk_log (
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

CREATE TRIGGER desk_log_is_not_changed before update on desk_log begin
    select raise(abort, 'the desk log is not changed');
end;

CREATE TRIGGER desk_log_is_not_shortened before delete on desk_log begin
    select raise(abort, 'the desk log is not shortened');
end;

CREATE INDEX desk_log_of_subject on desk_log (subject, seq);

CREATE TABLE dispatches (
    id text not null primary key,
    posting_id text not null references postings (id),
    day text not null,
    at_ms integer not null,
    staff_id text not null,
    how text not null check (how in ('order', 'match', 'picked')),
    version integer not null
) strict;

CREATE INDEX dispatches_of_day on dispatches (day, posting_id);

CREATE TABLE drafts (
    form text not null,
    staff_id text not null,
    fields text not null,
    saved_at_ms integer not null,
    primary key (form, staff_id)
) strict, without rowid;

CREATE TABLE employers (
    number integer primary key,
    id text not null unique,
    name text not null,
    phone text not null,
    verified integer not null check (verified in (0, 1)),
    suspended integer not null default 0 check (suspended in (0, 1)),
    version integer not null
, note text not null default '', suspended_reason text not null default '') strict;

CREATE INDEX employers_by_name on employers (name);

CREATE UNIQUE INDEX employers_suspended on employers (number, suspended);

CREATE TABLE forgotten (
    person_id text not null primary key,
    at_ms integer not null,
    staff_id text not null,
    receipt text not null,
    is_scrubbed integer not null default 0 check (is_scrubbed in (0, 1))
) strict, without rowid;

CREATE TABLE imported_rows (
    fingerprint text primary key
) strict, without rowid;

CREATE TABLE introductions (
    voice text not null primary key references voices (id) on delete cascade,
    trades text not null,
    days text not null,
    person integer references people (number)
) strict;

CREATE TABLE leases (
    posting_id text not null primary key references postings (id) on delete cascade,
    grant_no integer not null default 0,
    is_told integer not null default 1 check (is_told in (0, 1))
) strict, without rowid;

CREATE INDEX leases_untold on leases (posting_id) where not is_told;

CREATE TABLE line (
    only integer primary key check (only = 1),
    id text not null check (length(id) = 16)
) strict;

CREATE TABLE notices (
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

CREATE INDEX notices_by_day on notices (last_day);

CREATE TABLE offer_counts (
    trade text not null,
    suits_older integer not null,
    region text not null,
    ends_at integer not null,
    expires_ms integer not null,
    postings integer not null,
    primary key (trade, suits_older, region, ends_at, expires_ms)
) strict, without rowid;

CREATE TABLE operations (
    seq integer primary key autoincrement,
    id text not null unique,
    kind text not null,
    row_id text not null,
    fields text not null,
    base_version integer not null,
    station_time_ms integer not null,
    state text not null default 'waiting' check (state in ('waiting', 'refused')),
    reason text not null default ''
, base_region integer not null default 0, base_station integer not null default 0) strict;

CREATE INDEX operations_refused on operations (seq) where state = 'refused';

CREATE INDEX operations_waiting on operations (kind, row_id) where state = 'waiting';

CREATE TABLE outcomes (
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

CREATE TRIGGER outcome_of_an_ended_posting_stays before delete on outcomes
when not exists (select 1 from sync_applying where is_applying) and exists (
    select 1 from slips s join postings p on p.id = s.posting_id
    where s.id = old.slip_id and p.state in ('closed', 'withdrawn', 'expired', 'rejected')
) begin
    select raise(abort, 'the posting has ended');
end;

CREATE INDEX outcomes_awaiting_pay on outcomes (slip_id) where paid = 'not_yet';

CREATE INDEX outcomes_by_time on outcomes (decided_at_ms);

CREATE TRIGGER slip_decided after insert on outcomes begin
    update slips set is_decided = 1 where id = new.slip_id;
end;

CREATE TRIGGER slip_undecided after delete on outcomes begin
    update slips set is_decided = 0 where id = old.slip_id;
end;

CREATE TABLE people (
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

CREATE INDEX people_by_card on people (card);

CREATE INDEX people_by_pictures on people (pictures) where pictures <> '';

CREATE INDEX people_counted_as on people (counts_as);

CREATE INDEX people_merged on people (counts_as) where counts_as < number;

CREATE TABLE person_keys (
    key text not null,
    person integer not null references people (number) on delete cascade,
    primary key (key, person)
) strict, without rowid;

CREATE INDEX person_keys_of_person on person_keys (person);

CREATE TABLE person_trades (
    person integer not null references people (number) on delete cascade,
    trade text not null,
    primary key (person, trade)
) strict, without rowid;

CREATE INDEX person_trades_by_trade on person_trades (trade, person);

CREATE TABLE postings (
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
    closing_reason text not null default '', voice text references recordings (id), slots_here integer not null default 0 check (slots_here >= 0), serial integer, slots_made integer not null default 0 check (slots_made >= 0), owned integer not null default 1 check (owned in (0, 1)), is_taken integer check (is_taken in (0, 1)), on_offer integer not null generated always as (
    state = 'open' and verified_by is not null and not employer_suspended
    and (slots_taken < slots_here or (slots_here < headcount and ifnull(is_taken, 0) = 0))
) virtual, women_facilities integer check (women_facilities in (0, 1)), men_facilities integer check (men_facilities in (0, 1)), marks integer not null generated always as (
    (ifnull(paid_when, '') = 'same_day') + 2 * (ifnull(meals, 0) <> 0) + 4 * (ifnull(lodging, 0) <> 0)
    + 8 * (transport <> '') + 16 * suits_older + 32 * (ifnull(women_facilities, 0) <> 0)
    + 64 * (ifnull(men_facilities, 0) <> 0)
) virtual,
    foreign key (employer, employer_suspended) references employers (number, suspended) on update cascade
) strict;

CREATE INDEX offers_by_start on postings (starts_at, ends_at, expires_at_ms, day_ends, suits_older, marks)
where on_offer;

CREATE TRIGGER offers_change after update on postings
when (old.on_offer, old.trade, old.suits_older, old.region, old.ends_at, ifnull(old.expires_at_ms, 9007199254740991)) is not (new.on_offer, new.trade, new.suits_older, new.region, new.ends_at, ifnull(new.expires_at_ms, 9007199254740991))
begin
    update offer_counts set postings = postings - 1 where old.on_offer and (trade, suits_older, region, ends_at, expires_ms) = (old.trade, old.suits_older, old.region, old.ends_at, ifnull(old.expires_at_ms, 9007199254740991));
    delete from offer_counts where (trade, suits_older, region, ends_at, expires_ms, postings) = (old.trade, old.suits_older, old.region, old.ends_at, ifnull(old.expires_at_ms, 9007199254740991), 0);

    insert into offer_counts select new.trade, new.suits_older, new.region, new.ends_at, ifnull(new.expires_at_ms, 9007199254740991), 1 where new.on_offer
    on conflict do update set postings = postings + 1;
end;

CREATE TRIGGER offers_grow after insert on postings when new.on_offer begin
    insert into offer_counts select new.trade, new.suits_older, new.region, new.ends_at, ifnull(new.expires_at_ms, 9007199254740991), 1 where new.on_offer
    on conflict do update set postings = postings + 1;
end;

CREATE INDEX offers_in_region on postings (region, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;

CREATE INDEX offers_of_trade on postings (trade, starts_at, ends_at, expires_at_ms, day_ends, marks) where on_offer;

CREATE TRIGGER offers_shrink after delete on postings when old.on_offer begin
    update offer_counts set postings = postings - 1 where old.on_offer and (trade, suits_older, region, ends_at, expires_ms) = (old.trade, old.suits_older, old.region, old.ends_at, ifnull(old.expires_at_ms, 9007199254740991));
    delete from offer_counts where (trade, suits_older, region, ends_at, expires_ms, postings) = (old.trade, old.suits_older, old.region, old.ends_at, ifnull(old.expires_at_ms, 9007199254740991), 0);
end;

CREATE INDEX offers_to_match on postings (
    ends_at, expires_at_ms, trade, region, latitude, longitude, pay_minor, pay_up_to_minor, pay_unit, strength,
    age_from, age_to, employer, starts_at
) where on_offer;

CREATE TRIGGER posting_ends_with_its_slips_decided before update of state on postings
when new.state in ('closed', 'withdrawn', 'expired', 'rejected') and new.state <> old.state
    and not exists (select 1 from sync_applying where is_applying)
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

CREATE INDEX postings_by_day on postings (first_day, trade, state, last_day);

CREATE UNIQUE INDEX postings_by_serial on postings (serial) where serial is not null;

CREATE INDEX postings_of_employer on postings (employer, employer_suspended);

CREATE INDEX postings_running on postings (last_day) where state in ('draft', 'full', 'open', 'paused', 'review');

CREATE INDEX postings_with_voice on postings (voice) where voice is not null;

CREATE TRIGGER slots_are_the_slips_held after update of slots_taken on postings
when new.slots_taken <> (select count(*) from slips where posting_id = new.id and state = 'held' and is_ours)
    or (new.slots_taken > old.slots_taken and new.slots_taken > new.slots_here and not exists (select 1 from sync_applying where is_applying))
begin
    select raise(abort, 'slots taken are the slips held')
    where new.slots_taken <> (select count(*) from slips where posting_id = new.id and state = 'held' and is_ours);
    select raise(abort, 'the slot is not here');
end;

CREATE TRIGGER slots_start_with_the_slips_held before insert on postings
when new.slots_taken <> (select count(*) from slips where posting_id = new.id and state = 'held' and is_ours) begin
    select raise(abort, 'slots taken are the slips held');
end;

CREATE TABLE recordings (
    id text not null primary key,
    sound blob not null,
    form text not null,
    duration_ms integer not null check (duration_ms >= 0),
    made_at_ms integer not null,
    made_by text not null,
    version integer not null
, is_told integer not null default 0 check (is_told in (0, 1))) strict;

CREATE INDEX recordings_untold on recordings (made_at_ms) where not is_told;

CREATE TABLE regions (
    code text primary key,
    name text not null,
    name_en text not null,
    latitude real,
    longitude real,
    check ((latitude is null) = (longitude is null))
) strict, without rowid;

CREATE TABLE seat_wishes (
    wish_id text not null primary key,
    sign_up_id text not null references sign_ups (id) on delete cascade
) strict, without rowid;

CREATE INDEX seat_wishes_of on seat_wishes (sign_up_id);

CREATE TABLE "sign_ups" (
    id text not null primary key,
    class_id text not null references classes (id),
    person integer references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('signed_up', 'came', 'gave_up')),
    version integer not null
) strict;

CREATE TRIGGER seat_changed after update of state on sign_ups begin
    update classes set seats_taken = min(seats, (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = new.class_id and state <> 'gave_up'
    )) where id = new.class_id;
end;

CREATE TRIGGER seat_freed after delete on sign_ups begin
    update classes set seats_taken = min(seats, (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = old.class_id and state <> 'gave_up'
    )) where id = old.class_id;
end;

CREATE TRIGGER seat_is_there before insert on sign_ups when new.state <> 'gave_up' and not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'no seat left') where (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = new.class_id and state <> 'gave_up'
        and ifnull(person, id) <> ifnull(new.person, new.id)
    ) >= (select seats from classes where id = new.class_id);
end;

CREATE TRIGGER seat_is_there_again before update of state on sign_ups
when old.state = 'gave_up' and new.state <> 'gave_up' and not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'no seat left') where (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = new.class_id and state <> 'gave_up'
        and ifnull(person, id) <> ifnull(new.person, new.id)
    ) >= (select seats from classes where id = new.class_id);
end;

CREATE TRIGGER seat_taken after insert on sign_ups begin
    update classes set seats_taken = min(seats, (
        select count(distinct ifnull(person, id)) from sign_ups where class_id = new.class_id and state <> 'gave_up'
    )) where id = new.class_id;
end;

CREATE INDEX seats_by_number on sign_ups (substr(id, 25)) where person is null;

CREATE INDEX sign_ups_of_class on sign_ups (class_id, person);

CREATE TRIGGER signs_up_once before insert on sign_ups when not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'signed up already')
    where exists (select 1 from sign_ups where class_id = new.class_id and person = new.person);
end;

CREATE TABLE "slips" (
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
, party text generated always as (
    case when wish_id glob '?*+[1-6]' then substr(wish_id, 1, length(wish_id) - 2) end
) virtual) strict;

CREATE TRIGGER slip_stays_with_its_posting before update of posting_id on slips
when old.posting_id <> new.posting_id and not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'a slip stays with its posting');
end;

CREATE INDEX slips_by_number on slips (number);

CREATE INDEX slips_held on slips (posting_id, state, is_ours) where state = 'held' and is_ours;

CREATE UNIQUE INDEX slips_numbered on slips (day, running) where is_ours;

CREATE INDEX slips_of_day on slips (day);

CREATE INDEX slips_of_dispatch on slips (dispatch_id) where dispatch_id is not null;

CREATE INDEX slips_of_party on slips (party) where party is not null;

CREATE INDEX slips_of_person on slips (person, day) where person is not null;

CREATE INDEX slips_of_posting on slips (posting_id, state);

CREATE INDEX slips_of_visit on slips (visit_id) where visit_id is not null;

CREATE INDEX slips_waiting on slips (posting_id) where state in ('held', 'expired') and not is_decided;

CREATE TRIGGER slot_changed after update of state, is_ours on slips begin
    update postings set slots_taken = (select count(*) from slips where posting_id = new.posting_id and state = 'held' and is_ours)
    where id = new.posting_id;
end;

CREATE TRIGGER slot_freed after delete on slips when old.is_ours begin
    update postings set slots_taken = (select count(*) from slips where posting_id = old.posting_id and state = 'held' and is_ours)
    where id = old.posting_id;
end;

CREATE TRIGGER slot_moved after update of posting_id on slips when old.posting_id <> new.posting_id begin
    update postings set slots_taken = (select count(*) from slips where posting_id = old.posting_id and state = 'held' and is_ours)
    where id = old.posting_id;
    update postings set slots_taken = (select count(*) from slips where posting_id = new.posting_id and state = 'held' and is_ours)
    where id = new.posting_id;
end;

CREATE TRIGGER slot_taken after insert on slips when new.is_ours begin
    update postings set slots_taken = (select count(*) from slips where posting_id = new.posting_id and state = 'held' and is_ours)
    where id = new.posting_id;
end;

CREATE TABLE slot_wants (
    posting_id text not null primary key,
    wishes integer not null check (wishes >= 1),
    told integer not null default 0 check (told between 0 and wishes),
    last_wish text not null
) strict, without rowid;

CREATE INDEX slot_wants_untold on slot_wants (posting_id) where told < wishes;

CREATE TABLE sounds_wanted (
    id text not null,
    kind text not null,
    row_id text not null,
    primary key (id, kind, row_id)
) strict, without rowid;

CREATE TABLE staff (
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

CREATE UNIQUE INDEX staff_by_name on staff (name) where is_active;

CREATE TABLE station (
    only integer primary key check (only = 1),
    id text not null,
    name text not null,
    prefix text not null check (length(prefix) = 2),
    region text not null,
    phone text not null,
    hotline text not null,
    version integer not null
) strict;

CREATE TABLE station_key (
    only integer primary key check (only = 1),
    signing_seed blob not null check (length(signing_seed) = 32)
) strict;

CREATE TABLE sync_applying (
    only integer primary key check (only = 1),
    is_applying integer not null default 0 check (is_applying in (0, 1))
) strict;

CREATE TABLE sync_kept (
    kind text not null,
    row_id text not null,
    primary key (kind, row_id)
) strict, without rowid;

CREATE TABLE sync_scopes (
    scope text not null primary key check (scope in ('region', 'station')),
    position integer not null default 0
) strict, without rowid;

CREATE TABLE sync_troubles (
    kind text not null,
    row_id text not null,
    reason text not null,
    fields text not null,
    at_ms integer not null,
    primary key (kind, row_id)
) strict, without rowid;

CREATE TABLE "visits" (
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

CREATE UNIQUE INDEX one_visit_a_day on visits (day, person) where person is not null and is_ours;

CREATE INDEX visits_from_elsewhere on visits (day, person) where not is_ours;

CREATE UNIQUE INDEX visits_numbered on visits (day, running) where is_ours;

CREATE INDEX visits_of_day on visits (day, running);

CREATE INDEX visits_of_person on visits (person, day);

CREATE TABLE voice_pieces (
    voice text not null references voices (id) on delete cascade,
    number integer not null check (number >= 0),
    samples blob not null,
    unique (voice, number)
) strict;

CREATE TABLE voices (
    id text not null primary key,
    kind text not null,
    posting_id text not null,
    slip_number text not null,
    begun_at_ms integer not null
) strict;

CREATE TABLE waiting_list (
    id text not null primary key,
    posting_id text not null references postings (id),
    person integer not null references people (number),
    at_ms integer not null,
    staff_id text not null,
    state text not null check (state in ('waiting', 'served', 'gone')),
    version integer not null
) strict;

CREATE INDEX waiting_for_posting on waiting_list (posting_id, at_ms) where state = 'waiting';

CREATE INDEX waiting_once on waiting_list (posting_id, person) where state = 'waiting';

CREATE TRIGGER waits_once before insert on waiting_list when new.state = 'waiting' and not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'waits already') where exists (select 1 from waiting_list where posting_id = new.posting_id and person = new.person and state = 'waiting');
end;

CREATE TRIGGER waits_once_again before update of state on waiting_list
when new.state = 'waiting' and old.state <> 'waiting' and not exists (select 1 from sync_applying where is_applying) begin
    select raise(abort, 'waits already') where exists (select 1 from waiting_list where posting_id = new.posting_id and person = new.person and state = 'waiting');
end;

CREATE TABLE work_wishes (
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

CREATE INDEX work_wishes_by_number on work_wishes (number);

CREATE INDEX work_wishes_of_person on work_wishes (person) where person is not null;
