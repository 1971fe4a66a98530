"""How one field of a row that county and station disagree on is read, and put back as staff would have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk.desk.room import Room
from kiosk.desk.search_keys import keys_for
from kiosk.domain.county import RowKind, Value
from kiosk.domain.person import Person
from kiosk.domain.posting import ENDED, PostingState, Strength
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused
from kiosk.store import arrivals, complaints, dispatches, employers, notices, outcomes, postings, training
from kiosk.store.county_rows import CountyRows
from kiosk.store.employers import EmployerStore
from kiosk.store.kept import Kept
from kiosk.store.outbox import OperationKind
from kiosk.store.people import PersonStore
from kiosk.store.postings import PostingStore
from kiosk.store.stations import StationStore

PARTS = ("-draft", "-own")
"""What the names of a row's parts end with on the wire."""
OF_OPERATION: Mapping[OperationKind, RowKind] = {
    OperationKind.STATION_SAVED: RowKind.STATION,
    OperationKind.EMPLOYER_SAVED: RowKind.EMPLOYER,
    OperationKind.POSTING_SAVED: RowKind.POSTING,
    OperationKind.SLIP_SAVED: RowKind.SLIP,
    OperationKind.PERSON_SAVED: RowKind.PERSON,
    OperationKind.PERSON_FORGOTTEN: RowKind.PERSON,
    OperationKind.VISIT_SAVED: RowKind.VISIT,
    OperationKind.ARRIVAL_DAY_SAVED: RowKind.ARRIVAL_DAY,
    OperationKind.ARRIVAL_MOVED: RowKind.ARRIVAL_MOVE,
    OperationKind.DISPATCH_SAVED: RowKind.DISPATCH,
    OperationKind.OUTCOME_SAVED: RowKind.OUTCOME,
    OperationKind.WAITING_SAVED: RowKind.WAITING,
    OperationKind.COMPLAINT_SAVED: RowKind.COMPLAINT,
    OperationKind.COMPLAINT_STEP_ADDED: RowKind.COMPLAINT_STEP,
    OperationKind.CLASS_SAVED: RowKind.CLASS,
    OperationKind.SIGN_UP_SAVED: RowKind.SIGN_UP,
    OperationKind.NOTICE_SAVED: RowKind.NOTICE,
}
KEPT: Mapping[RowKind, Kept] = {
    RowKind.EMPLOYER: employers.KEPT,
    RowKind.POSTING: postings.KEPT,
    RowKind.VISIT: arrivals.VISITS,
    RowKind.OUTCOME: outcomes.KEPT,
    RowKind.WAITING: dispatches.WAITING,
    RowKind.COMPLAINT: complaints.KEPT,
    RowKind.CLASS: training.KEPT,
    RowKind.SIGN_UP: training.KEPT_SIGN_UPS,
    RowKind.NOTICE: notices.KEPT,
}
POSTING_PLAIN = (
    "trade title pay_unit paid_when first_day last_day daily_start daily_end place region strength contact_name"
    " contact_phone transport experience note pay_minor pay_up_to_minor meals lodging tools_provided age_from age_to"
    " women_facilities men_facilities outdoors expires_at_ms latitude longitude closing_reason"
)
RESTORABLE: Mapping[RowKind, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in {
        RowKind.STATION: "name region phone hotline",
        RowKind.EMPLOYER: "name phone note verified suspended suspended_reason",
        RowKind.PERSON: "name phone birth_year region strength identity_number note pictures trades",
        RowKind.POSTING: f"{POSTING_PLAIN} state headcount",
        RowKind.VISIT: "left_at_ms",
        RowKind.OUTCOME: "result paid reason half_days_worked pay_agreed_minor paid_minor",
        RowKind.WAITING: "state",
        RowKind.COMPLAINT: "kind words amount_minor next_step due_day",
        RowKind.CLASS: "title trade day starts ends place teacher seats note state cancelled_reason",
        RowKind.SIGN_UP: "state",
        RowKind.NOTICE: "title words first_day last_day state",
    }.items()
}
"""Fields that can be set one at a time. Consent, merging, slots and who did what are not: staff do those anew."""
HEADS_FIELDS = frozenset({"suspended", "suspended_reason"})
AGE_DECIDES = frozenset({"strength", "age_to", "daily_start", "daily_end"})
SHOWN = frozenset({PostingState.OPEN, PostingState.PAUSED, PostingState.FULL})


