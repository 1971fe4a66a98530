"""Slots that central grants to this kiosk or asks back."""

from __future__ import annotations

import io
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from kiosk.store.database import Database
from sync.client.waiting import Waiting
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import GRANT
from sync.protocol.page import unpack

ID_BYTES = 16
LIMIT = 1 << 62
AT_ONCE = 500


class Grant(NamedTuple):
    """Grant number `no`: hold `slots`; where `is_recall`, central waits to hear that it is so."""

    no: int
    slots: int
    is_recall: bool = False


class Grants(Mapping[str, Grant]):
    """The grants of one reply by their postings: 33 bytes each, as a station that begins gets a hundred thousand.

    Central tells them in the order of the postings' ids, so they need only be found, not sorted.
    """

    def __init__(self) -> None:
        self._ids, self._nos, self._slots = bytearray(), array("q"), array("q")
        self._others: dict[str, Grant] = {}

    def add(self, posting: str, grant: Grant) -> None:
        """Take one more. What does not come in order, or has another kind of id, is kept beside."""
        raw = _raw(posting)
        if raw is None or raw <= self._ids[-ID_BYTES:] or grant.is_recall:
            self._others[posting] = grant
            return
        self._ids += raw
        self._nos.append(grant.no)
        self._slots.append(grant.slots)

    def __getitem__(self, posting: str) -> Grant:
        if posting in self._others:
            return self._others[posting]
        raw = _raw(posting)
        place = bisect_left(range(len(self._nos)), raw, key=self._id) if raw is not None else len(self._nos)
        if place == len(self._nos) or self._id(place) != raw:
            raise KeyError(posting)
        return Grant(self._nos[place], self._slots[place])

    def __iter__(self) -> Iterator[str]:
        yield from self._others
        yield from (str(UUID(bytes=self._id(place))) for place in range(len(self._nos)))

    def __len__(self) -> int:
        return len(self._others) + len(self._nos)

    def last(self) -> int:
        """Return the highest number among them; 0 of none."""
        return max(max(self._nos, default=0), max((grant.no for grant in self._others.values()), default=0))

    def _id(self, place: int) -> bytes:
        return bytes(self._ids[place * ID_BYTES : (place + 1) * ID_BYTES])


def _raw(posting: str) -> bytes | None:
    try:
        raw = UUID(posting)
    except ValueError:
        return None
    return raw.bytes if str(raw) == posting else None


def read_grants(packed: bytes) -> Grants:
    """Return the grants of a packed page. Raises `BadMessage`."""
    grants = Grants()
    for group in unpack(io.BytesIO(packed)):
        for entry in group.entries():
            no, slots = entry.fields.get("no"), entry.fields.get("slots")
            is_sound = isinstance(no, int) and isinstance(slots, int) and 0 <= no < LIMIT and 0 <= slots < LIMIT
            if group.kind != GRANT.name or not is_sound:
                raise BadMessage("no grants")
            grants.add(entry.id, Grant(int(no or 0), int(slots or 0), bool(entry.fields.get("is_recall"))))
    return grants


def take_grants(database: Database, grants: Grants, waiting: Waiting) -> None:
    """Hold from now on what was granted, but never less than the slips that are out; within a transaction.

    A grant that was taken before changes nothing. Slots that this kiosk added to its lease by raising a headcount, of
    which central has not heard yet, come on top.
    """
    postings = iter(grants)
    while some := list(islice(postings, AT_ONCE)):
        _take(database, {posting: grants[posting] for posting in some}, waiting)
    database.execute("update central set grant_no = max(grant_no, ?)", (grants.last(),))


def _take(database: Database, grants: Mapping[str, Grant], waiting: Waiting) -> None:
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
