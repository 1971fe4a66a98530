"""What central leaves of a person who is to be forgotten: counts, and nothing that names anybody."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, select, update

from sync.central.ledger import Ledger
from sync.central.sounds import drop_sounds, sounds_named
from sync.central.store.database import ROWS_AT_ONCE
from sync.central.store.tables import changes, pages, records, scopes
from sync.protocol.canonical import Fields, encode
from sync.protocol.kinds import (
    ARRIVAL_MOVE,
    BY_NAME,
    COMPLAINT,
    COMPLAINT_STEP,
    CONFLICT,
    ORDER,
    OUTCOME,
    PERSON,
    SIGN_UP,
    SLIP,
    VISIT,
    WAITING,
    Kind,
)

TELLING = (VISIT, ARRIVAL_MOVE, SLIP, OUTCOME, WAITING, COMPLAINT, COMPLAINT_STEP, SIGN_UP, CONFLICT)
"""Kinds whose rows may tell of somebody, or of a row that does."""
NAMING: Mapping[str, Kind] = {"person_id": PERSON, "visit_id": VISIT, "slip_id": SLIP, "complaint_id": COMPLAINT}
"""Fields that name a row which may be of somebody, or tell of somebody."""
NO_REASON = "—"
"""A move must have a reason; this one says that there was one, as stations say it (`kiosk.store.forgetting`)."""
WORDS: Mapping[Kind, Fields] = {
    COMPLAINT: {"words": "", "next_step": "", "recording": None},
    COMPLAINT_STEP: {"words": ""},
    OUTCOME: {"reason": ""},
    ARRIVAL_MOVE: {"reason": NO_REASON},
}
"""What staff wrote of somebody, and what stands there once that person is forgotten."""
EMPTIED = encode({"value": None})


def forget_history(connection: Connection, region: str, station: str) -> None:
    """Leave of a station's records only what they are now: earlier words may be of somebody who is to be forgotten."""
    own = (scopes.c.region == region) & (scopes.c.owner == station)
    position = connection.execute(select(scopes.c.position).where(own)).scalar_one()
    connection.execute(
        delete(changes).where(changes.c.region == region, changes.c.owner == station, changes.c.position <= position)
    )
    connection.execute(delete(pages).where(pages.c.region == region, pages.c.owner == station))
    connection.execute(update(scopes).where(own).values(horizon=position, snapshot=0))


def forget_conflicts(connection: Connection, ledger: Ledger, station: str, people: Collection[str]) -> None:
    """Empty what lost or won in rows of `people` and in rows that tell of them, and what staff wrote in such rows.

    The kiosk that forgot somebody empties the words that it knows; another one may have written more since. Voices go
    for good, those too that no row names any more but once did: the kiosk that made one may be gone. What is in the
    ledger must be written down already, and the history still be there.
    """
    theirs, voices, complaints = set(people), set[str](), list[str]()
    question = select(records.c.kind, records.c.id, records.c.fields).where(
        records.c.region == ledger.region,
        records.c.owner == station,
        records.c.kind.in_([kind.name for kind in TELLING]),
        ~records.c.is_gone,
    )
    rows = sorted(connection.execute(question), key=lambda row: ORDER[row.kind])
    for row in rows:
        said = json.loads(row.fields)
        if row.kind != CONFLICT.name:
            if row.id in theirs or not theirs.isdisjoint(said.get(name) for name in NAMING):
                theirs.add(row.id)
                voices |= sounds_named(row.kind, said)
                if row.kind == COMPLAINT.name:
                    complaints.append(row.id)
                words = WORDS.get(BY_NAME[row.kind], {})
                ledger.change(station, row.kind, row.id, {name: words[name] for name in words if name in said}, by=0)
        elif said.get("row_id") in theirs:
            voices |= sounds_named(row.kind, said)
            ledger.change(station, CONFLICT.name, row.id, {"lost": EMPTIED, "kept": EMPTIED}, by=0)
    voices |= _once_named(connection, ledger.region, station, complaints)
    drop_sounds(connection, ledger.region, station, sorted(voices))


def _once_named(connection: Connection, region: str, station: str, complaints: Sequence[str]) -> set[str]:
    """Return the recordings that these complaints named at some time, as far back as there is a history."""
    found: set[str] = set()
    for start in range(0, len(complaints), ROWS_AT_ONCE):
        question = select(changes.c.fields).where(
            changes.c.region == region,
            changes.c.owner == station,
            changes.c.kind == COMPLAINT.name,
            changes.c.id.in_(complaints[start : start + ROWS_AT_ONCE]),
        )
        for fields in connection.execute(question).scalars():
            found |= sounds_named(COMPLAINT.name, json.loads(fields))
    return found


def tells_of_forgotten(ledger: Ledger, station: str, kind: Kind, row: str, fields: Fields) -> bool:
    """Tell whether a row of `kind`, which is to hold `fields`, is of somebody who was forgotten, or tells of somebody.

    `row`: an outcome has the id of its slip.
    """
    named = [(NAMING[name], id_) for name in NAMING if isinstance(id_ := fields.get(name), str)]
    if kind is OUTCOME:
        named.append((SLIP, row))
    for other, id_ in named:
        record = ledger.find(station, other.name, id_)
        if record is None or record.is_gone:
            continue
        if other is PERSON:
            if record.fields.get("forgotten_at_ms") is not None:
                return True
        elif tells_of_forgotten(ledger, station, other, id_, record.fields):
            return True
    return False
