"""Slots that central grants to this kiosk or asks back."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import NamedTuple

from kiosk.store.database import Database
from sync.client.waiting import Waiting
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import GRANT
from sync.protocol.page import unpack


class Grant(NamedTuple):
    """Grant number `no`: hold `slots`; where `is_recall`, central waits to hear that it is so."""

    no: int
    slots: int
    is_recall: bool = False


def read_grants(packed: bytes) -> dict[str, Grant]:
    """Return the grants of a packed page by their postings. Raises `BadMessage`."""
    grants: dict[str, Grant] = {}
    for group in unpack(io.BytesIO(packed)):
        for entry in group.entries():
            no, slots = entry.fields.get("no"), entry.fields.get("slots")
            if group.kind != GRANT.name or not isinstance(no, int) or not isinstance(slots, int) or slots < 0:
                raise BadMessage("no grants")
            grants[entry.id] = Grant(no, slots, bool(entry.fields.get("is_recall")))
    return grants


def take_grants(database: Database, grants: Mapping[str, Grant], waiting: Waiting) -> None:
    """Hold from now on what was granted, but never less than the slips that are out; within a transaction.

    A grant that was taken before changes nothing. Slots that this kiosk added to its lease by raising a headcount, of
    which central has not heard yet, come on top.
    """
    known = {
        id_: (grant_no, here, taken)
        for id_, grant_no, here, taken in database.rows(
            "select p.id, ifnull(l.grant_no, 0), p.slots_here, p.slots_taken"
            " from postings p left join leases l on l.posting_id = p.id"
            " where p.id in (select value from json_each(?))",
            (json.dumps(list(grants)),),
        )
    }
    changed = []
    for posting, (no, slots, is_recall) in grants.items():
        if posting not in known or no <= known[posting][0]:
            continue
        _, here, taken = known[posting]
        holds = slots + waiting.added_slots.get(posting, 0)
        if is_recall:  # what it says was so before this kiosk gave up some itself: it never brings any
            holds = min(holds, here)
        holds = max(holds, min(taken, here) if is_recall else taken)
        changed.append((posting, no, here, holds))
    database.execute_many(
        "update postings set slots_here = ? where id = ?",
        [(holds, posting) for posting, _, here, holds in changed if here != holds],
    )
    database.execute_many(
        "insert into leases (posting_id, grant_no, is_told) values (?, ?, ?)"
        " on conflict do update set grant_no = excluded.grant_no, is_told = excluded.is_told",
        [(posting, no, int(holds > here)) for posting, no, here, holds in changed],
    )
    last = max((grant.no for grant in grants.values()), default=0)
    database.execute("update central set grant_no = max(grant_no, ?)", (last,))
