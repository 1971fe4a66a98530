"""Many at once on PostgreSQL: who waits for a lock holds up nobody else, and nobody dies of another one's order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, select, text, update

from sync.central.front import WORKERS
from sync.central.store.database import POOL, Store
from sync.central.store.tables import kiosks
from tests.central.county import REGION, County, RawKiosk

WITHIN_S = 60.0


@pytest.fixture
def county(postgres_store: Store) -> Iterator[County]:
    county = County(postgres_store)
    yield county
    county.close()


@contextmanager
def beside(store: Store) -> Iterator[Connection]:
    """A transaction of another process; it is taken back in the end."""
    engine = create_engine(store.engine.url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def wait_until(is_so: Callable[[], bool]) -> None:
    end, turn = time.monotonic() + WITHIN_S, threading.Event()
    while not is_so():
        assert time.monotonic() < end
        turn.wait(0.01)


def waiting_for_locks(store: Store) -> int:
    """How many transactions on this database wait for a lock."""
    question = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    with beside(store) as connection:
        return int(connection.execute(text(question)).scalar_one())


def test_a_county_that_waits_for_its_lock_holds_up_no_poll_of_another(county: County) -> None:
    county.far.send()
    county.far.send()
    idle = county.far.message()
    pushes = [county.east.message(county.east.operation("employer-saved", name="王家")) for _ in range(WORKERS)]
    others = [county.kiosk(county.central.enrolment.add_code(REGION, county.west.station)) for _ in range(POOL)]
    with ThreadPoolExecutor(WORKERS + POOL) as pool, beside(county.store) as lock:
        lock.execute(text("select 1 from scopes where region = '511902' for update"))
        lock.execute(text("select 1 from kiosks where region = '511902' for update"))
        asked = [pool.submit(county.post, "/v1/sync", push, token=county.east.token) for push in pushes]
        asked += [pool.submit(other.forked, fork_seq=0) for other in others]  # type: ignore[misc]  # only waited for
        wait_until(lambda: waiting_for_locks(county.store) == POOL)
        poll: Future[tuple[int, bytes]] = Future()
        threading.Thread(
            target=lambda: poll.set_result(county.post("/v1/sync", idle, token=county.far.token)), daemon=True
        ).start()
        try:
            assert poll.result(WITHIN_S / 2)[0] == 200
            assert waiting_for_locks(county.store) == POOL
        finally:
            lock.rollback()
    assert all(one.result() for one in asked)


def seen_ms(store: Store, kiosk: RawKiosk) -> int:
    mine = (kiosks.c.region == kiosk.said.region) & (kiosks.c.kiosk == kiosk.said.kiosk)
    with store.look() as connection:
        return int(connection.execute(select(kiosks.c.seen_ms).where(mine)).scalar_one())


def test_who_was_heard_of_is_written_down_without_waiting_for_a_sync(county: County) -> None:
    """A sync holds its own kiosk's row, and then takes slots from another, whose number may be smaller."""
    east, west, far = county.east, county.west, county.far
    assert east.said.kiosk < west.said.kiosk
    front = county.central.application.front
    noted = {(kiosk.said.region, kiosk.said.kiosk): 7 for kiosk in (east, west, far)}
    with beside(county.store) as sync:
        one = update(kiosks).where(kiosks.c.region == REGION).values(grant_no=1)
        sync.execute(one.where(kiosks.c.kiosk == west.said.kiosk))
        writing = threading.Thread(target=front._write_seen, args=(noted,), daemon=True)
        writing.start()
        writing.join(WITHIN_S)
        assert not writing.is_alive()
        sync.execute(one.where(kiosks.c.kiosk == east.said.kiosk))
        sync.rollback()
    assert [seen_ms(county.store, kiosk) for kiosk in (east, west, far)] == [7, 0, 7]
    front._write_seen(noted)
    assert seen_ms(county.store, west) == 7


def test_a_kiosk_that_gets_another_identity_waits_with_empty_hands(county: County) -> None:
    """A sync that holds the region's rows may want this kiosk's: each would wait for the other."""
    mine = {"here": REGION, "mine": county.east.said.kiosk}
    asked: Future[RawKiosk] = Future()
    with beside(county.store) as sync:
        sync.execute(text("select 1 from scopes where region = :here and owner = '' for update"), mine)
        sync.execute(text("update regions set serials = 1 where region = :here"), mine)
        threading.Thread(target=lambda: asked.set_result(county.east.forked(fork_seq=0)), daemon=True).start()
        wait_until(lambda: waiting_for_locks(county.store) == 1)
        sync.execute(text("select 1 from kiosks where region = :here and kiosk = :mine for update nowait"), mine)
        sync.rollback()
    assert asked.result(WITHIN_S).said.station == county.east.station
