"""Slots are shared out in time that grows with the county, also just after an import, while PostgreSQL knows nothing.

It looks only now and then how many rows its tables have, and plans as if they were almost empty until then. But after
an import a county's stations all come at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import ColumnElement, Connection, func, select, text

from kiosk.domain.ids import new_id
from sync.central.dividing import divide
from sync.central.ledger import EVERYBODY, Ledger
from sync.central.slots import SlotBook
from sync.central.store.database import Store, now_ms
from sync.central.store.tables import leases
from tests.central.county import REGION, TOWN, County

POSTINGS = 4000
HEADCOUNT = 6
MOST_READ = 20 * POSTINGS
"""A posting is looked at under some eight names, and others beside it; not once for each other one."""
READ = text("select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read) from pg_stat_xact_user_tables")


@pytest.fixture
def county(postgres_store: Store) -> Iterator[County]:
    """A county with work that no kiosk has asked for yet."""
    county = County(postgres_store)
    with postgres_store.change() as connection:
        book = SlotBook(connection, REGION, Ledger(connection, REGION, [EVERYBODY], now_ms=now_ms()))
        for _ in range(POSTINGS):
            book.open(new_id(), headcount=HEADCOUNT, town=TOWN, is_open=True, maker=0)
        book.write()
    yield county
    county.close()


def begins(connection: Connection, kiosk: int, *, kiosks_there: int) -> int:
    """Let a kiosk ask for the first time; return how many rows central read for it."""
    divide(connection, REGION, kiosk, seen=0, town="", kiosks_there=kiosks_there)
    return int(connection.execute(READ).scalar_one())


def how_many(connection: Connection, *those: ColumnElement[bool]) -> int:
    """Return how many leases are so."""
    return int(connection.execute(select(func.count()).select_from(leases).where(*those)).scalar_one())


@pytest.mark.parametrize("kiosks_there", [1, 3])
def test_the_first_kiosk_after_an_import_is_served_posting_by_posting(county: County, kiosks_there: int) -> None:
    with county.store.change() as connection:
        assert POSTINGS <= begins(connection, 1, kiosks_there=kiosks_there) <= MOST_READ
        assert how_many(connection, leases.c.slots == HEADCOUNT // kiosks_there) == POSTINGS


def test_and_so_is_the_second_one(county: County) -> None:
    with county.store.change() as connection:
        begins(connection, 1, kiosks_there=3)
    with county.store.change() as connection:
        assert POSTINGS <= begins(connection, 2, kiosks_there=3) <= MOST_READ
        assert how_many(connection, leases.c.kiosk == 2, leases.c.slots == HEADCOUNT // 3) == POSTINGS


def test_and_who_joins_when_the_first_one_holds_everything(county: County) -> None:
    with county.store.change() as connection:
        begins(connection, 1, kiosks_there=1)
    with county.store.change() as connection:
        assert POSTINGS <= begins(connection, 2, kiosks_there=2) <= MOST_READ
        assert how_many(connection, leases.c.kiosk == 1, leases.c.recall == HEADCOUNT // 2) == POSTINGS


def test_and_who_was_set_back_and_begins_again(county: County) -> None:
    for _ in range(2):
        with county.store.change() as connection:
            assert POSTINGS <= begins(connection, 1, kiosks_there=3) <= MOST_READ
            assert how_many(connection, leases.c.slots == HEADCOUNT // 3) == how_many(connection) == POSTINGS
