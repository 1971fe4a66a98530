"""Property 1: an acknowledged write is never lost and never applied twice, whoever is killed at whatever moment."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.services import open_station
from kiosk.store.postings import NewPosting
from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import changes, records
from sync.central.upkeep import faults
from sync.measure.servers import free_port
from tests.faults.conftest import sqlite_store
from tests.faults.model import WORDS, County, Fault
from tests.faults.town import CountyCentral, Kiosk, posting_of

KILLS = int(os.environ.get("YIZHAN_FAULT_KILLS", "250"))
"""Points at which somebody is killed; `scripts/soak --faults` asks for 2,000 and more."""
EACH = 25
KINDS = (Fault.KILLED, Fault.CENTRAL_KILLED, Fault.BOTH_KILLED, Fault.POWER_CUT)
REAL_KILLS = 6


@pytest.mark.parametrize("seed", range(KILLS // EACH))
def test_what_was_acknowledged_is_there_once_after_kills_at_any_statement(
    seed: int, tmp_path: Path, template: Path
) -> None:
    chance = random.Random(seed)
    county = County(tmp_path, sqlite_store(tmp_path / "central.db"), stations=1, template=template)
    try:
        killed = 0
        while killed < EACH:
            kiosk, words = chance.randrange(2), chance.choice(WORDS)
            chance.choice(
                (
                    lambda k=kiosk, w=words: county.register(k, w),
                    lambda k=kiosk, w=words: county.offer(k, w, chance.randint(1, 4)),
                    lambda k=kiosk: county.wish(k, chance.randrange(50)),
                    lambda k=kiosk: county.set_headcount(k, chance.randrange(50), chance.randint(1, 9)),
                    lambda k=kiosk: county.cancel(k, chance.randrange(50)),
                    lambda k=kiosk, w=words: county.complain(k, chance.randrange(50), w),
                )
            )()
            before = county.happened.total()
            county.sync(kiosk, chance.choice(KINDS), chance.randrange(90))
            killed += county.happened.total() - before
            county.check()
        county.settle()
        assert county.acknowledged
    finally:
        county.close()


def test_real_processes_killed_by_the_system_lose_nothing(tmp_path: Path, template: Path) -> None:
    chance = random.Random(5)
    data, keys = tmp_path / "kiosk" / "data", tmp_path / "kiosk" / "keys"
    address = f"sqlite:///{tmp_path / 'central.db'}"
    store = Store(open_engine(address))
    bring_up_to_date(store)
    central = CountyCentral(store)
    kiosk = Kiosk(tmp_path / "kiosk", central, central.add("东街驿站").code, template=template)
    port = free_port()
    kiosk.station.database.execute(f"update central set url = 'http://127.0.0.1:{port}', machine = ''")
    kiosk.close()
    central.close()
    saved: list[str] = []
    server = _server(address, port)
    try:
        for _ in range(REAL_KILLS):
            saved += _saved(Places(data=data, keys=keys), chance)
            syncing = _start("ui.cli", "--data", str(data), "sync", "--once", keys=keys)
            with suppress(subprocess.TimeoutExpired):
                syncing.wait(timeout=chance.uniform(0.3, 1.2))
            if chance.random() < 0.5:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(30)
            syncing.kill()
            syncing.wait(30)
            if server.poll() is not None:
                server = _server(address, port)
        ends = (_start("ui.cli", "--data", str(data), "sync", "--once", keys=keys).wait(60) for _ in range(5))
        assert 0 in ends  # a server that has just begun to listen may not answer yet: a station tries again
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
    with open_station(Places(data=data, keys=keys)) as station:
        assert station.database.rows("select kind, reason from operations") == []
    after = Store(open_engine(sqlite_url(tmp_path / "central.db")))
    with after.look() as connection:
        there = set(connection.execute(records.select().with_only_columns(records.c.id)).scalars())
        made = list(connection.execute(changes.select().where(changes.c.mode == 0, changes.c.operation != "")))
    assert set(saved) <= there
    assert len({(row.kind, row.id) for row in made}) == len(made)
    assert list(faults(after)) == []
    after.close()


def _saved(places: Places, chance: random.Random) -> list[str]:
    with open_station(places) as station:
        postings = [posting_of(chance.choice(WORDS), headcount=2) for _ in range(20)]
        station.postings.save_new([NewPosting(posting=posting) for posting in postings])
    return [posting.id for posting in postings]


def _server(address: str, port: int) -> subprocess.Popen[bytes]:
    words = ("serve", "--database", address, "--host", "127.0.0.1", "--port", str(port))
    server = _start("sync.central.cli", *words)
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return server
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.05)
    raise AssertionError("central did not start")


def _start(module: str, *words: str, keys: Path | None = None) -> subprocess.Popen[bytes]:
    program = f"import sys; from {module} import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "YIZHAN_KEYS": str(keys or "")}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
