"""Property 3: the cursor has no holes; the naive one that follows `updated_at`, beside it, has."""

from __future__ import annotations

import os
import random
import threading
from contextlib import suppress

from sqlalchemy import BigInteger, Column, MetaData, String, Table, insert, select

from sync.central.feed import Feed, heads
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.server import signer_of
from sync.central.store.database import Store, now_ms
from sync.central.upkeep import faults
from tests.faults.model import TOWN
from tests.faults.town import CountyCentral

ROWS = int(os.environ.get("YIZHAN_FAULT_ROWS", "1200"))
"""`scripts/soak --faults` asks for 100,000."""
WRITERS, READERS, BATCH = 8, 50, 5
LEFT_OPEN_S = 0.01
REGION = TOWN[:6]
naive = Table("naive", MetaData(), Column("id", String, primary_key=True), Column("updated_at", BigInteger, index=True))


class Aborted(Exception):
    pass


class Reader:
    """Follows both cursors, from wherever it is."""

    def __init__(self) -> None:
        self.position, self.updated_at = 0, 0
        self.seen: set[str] = set()
        self.naively: set[str] = set()

    def read(self, store: Store) -> None:
        with store.look() as connection:
            (head,) = heads(connection, REGION, [EVERYBODY])
            entries = Feed(connection, REGION, signer_of(store)).entries(EVERYBODY, self.position, head.position)
            self.seen.update(entry.id for entry in entries)
            self.position = head.position
            newer = select(naive.c.id, naive.c.updated_at).where(naive.c.updated_at > self.updated_at)
            for id_, at in connection.execute(newer):
                self.naively.add(id_)
                self.updated_at = max(self.updated_at, at)


class Writers:
    """Eight of them: some hold their transaction open until another has committed, some take back what they wrote."""

    def __init__(self, store: Store) -> None:
        self.store, self.committed = store, set[str]()
        self.somebody_committed = threading.Event()
        self.is_done = threading.Event()

    def write(self, number: int) -> None:
        chance = random.Random(number)
        for batch in range(ROWS // WRITERS // BATCH):
            ids = [f"{number}-{batch}-{row}" for row in range(BATCH)]
            is_slow, aborts = chance.random() < 0.2, chance.random() < 0.2
            with suppress(Aborted):
                self._batch(ids, is_slow=is_slow, aborts=aborts)
                self.committed.update(ids)
                self.somebody_committed.set()

    def _batch(self, ids: list[str], *, is_slow: bool, aborts: bool) -> None:
        at = now_ms()  # as a program does that makes its row first, and saves it then
        if is_slow and self.store.is_sqlite:
            self._wait()
        with self.store.change() as connection:
            connection.execute(insert(naive), [{"id": id_, "updated_at": at} for id_ in ids])
            if is_slow and not self.store.is_sqlite:
                self._wait()
            ledger = Ledger(connection, REGION, [EVERYBODY], now_ms=at)
            for id_ in ids:
                fields = {"name": id_, "verified": 1, "suspended": 0}
                ledger.create(EVERYBODY, "employer", id_, fields, maker="", by=0)
            ledger.write()
            if aborts:
                raise Aborted

    def _wait(self) -> None:
        self.somebody_committed.clear()
        self.somebody_committed.wait(LEFT_OPEN_S)


def test_no_reader_misses_a_row_and_the_naive_cursor_does(any_store: Store) -> None:
    central = CountyCentral(any_store)
    central.add("驿站", TOWN)
    with any_store.change() as connection:
        naive.create(connection)
    writers, readers = Writers(any_store), [Reader() for _ in range(READERS)]

    def read(mine: list[Reader]) -> None:
        while not writers.is_done.is_set():
            for reader in mine:
                reader.read(any_store)

    reading = [threading.Thread(target=read, args=(readers[place::4],)) for place in range(4)]
    writing = [threading.Thread(target=writers.write, args=(number,)) for number in range(WRITERS)]
    for thread in (*reading, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    writers.is_done.set()
    for thread in reading:
        thread.join()
    for reader in readers:
        reader.read(any_store)
    missed = sum(len(writers.committed - reader.seen) for reader in readers)
    naively = sum(len(writers.committed - reader.naively) for reader in readers)
    assert len(writers.committed) > ROWS // 2
    assert missed == 0
    assert all(reader.seen <= writers.committed for reader in readers), "what was taken back was never seen"
    assert naively > 0, "the naive cursor missed nothing: nothing was tried"
    assert list(faults(any_store)) == []
    central.application.close()
