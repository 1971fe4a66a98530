"""With 100,000 postings in the store a list is there before the screen has drawn its next picture."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest

from kiosk.domain.listing import Near, OfTrade, SuitsOlder, Today
from kiosk.domain.posting import Strength
from kiosk.domain.posting_list import PostingFilter
from kiosk.domain.region import Position, Region
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.posting_lists import PostingLists
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.regions import RegionStore
from kiosk.store.slips import SlipStore
from tests.pieces import quickest

pytestmark = pytest.mark.alone

NOW = datetime(2026, 11, 21, 8, 0)
POSTINGS = 100_000
BATCH = 5_000
REPEATS = 9
LIST_BAR_MS, LIST_SHARE = 10.0, 0.08
DESK_LIST_BAR_MS, DESK_LIST_SHARE = 30.0, 0.3
SAVE_BAR = 15
"""The product's bars are a list in 10 ms and an import of 5,000 rows a second, which `bench` holds on a quiet machine.
A machine that runs tests may be slow for hours, so here the work is held against `plain_rows_s` beside it. What is
saved took 7.7 to 10.2 times as long, at 950 postings a second as at 2,760. A list may take its bar, or its share of
the plain rows where these are slow."""
PLAIN_COLUMNS = 20


@pytest.fixture
def crowded(tmp_path, posting):
    chance = random.Random(1)
    towns = [f"53042300{n}" for n in range(8)]
    with closing(open_database(tmp_path / "station.db", DatabaseKey(bytes(range(32))))) as database:
        RegionStore(database).save_all(
            [
                Region(code=t, name=t, position=Position(latitude=27 + n / 10, longitude=101))
                for n, t in enumerate(towns)
            ]
        )
        store, saved_s, plain_s = PostingStore(database), 0.0, 0.0
        for start in range(0, POSTINGS, BATCH):
            entries = [
                NewPosting(posting=offer(posting, chance, towns, n), fingerprint=f"{chance.getrandbits(128):032x}")
                for n in range(start, start + BATCH)
            ]
            plain_s += plain_rows_s() / 2
            began = time.perf_counter()
            store.save_new(entries)
            saved_s += time.perf_counter() - began
            plain_s += plain_rows_s() / 2
        print(f"\nsaved {POSTINGS / saved_s:,.0f} postings/s, {saved_s / plain_s:.1f} times as long as plain rows")
        yield database, saved_s / plain_s


def plain_rows_s() -> float:
    """Seconds that as many rows as a batch has take in a database of memory, without any code of the station."""
    chance = random.Random(7)
    values = ["自带手套，中午管一顿饭"] * PLAIN_COLUMNS
    rows = [(f"{chance.getrandbits(128):032x}", *values) for _ in range(BATCH)]
    began = time.perf_counter()
    with closing(sqlite3.connect(":memory:")) as memory:
        names = [f"c{n}" for n in range(PLAIN_COLUMNS)]
        memory.execute(f"create table plain (mark text primary key, {', '.join(names)}) without rowid")
        memory.executemany(f"insert into plain values (?{', ?' * PLAIN_COLUMNS})", rows)
        memory.executemany(
            "update plain set c0 = ? where mark = ?",
            ((json.dumps(dict(zip(names, kept, strict=True))), mark) for mark, *kept in rows),
        )
    return time.perf_counter() - began


def offer(posting: Callable, chance: random.Random, towns: list[str], n: int):
    first = date(2026, 11, 21) + timedelta(days=chance.randint(-8, 20))
    return posting(
        trade=f"trade-{n % 40}",
        employer_name=f"用工方{n % 600}",
        first_day=first,
        last_day=first + timedelta(days=chance.randint(0, 10)),
        region=chance.choice(towns),
        strength=chance.choice(list(Strength)),
        headcount=chance.randint(1, 20),
        note="自带手套，中午管一顿饭",
    )


def test_a_hundred_thousand_postings_are_listed_in_time(crowded) -> None:
    database, saved_times = crowded
    store = PostingStore(database)
    here = RegionStore(database).all()[0]
    slips = SlipStore(database)
    wanted = store.on_offer(OfTrade("trade-7"), now=NOW)
    wishes = iter(range(10_000))
    lists = {
        str(listing): lambda listing=listing: store.on_offer(listing, now=NOW, here=here)
        for listing in (OfTrade("trade-3"), Today(), SuitsOlder(), Near())
    }
    counts = {
        f"count {listing}": lambda listing=listing: store.count_on_offer(listing, now=NOW)
        for listing in (OfTrade("trade-3"), Today(), SuitsOlder(), Near())
    }
    others = {
        "count by trade": lambda: store.count_by_trade(now=NOW),
        "change token": database.data_version,
        "slip": lambda: slips.issue(wanted[next(wishes)].id, wish_id=f"wish {next(wishes)}", now=NOW),
    }
    lists_at_desk = PostingLists(database)
    asked_at_desk = {
        "running": PostingFilter(),
        "of a trade": PostingFilter(trade="trade-3"),
        "of no trade": PostingFilter(trade="none"),
        "on a day": PostingFilter(day=NOW.date()),
        "of an employer": PostingFilter(employer_id=wanted[0].employer_id),
    }
    at_desk: dict[str, Callable[[], object]] = {
        f"at the desk, {name}": lambda asked=asked: lists_at_desk.listed(
            lists_at_desk.places(asked, after=None, limit=50)
        )
        for name, asked in asked_at_desk.items()
    }
    at_desk["at the desk, words"] = lambda: lists_at_desk.with_words(PostingFilter(), after=None, limit=1_500)
    assert saved_times <= SAVE_BAR
    plain_ms = 1000 * median(plain_rows_s() for _ in range(REPEATS))
    are_answered_within({**lists, **counts, **others}, max(LIST_BAR_MS, LIST_SHARE * plain_ms))
    are_answered_within(at_desk, max(DESK_LIST_BAR_MS, DESK_LIST_SHARE * plain_ms))


def are_answered_within(questions: dict[str, Callable[[], object]], bar_ms: float) -> None:
    for name, question in questions.items():
        took_ms = quickest(lambda question=question: round_ms(question), bar=bar_ms)
        print(f"{name:36} {took_ms:6.2f} of {bar_ms:.1f} ms")
        assert took_ms < bar_ms, name


def round_ms(question: Callable[[], object]) -> float:
    return median(taken_ms(question) for _ in range(REPEATS))


def taken_ms(question: Callable[[], object]) -> float:
    began = time.perf_counter()
    question()
    return (time.perf_counter() - began) * 1000


def test_a_null_is_saved_about_as_fast_as_a_text(tmp_path: Path) -> None:
    """A posting or a person has more fields without a value than with one."""
    columns, rows = 10, 2_000
    with closing(open_database(tmp_path / "station.db", DatabaseKey(bytes(range(32))))) as database:
        database.execute(f"create temp table kept ({', '.join(f'c{n}' for n in range(columns))})")

        def saved_s(value: str | None) -> float:
            database.execute("delete from kept")
            began = time.perf_counter()
            database.execute_many(f"insert into kept values ({', '.join('?' * columns)})", [(value,) * columns] * rows)
            return time.perf_counter() - began

        rounds = [(saved_s(None), saved_s("王家村")) for _ in range(REPEATS)]
        assert min(null for null, _ in rounds) <= 5 * min(text for _, text in rounds)
        saved_s(None)
        assert database.row("select count(*), count(c0) from kept") == (rows, 0)
