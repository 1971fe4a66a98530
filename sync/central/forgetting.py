"""What central leaves of a person who is to be forgotten: counts, and nothing that names anybody."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from sync.central.ledger import Ledger
from sync.central.store.tables import changes, pages, records, scopes
from sync.protocol.canonical import encode
from sync.protocol.kinds import (
    ARRIVAL_MOVE,
    COMPLAINT,
    COMPLAINT_STEP,
    CONFLICT,
    ORDER,
    OUTCOME,
    SIGN_UP,
    SLIP,
    VISIT,
    WAITING,
)

TELLING = (VISIT, ARRIVAL_MOVE, SLIP, OUTCOME, WAITING, COMPLAINT, COMPLAINT_STEP, SIGN_UP, CONFLICT)
"""Kinds whose rows may tell of somebody, or of a row that does."""
NAMING = ("person_id", "visit_id", "slip_id", "complaint_id")
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
    """Empty what lost or won in rows of `people`, and in rows that tell of them.

    What is in the ledger must be written down already.
    """
    theirs = set(people)
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
        elif said.get("row_id") in theirs:
            ledger.change(station, CONFLICT.name, row.id, {"lost": EMPTIED, "kept": EMPTIED}, by=0)
