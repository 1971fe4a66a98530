"""Slots that central grants to this kiosk or asks back."""

from __future__ import annotations

import io
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import NamedTuple

from kiosk.store.database import Database
from sync.client.waiting import Waiting
from sync.protocol.faults import BadMessage
from sync.protocol.kinds import GRANT
from sync.protocol.page import IS_UUID, unpack

LIMIT = 1 << 62
AT_ONCE = 500


class Grant(NamedTuple):
    """Grant number `no`: hold `slots`; where `is_recall`, central waits to hear that it is so."""

    no: int
    slots: int
    is_recall: bool = False


class Grants(Mapping[str, Grant]):
    """The grants of one reply by their postings: 32 bytes each, as a station that begins gets a hundred thousand.

    Central tells them in the order of the postings' ids, so they need only be found, not sorted.
    """

    def __init__(self) -> None:
        self._halves, self._nos, self._slots = (array("Q"), array("Q")), array("q"), array("q")
        self._others: dict[str, Grant] = {}

    def add(self, posting: str, grant: Grant) -> None:
        """Take one more. What does not come in order, or has another kind of id, is kept beside."""
        halves = _halves(posting)
        if halves is None or grant.is_recall or (self._nos and halves <= self._id(len(self._nos) - 1)):
            self._others[posting] = grant
            return
        for array_, half in zip(self._halves, halves, strict=True):
            array_.append(half)
        self._nos.append(grant.no)
        self._slots.append(grant.slots)

    def __getitem__(self, posting: str) -> Grant:
        if posting in self._others:
            return self._others[posting]
        if (halves := _halves(posting)) is not None:
            place = bisect_left(self._halves[0], halves[0])
            while place < len(self._nos) and self._halves[0][place] == halves[0]:
                if self._halves[1][place] == halves[1]:
                    return Grant(self._nos[place], self._slots[place])
                place += 1
        raise KeyError(posting)

    def __iter__(self) -> Iterator[str]:
        yield from (posting for posting, _ in self.told())

    def told(self) -> Iterator[tuple[str, Grant]]:
        """Yield postings with their grants; three times as fast as `items`, which looks each up."""
        yield from self._others.items()
        for high, low, no, slots in zip(*self._halves, self._nos, self._slots, strict=True):
            digits = f"{high:016x}{low:016x}"
            id_ = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
            yield id_, Grant(no, slots)

    def __len__(self) -> int:
        return len(self._others) + len(self._nos)

    def last(self) -> int:
        """Return the highest number among them; 0 of none."""
        return max(max(self._nos, default=0), max((grant.no for grant in self._others.values()), default=0))

    def _id(self, place: int) -> tuple[int, int]:
        return self._halves[0][place], self._halves[1][place]


def _halves(posting: str) -> tuple[int, int] | None:
    """Return a UUID in two numbers; None of what is not written as one."""
    if not IS_UUID(posting):
        return None
    digits = posting.replace("-", "")
    return int(digits[:16], 16), int(digits[16:], 16)


def read_grants(packed: bytes) -> Grants:
    """Return the grants of a packed page. Raises `BadMessage`."""
    grants = Grants()
    for group in unpack(io.BytesIO(packed)):
        told = dict(zip(group.names, group.columns, strict=True))
        nothing = [None] * len(group.ids)
        nos, slots, recalls = (told.get(name, nothing) for name in ("no", "slots", "is_recall"))
        numbers = chain(nos, slots)
        if group.kind != GRANT.name or not all(type(number) is int and 0 <= number < LIMIT for number in numbers):
            raise BadMessage("no grants")
        for posting, no, held, is_recall in zip(group.ids, nos, slots, recalls, strict=True):
            grants.add(posting, Grant(no, held, bool(is_recall)))  # type: ignore[arg-type]  # all are int, see above
    return grants


def take_grants(database: Database, grants: Grants, waiting: Waiting) -> None:
    """Hold from now on what was granted, but never less than the slips that are out; within a transaction.

    A grant that was taken before changes nothing. Slots that this kiosk added to its lease by raising a headcount, of
    which central has not heard yet, come on top.
    """
    told = grants.told()
    while some := dict(islice(told, AT_ONCE)):
        held = dict(
            database.rows(
                "select posting_id, grant_no from leases where posting_id in (select value from json_each(?))",
                (json.dumps(list(some)),),
            )
        )
        news = {posting: grant for posting, grant in some.items() if grant.no > held.get(posting, 0)}
        if news:
            _take(database, news, waiting)
    note_granted(database, grants.last())


def note_granted(database: Database, no: int) -> None:
    """Note the number of the last grant that is held: central tells of later ones only."""
    database.execute("update central set grant_no = max(grant_no, ?)", (no,))


def _take(database: Database, grants: Mapping[str, Grant], waiting: Waiting) -> None:
    known = {
        id_: (here, taken)
        for id_, here, taken in database.rows(
            "select id, slots_here, slots_taken from postings where id in (select value from json_each(?))",
            (json.dumps(list(grants)),),
        )
    }
    changed = []
    for posting, (no, slots, is_recall) in grants.items():
        if posting not in known:
            continue
        here, taken = known[posting]
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
