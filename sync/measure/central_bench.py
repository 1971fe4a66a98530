"""What one process of central bears: idle polls, syncs and operations a second, from a crowd of kiosks on loopback.

The crowd is a process of its own. A sync pushes one changed posting, and brings its receipt and the changes of the
others of its county. Operations come in batches of 200 of ten kinds, the station's day in small.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kiosk.domain.posting import Source
from sync.central.enrolment import Enrolment
from sync.central.exchange import Exchange
from sync.central.importing import posting_fields
from sync.central.server import signer_of
from sync.central.store.database import Store, open_engine
from sync.measure import postings, servers
from sync.measure.crowd import mark_of
from sync.measure.enrolling import enlist
from sync.measure.figures import Figure, load_before
from sync.protocol.canonical import Fields, encode, present
from sync.protocol.wire import request

KIOSKS, COUNTIES = 64, 8
ROWS_OF_COUNTY = 200
BATCH = 200
MOST_SYNCS_PER_S, MOST_OPERATIONS_PER_S = 4_000, 20_000
"""So much is written down beforehand; a central that is faster is measured for less time."""
IDLE_CORES_NEEDED = 3
HEADCOUNT = 900


@dataclass(slots=True)
class _Kiosk:
    region: str
    station: str
    number: int
    token: str
    at: list[int]
    seq: int = 0
    mark: str = ""
    employer: str = ""
    posting: str = ""

    @property
    def after(self) -> list[Any]:
        return [self.seq, self.mark]


def measure(
    *, seconds: float = 5.0, database: str | None = None, kiosks: int = KIOSKS, rows: int = ROWS_OF_COUNTY
) -> dict[str, Figure]:
    """Measure on PostgreSQL, and on SQLite under `sqlite_*`, or on one `database`. What cannot be measured is null."""
    figures: dict[str, Figure] = {"load_before": load_before(), "kiosks": kiosks, "counties": COUNTIES}
    if database in (None, "postgresql"):
        try:
            figures |= _measured("postgresql", seconds, kiosks, rows)
        except servers.NoPostgres as reason:
            figures |= dict.fromkeys(("polls_per_s", "syncs_per_s", "ops_per_s", "polls_scale"))
            figures["no_postgresql"] = str(reason)
    if database in (None, "sqlite"):
        figures |= {
            f"sqlite_{key}": value for key, value in _measured("sqlite", seconds, kiosks, rows, scales=False).items()
        }
    return figures


def _measured(database: str, seconds: float, count: int, rows: int, *, scales: bool = True) -> dict[str, Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="yizhan-bench-")))
        url = stack.enter_context(servers.database(database, folder))
        store = Store(open_engine(url, pool=2))
        stack.callback(store.close)
        kiosks = _enrolled(store, count, rows)
        figures: dict[str, Figure] = {}
        with servers.serving(url) as port:
            _crowd("idle", port, kiosks, seconds=min(1.0, seconds))  # the first second is not the usual one
            figures["polls_per_s"] = _crowd("idle", port, kiosks, seconds=seconds)
            figures["syncs_per_s"] = _crowd(
                "busy", port, kiosks, seconds=seconds, batches=_one_changed, most=MOST_SYNCS_PER_S
            )
            figures["ops_per_s"] = _crowd(
                "busy", port, kiosks, seconds=seconds, batches=_mixed, most=MOST_OPERATIONS_PER_S // BATCH
            )
        if scales:
            figures |= _scale(url, store, kiosks, seconds, figures["polls_per_s"])
        return figures


def _scale(url: str, store: Store, kiosks: list[_Kiosk], seconds: float, one: Figure) -> dict[str, Figure]:
    """Two processes beside one; on a machine with fewer idle cores they would only take them from each other."""
    idle = _idle_cores()
    if idle < IDLE_CORES_NEEDED:
        return {"polls_scale": None, "polls_scale_why": f"{IDLE_CORES_NEEDED} idle cores needed, {idle:.1f} are here"}
    _bring_up(store, kiosks)
    with servers.serving(url, processes=2) as port:
        _crowd("idle", port, kiosks, seconds=min(1.0, seconds))
        two = _crowd("idle", port, kiosks, seconds=seconds)
    assert isinstance(one, float)
    return {"polls_scale": two / one}


def _idle_cores() -> float:
    """Return how many cores nobody uses, looking for half a second."""

    def idle_ticks() -> int:
        words = Path("/proc/stat").read_text("ascii").splitlines()[0].split()
        return int(words[4]) + int(words[5])

    try:
        before, begun = idle_ticks(), time.monotonic()
        time.sleep(0.5)
        ticks: float = os.sysconf("SC_CLK_TCK")
        return (idle_ticks() - before) / ticks / (time.monotonic() - begun)
    except OSError:
        return 0.0


def _enrolled(store: Store, count: int = KIOSKS, rows: int = ROWS_OF_COUNTY) -> list[_Kiosk]:
    """Kiosks of several counties, each with a posting of its own, that know all there is."""
    enrolment, rng = Enrolment(store, signer_of(store).public_key), random.Random(1)
    regions = [f"5119{county + 1:02d}" for county in range(COUNTIES)]
    for region in regions:
        postings.fill(store, rows, region=region, seed=int(region))
    kiosks = [_enrol(enrolment, regions[number % COUNTIES], number) for number in range(count)]
    _bring_up(store, kiosks)
    exchange = Exchange(store, signer_of(store))
    for kiosk in kiosks:
        said = [json.loads(text.replace("BASE", "0,0")) for text in _own_posting(kiosk, rng)]
        done = exchange.sync(kiosk.region, kiosk.number, request(at=kiosk.at, after=(0, ""), operations=said))
        if done.refused:
            raise RuntimeError(f"refused: {done.reply.refused}")
    _bring_up(store, kiosks)
    return kiosks


def _enrol(enrolment: Enrolment, region: str, number: int) -> _Kiosk:
    code = enrolment.add_station(f"测量{number}", town=f"{region}100").code
    one = enlist(enrolment, region, code, machine=f"measured-{number}")
    return _Kiosk(region, one.station, one.number, one.token, [0, 0, 0])


def _bring_up(store: Store, kiosks: list[_Kiosk]) -> None:
    """Have every kiosk know all there is, so that it has nothing to ask for."""
    exchange = Exchange(store, signer_of(store))
    for _ in range(2):  # what one is given changes what another may hear of
        for kiosk in kiosks:
            more = True
            while more:
                reply = exchange.sync(
                    kiosk.region, kiosk.number, request(at=kiosk.at, after=(kiosk.seq, kiosk.mark))
                ).reply
                kiosk.at, more = reply.head, reply.more


Batches = Callable[[_Kiosk, random.Random], Iterator[list[str]]]


def _crowd(
    do: str,
    port: int,
    kiosks: list[_Kiosk],
    *,
    seconds: float,
    batches: Batches | None = None,
    most: int = 0,
) -> float:
    """Let the crowd loose; return how much it got done in a second."""
    rng, crowd = random.Random(port), []
    for kiosk in kiosks:
        said: dict[str, Any] = {"token": kiosk.token, "at": kiosk.at, "after": kiosk.after}
        if batches is not None:
            made, source = [], batches(kiosk, rng)
            for _ in range(max(2, round(most * seconds / len(kiosks)))):
                operations = next(source)
                made.append((",".join(operations), kiosk.after, len(operations)))
            said["batches"] = made
        crowd.append(said)
    asked = json.dumps({"do": do, "port": port, "seconds": seconds, "kiosks": crowd})
    done = subprocess.run(
        [sys.executable, "-m", "sync.measure.crowd"], input=asked, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError("the crowd broke down: what it said stands above")
    told = json.loads(done.stdout)
    for kiosk, end in zip(kiosks, told["kiosks"], strict=True):
        kiosk.at, (kiosk.seq, kiosk.mark) = end["at"], end["after"]
    return float(told["done"] / told["s"])


def _operation(kiosk: _Kiosk, rng: random.Random, kind: str, row: str, fields: Fields, *, new: bool = False) -> str:
    """Return one operation as text, with BASE for the positions that the kiosk has when it sends it."""
    id_ = postings.uuid7(rng, postings.START_MS + kiosk.seq)
    kiosk.seq, kiosk.mark = kiosk.seq + 1, mark_of(id_)
    said = {"at": postings.START_MS, "fields": dict(fields), "id": id_, "kind": kind, "row": row, "seq": kiosk.seq}
    if new:
        said["new"] = True
    return f'{{"base":[BASE],{encode(said)[1:]}'


def _own_posting(kiosk: _Kiosk, rng: random.Random) -> list[str]:
    kiosk.employer = postings.uuid7(rng, postings.START_MS)
    one = next(postings.postings(1, seed=kiosk.number + int(kiosk.region)))
    kiosk.posting = postings.uuid7(rng, postings.START_MS)
    fields: Mapping[str, Any] = present(posting_fields(one, employer_id=kiosk.employer, serial=1))
    kept = {name: value for name, value in fields.items() if name != "serial"}
    kept |= {"headcount": HEADCOUNT, "source": str(Source.STATION), "verified_by": "staff"}
    employer: Fields = {"name": one.employer_name, "verified": 1, "suspended": 0, "phone": "13900000000"}
    return [
        _operation(kiosk, rng, "employer-saved", kiosk.employer, employer, new=True),
        _operation(kiosk, rng, "posting-saved", kiosk.posting, kept, new=True),
    ]


def _one_changed(kiosk: _Kiosk, rng: random.Random) -> Iterator[list[str]]:
    while True:
        pay = rng.randrange(80_00, 400_00)
        yield [_operation(kiosk, rng, "posting-saved", kiosk.posting, {"pay_minor": pay})]


def _mixed(kiosk: _Kiosk, rng: random.Random) -> Iterator[list[str]]:
    """Batches of operations as a day brings them: people come, get a slip, and have an outcome."""
    while True:
        batch: list[str] = []
        while len(batch) < BATCH:
            batch += _one_visit(kiosk, rng)
        yield batch[:BATCH]


def _one_visit(kiosk: _Kiosk, rng: random.Random) -> list[str]:
    person, visit, slip, step, wait = (postings.uuid7(rng, postings.START_MS) for _ in range(5))
    day, now = postings.FIRST_DAY.isoformat(), postings.START_MS
    one = next(postings.postings(1, seed=rng.randrange(10**9)))

    def said(kind: str, row: str, fields: Fields, *, new: bool = True) -> str:
        return _operation(kiosk, rng, kind, row, fields, new=new)

    return [
        said("person-saved", person, {"name": one.contact_name, "phone": one.contact_phone, "registered_at_ms": now}),
        said("visit-saved", visit, {"day": day, "person_id": person, "way": "desk", "running": 1, "at_ms": now}),
        said("person-saved", person, {"note": one.note, "birth_year": 1960}, new=False),
        said("dispatch-saved", step, {"posting_id": kiosk.posting, "day": day, "how": "desk", "at_ms": now}),
        said(
            "slip-saved",
            slip,
            {
                "number": "A2-1201-001-1",
                "day": day,
                "posting_id": kiosk.posting,
                "wish_id": wait,
                "state": "held",
                "person_id": person,
                "visit_id": visit,
                "dispatch_id": step,
                "running": 1,
                "issued_at_ms": now,
            },
        ),
        said("visit-saved", visit, {"left_at_ms": now + 1}, new=False),
        said("outcome-saved", slip, {"result": "came", "paid": "yes", "paid_minor": 12_000, "decided_at_ms": now}),
        said(
            "waiting-saved", wait, {"posting_id": kiosk.posting, "person_id": person, "state": "waiting", "at_ms": now}
        ),
        said("posting-saved", kiosk.posting, {"pay_minor": rng.randrange(80_00, 400_00)}, new=False),
        said("slip-saved", slip, {"state": "cancelled"}, new=False),
    ]
