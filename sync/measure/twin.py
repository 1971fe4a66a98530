"""A kiosk in memory: what the real one does with slots, and nothing else; fast enough for hundreds of them.

Its rules are those of `kiosk.store.slips` (a slip only within the lease), `sync.client.granting` (what a grant
changes), `sync.client.outgoing` (what is told) and `kiosk.store.sync_state` (a copy begins with none).
`tests/measure` does the same to it and to a real station, and finds them the same.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.client.granting import Grant, read_grants
from sync.measure.postings import uuid7
from sync.protocol.wire import MOST_OPERATIONS, SlotReport, SyncReply, SyncRequest, Want, request


@dataclass(slots=True)
class Lease:
    """What a kiosk knows of its slots of one posting."""

    here: int = 0
    taken: int = 0
    grant_no: int = 0
    is_told: bool = True


@dataclass(slots=True, kw_only=True)
class Twin:
    """One kiosk. Positions, grants and operations are as in the real one's database."""

    number: int
    chance: random.Random
    at: list[int] = field(default_factory=lambda: [0, 0])
    grant_no: int = 0
    seq: int = 0
    confirmed: tuple[int, str] = (0, "")
    leases: dict[str, Lease] = field(default_factory=dict)
    wishes: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    operations: list[dict[str, Any]] = field(default_factory=list)
    fork: str = ""
    fork_seq: int = 0

    def knows(self, posting: str) -> None:
        """A posting came from central."""
        self.leases.setdefault(posting, Lease())

    def make(self, posting: str, fields: dict[str, Any]) -> None:
        """A clerk makes a posting here: all its slots are this kiosk's until central asks for some."""
        self.leases[posting] = Lease(here=fields["headcount"])
        self._add("posting-saved", posting, fields, new=True)

    def issue(self, posting: str) -> str | None:
        """Give out a slip and return its id; count the wish as one that found nothing where no slot is left."""
        lease = self.leases.get(posting)
        if lease is None:
            return None
        if lease.taken >= lease.here:
            self.wishes[posting] = self.wishes.get(posting, 0) + 1
            return None
        lease.taken += 1
        slip = uuid7(self.chance, 1)
        self._add("slip-saved", slip, {"posting_id": posting, "state": "held"}, new=True)
        return slip

    def cancel(self, slip: str, posting: str) -> None:
        """A slip that was issued here comes back."""
        self.leases[posting].taken -= 1
        self._add("slip-saved", slip, {"state": "cancelled"}, new=False)

    def other(self, kind: str, row: str, fields: dict[str, Any]) -> None:
        """Something else is made here."""
        self._add(kind, row, fields, new=True)

    @property
    def wants(self) -> dict[str, int]:
        """How many wishes found no slot, of postings where more did than was told."""
        return {posting: count for posting, count in self.wishes.items() if count > self.told.get(posting, 0)}

    @property
    def says_something(self) -> bool:
        return bool(self.operations or self.wants or not all(lease.is_told for lease in self.leases.values()))

    def request(self) -> SyncRequest:
        """Return what is said to central next."""
        operations = self.operations[:MOST_OPERATIONS]
        also: dict[str, Any] = {"operations": operations}
        if len(operations) == len(self.operations):
            also["slots"] = [
                SlotReport(posting=posting, no=lease.grant_no, slots=lease.here)
                for posting, lease in sorted(self.leases.items())
                if not lease.is_told
            ]
            also["wants"] = [Want(posting=posting, wishes=wishes) for posting, wishes in sorted(self.wants.items())]
        return request(at=[*self.at, self.grant_no], after=self.confirmed, **also)

    def heard(self, said: SyncRequest, reply: SyncReply, granted: bytes, *, known: list[str]) -> None:
        """Take a reply to `said`; `known` are the postings that came with it, and `granted` the packed grants."""
        through = reply.through
        self.operations = [operation for operation in self.operations if operation["seq"] > through[0]]
        if through[0] > self.confirmed[0]:
            self.confirmed = through
        for report in said.slots:
            lease = self.leases[report.posting]
            if lease.grant_no == report.no and lease.here == report.slots:
                lease.is_told = True
        for want in said.wants:
            if want.wishes <= self.wishes.get(want.posting, 0):
                self.told[want.posting] = max(want.wishes, self.told.get(want.posting, 0))
        grants = read_grants(granted) if granted else {}
        for posting in known:
            if posting not in self.leases and posting in grants:  # a new row comes with its grant
                no, slots, is_recall = grants[posting]
                self.leases[posting] = Lease(here=slots, grant_no=no, is_told=not is_recall)
            self.knows(posting)
        self.at = reply.head[:2]
        self.take(grants)

    def take(self, grants: Mapping[str, Grant]) -> None:
        """Hold from now on what was granted or asked back; a recall never brings any, and is always answered."""
        for posting, grant in grants.items():
            lease = self.leases.get(posting)
            if lease is None or grant.no <= lease.grant_no:
                continue
            most, taken = (lease.here, min(lease.taken, lease.here)) if grant.is_recall else (grant.slots, lease.taken)
            holds = max(min(grant.slots, most), taken)
            lease.is_told = holds > lease.here
            lease.here, lease.grant_no = holds, grant.no
        self.grant_no = max([self.grant_no, *(grant.no for grant in grants.values())])

    def suspend(self, fork: str) -> None:
        """Begin with nothing, as a copy of what was: no slot may be given out, and no slip counts as one of its own."""
        self.leases = {posting: Lease() for posting in self.leases}
        self.wishes = {posting: count - self.told.get(posting, 0) for posting, count in self.wants.items()}
        self.told = {}
        self.fork, self.fork_seq = fork, self.seq if fork == "restored" else self.confirmed[0]
        self._add("station-saved", "station", {"prefix": "A2"}, new=False)

    def became(self, number: int, through: tuple[int, str]) -> None:
        """Central gave an identity of its own."""
        self.number, self.fork, self.fork_seq, self.grant_no = number, "", 0, 0
        self.operations = [operation for operation in self.operations if operation["seq"] > through[0]]
        self.confirmed = through

    def _add(self, kind: str, row: str, fields: dict[str, Any], *, new: bool) -> None:
        self.seq += 1
        said = {
            "seq": self.seq,
            "id": uuid7(self.chance, self.seq),
            "kind": kind,
            "row": row,
            "fields": fields,
            "base": list(self.at),
            "at": self.chance.choice((0, 946_684_800_000, 1_795_536_000_000, 3_089_404_800_000)),  # any clock will do
        }
        if new:
            said["new"] = True
        self.operations.append(said)
