"""The kiosk in memory does with slots just what a real station does, whatever happens to both."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.store.sync_state import suspend_slots
from sync.central.exchange import Exchange
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.client.granting import Grant, Grants, take_grants
from sync.client.state import Central, SyncState
from sync.client.transport import Answer
from sync.client.waiting import waiting_in
from sync.measure import postings
from sync.measure.enrolling import enlist
from sync.measure.twin import Twin
from sync.protocol.signing import Verifier
from sync.protocol.wire import read_reply, read_request
from tests.faults.town import CountyCentral, Kiosk
from tests.faults.wire import WireTransport

NOW = datetime(2026, 12, 1, 7)
POSTINGS, STEPS = 6, 45


class Overheard(WireTransport):
    """Notes what was asked and answered."""

    def post(self, path: str, body: bytes, *, most: int, headers: Mapping[str, str] | None = None) -> Answer:
        answer = super().post(path, body, most=most, headers=headers)
        if path == "/v1/sync" and not answer.error:
            self.said.append((_unpacked(body), answer.body))
        return answer

    said: list[tuple[bytes, bytes]]


def _unpacked(body: bytes) -> bytes:
    import zstandard

    return body if body.startswith(b"{") else zstandard.ZstdDecompressor().decompress(body)


class Both:
    """A real kiosk, its twin, and another kiosk that takes slots from them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance, self.said = random.Random(seed), list[tuple[bytes, bytes]]()
        store = Store(open_engine(sqlite_url(folder / "central.db"), pool=2))
        bring_up_to_date(store)
        self.central = CountyCentral(store)
        self.real = Kiosk(folder / "kiosk", self.central, self.central.add("东街").code)
        self.real.engine._connect = self._connect
        postings.fill(store, POSTINGS // 2, seed=seed)
        added = self.central.add("西街")
        one = enlist(self.central.enrolment, added.region, added.code, machine="other")
        self.other = Twin(number=one.number, chance=self.chance)
        self.twin = Twin(number=self.state.kiosk, chance=self.chance)
        for seq, kind, row in self.real.rows("select seq, kind, row_id from operations order by seq"):
            self.twin.seq = int(str(seq)) - 1
            self.twin.other(str(kind), str(row), {})
        self.exchange = Exchange(store, self.central.signer)
        self.wishes = 0

    @property
    def state(self) -> Central:
        found = SyncState(self.real.station.database).central()
        assert found is not None
        return found

    def _connect(self, central: Central) -> Overheard:
        transport = Overheard(self.central.application, self.real.line, token=central.token)
        transport.said = self.said
        return transport

    def known(self) -> list[str]:
        return [str(id_) for (id_,) in self.real.rows("select id from postings order by id")]

    def wish(self) -> None:
        self.wishes += 1
        known = self.known()
        if known:
            posting = self.chance.choice(known)
            self.real.station.slips.issue(posting, wish_id=f"wish-{self.wishes}", now=NOW)
            self.twin.issue(posting)

    def other_wishes(self) -> None:
        for posting in list(self.other.leases):
            for _ in range(self.chance.randrange(8)):
                self.other.issue(posting)

    def other_syncs(self) -> None:
        said = self.other.request()
        done = self.exchange.sync(postings.REGION, self.other.number, said)
        granted = bytes(done.inline[-1]) if done.reply.granted else b""
        self.other.heard(said, done.reply, granted, known=self.known())

    def import_more(self) -> None:
        postings.fill(self.central.store, 1, seed=self.chance.randrange(10**6))

    def sync(self, fate: float | None = None) -> None:
        """Sync, over a line that loses the answer (`fate` below 0.2), or doubles what is said (below 0.4)."""
        fate = self.chance.random() if fate is None else fate
        self.real.line.cut_received = 0 if fate < 0.2 else None
        self.real.line.doubled = 0.2 <= fate < 0.4
        self.said.clear()
        before = self.state.kiosk
        self.real.sync()
        if self.state.kiosk != before:
            begun = read_request(self.said[0][0]).after if self.said else None
            through = begun or (self.state.confirmed_seq, self.state.confirmed_mark)
            self.twin.became(self.state.kiosk, through)
        for asked, answer in self.said:
            said, told = read_request(asked), self.twin.request()
            assert (told.at, told.slots, told.wants) == (said.at, said.slots, said.wants)
            assert [one["kind"] for one in told.operations] == [one["kind"] for one in said.operations]
            reply, inline = read_reply(answer, asked=asked, verifier=Verifier(self.central.signer.public_key))
            self.twin.heard(told, reply, inline[-1] if reply.granted else b"", known=self.known())

    def suspend(self) -> None:
        suspend_slots(self.real.station.database)
        self.twin.suspend("restored")

    def compare(self) -> None:
        rows = self.real.rows(
            "select p.id, p.slots_here, p.slots_taken, ifnull(l.grant_no, 0), ifnull(l.is_told, 1)"
            " from postings p left join leases l on l.posting_id = p.id order by p.id"
        )
        twins = [
            (id_, lease.here, lease.taken, lease.grant_no, int(lease.is_told))
            for id_, lease in sorted(self.twin.leases.items())
        ]
        assert twins == rows
        wishes = {id_: (count, self.twin.told.get(id_, 0)) for id_, count in self.twin.wishes.items()}
        assert {
            id_: (count, told) for id_, count, told in self.real.rows("select posting_id, wishes, told from slot_wants")
        } == wishes
        assert self.real.rows("select count(*) from operations where state = 'waiting'") == [
            (len(self.twin.operations),)
        ]
        assert self.state.grant_no == self.twin.grant_no

    def close(self) -> None:
        self.real.close()
        self.central.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YIZHAN_KEYS", "")
    return tmp_path


@pytest.mark.parametrize("seed", range(2))
def test_a_twin_and_a_real_station_hold_and_tell_the_same_whatever_happens(folder: Path, seed: int) -> None:
    both, done = Both(folder, seed), []
    actions = [both.wish] * 5 + [both.sync] * 3 + [both.other_wishes] + [both.other_syncs] * 2 + [both.import_more]
    try:
        for step in range(STEPS):
            action = both.suspend if step == STEPS * 2 // 3 else both.chance.choice(actions)
            done.append(action.__name__)
            action()
            both.compare()
        assert both.twin.seq > 5, json.dumps(done)
    except AssertionError as error:
        error.add_note(f"seed {seed}: {' '.join(done)}")
        raise
    finally:
        both.close()


def test_a_recall_brings_slots_to_neither_and_is_answered_by_both(folder: Path) -> None:
    both = Both(folder, 0)
    database = both.real.station.database
    try:
        both.sync(1)
        grants = Grants()
        for beyond, posting in zip((-1, 0, 2), both.known(), strict=True):
            lease = both.twin.leases[posting]
            no = both.twin.grant_no + 2 + beyond
            grants.add(posting, Grant(no=no, slots=lease.here + beyond, is_recall=True))
        held = [lease.here for _, lease in sorted(both.twin.leases.items())]
        with database.transaction():
            take_grants(database, grants, waiting_in(database))
        both.twin.take(grants)
        both.compare()
        now = [(lease.here, lease.is_told) for _, lease in sorted(both.twin.leases.items())]
        assert now == [(held[0] - 1, False), (held[1], False), (held[2], False)]
    finally:
        both.close()