def kind_of(wire: str) -> RowKind:
    """Return what a record of the wire is to staff."""
    for part in PARTS:
        wire = wire.removesuffix(part)
    return RowKind(wire) if wire in list(RowKind) else RowKind.OTHER


def value_of(room: Room, kind: RowKind, row_id: str, field: str) -> Value:
    """Return a field as it stands. Raises `Refused` for what cannot be set by itself, `UnknownThing`."""
    _check(kind, field)
    if kind is RowKind.STATION:
        return str(getattr(StationStore(room.database).current(), field))
    if kind is RowKind.PERSON:
        return _of_person(PersonStore(room.database).get(row_id), field)
    return _rows(room).value(KEPT[kind], row_id, field)


def put_field(room: Room, kind: RowKind, row_id: str, field: str, value: Value) -> None:
    """Set one field of a row as staff would have, so that it goes to central; within a transaction.

    Raises `Refused` for what cannot be set by itself, `NotAllowed`, `UnknownThing`.
    """
    _check(kind, field)
    if field in HEADS_FIELDS and room.actor.role is not Role.HEAD:
        raise NotAllowed
    match kind:
        case RowKind.STATION:
            stations = StationStore(room.database, clock_ms=lambda: room.now_ms)
            told: dict[str, Any] = {field: value or ""}
            stations.save(replace(stations.current(), **told))
        case RowKind.PERSON:
            _put_person(room, row_id, field, value)
        case RowKind.EMPLOYER if field == "suspended":
            EmployerStore(room.database, clock_ms=lambda: room.now_ms).suspend(row_id, bool(value))
        case RowKind.POSTING:
            _put_posting(room, row_id, field, value)
        case _:
            _rows(room).put(KEPT[kind], row_id, field, value)


def _rows(room: Room) -> CountyRows:
    return CountyRows(room.database, clock_ms=lambda: room.now_ms)


def _check(kind: RowKind, field: str) -> None:
    if field not in RESTORABLE.get(kind, frozenset()):
        raise Refused("refused-county-by-hand")


def _put_person(room: Room, row_id: str, field: str, value: Value) -> None:
    store = PersonStore(room.database, clock_ms=lambda: room.now_ms)
    person = store.get(row_id)
    if store.whole(row_id).forgotten_at_ms is not None:
        raise Refused("refused-county-forgotten")
    said: dict[str, Any] = {field: _for_person(field, value)}
    after = replace(person, **said)
    store.save(after, keys_for(after) if person.counts_as == person.number else store.keys_of(person.number))


def _for_person(field: str, value: Value) -> object:
    match field:
        case "pictures" | "trades":
            return tuple(str(value or "").split())
        case "strength":
            return Strength(str(value)) if value in list(Strength) else None
        case "birth_year":
            return value
    return value or ""


def _of_person(person: Person, field: str) -> Value:
    value = getattr(person, field)
    return " ".join(sorted(value)) if isinstance(value, tuple) else value


def _put_posting(room: Room, row_id: str, field: str, value: Value) -> None:
    store = PostingStore(room.database, clock_ms=lambda: room.now_ms)
    posting = store.get(row_id)
    if field == "state":
        if posting.verified_by is None or value not in SHOWN | ENDED or posting.state not in SHOWN | ENDED:
            raise Refused("refused-county-by-hand")
        if posting.state in ENDED and room.actor.role is not Role.HEAD:
            raise NotAllowed  # as bringing an ended posting back is the head's
        store.set_state(row_id, PostingState(str(value)), reason=store.closing_reason(row_id))
    elif field == "headcount":
        if not isinstance(value, int) or not store.set_headcount(row_id, value):
            raise Refused("refused-headcount-under-slips", count=store.held_count(row_id))
    else:
        rows = _rows(room)
        rows.put(postings.KEPT, row_id, field, value)
        if field in AGE_DECIDES:
            rows.judge_age_anew(store.get(row_id))
