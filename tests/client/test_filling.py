"""A station that gets a whole county at once leaves some indices out until all is there, and nobody notices."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from kiosk.domain.posting import PostingState
from kiosk.domain.posting_list import PostingFilter
from kiosk.store.posting_indices import MADE_LATER
from kiosk.store.posting_lists import PostingLists
from kiosk.store.schema import SCHEMA_FILE
from sync.central import feed
from sync.central.feed import Feed, heads
from sync.central.ledger import EVERYBODY
from sync.client.filling import MANY_PAGES, drop_indices
from sync.measure import postings
from tests.faults.town import CountyCentral, Kiosk

PART = 20
OPEN = PostingFilter(states=frozenset({PostingState.OPEN}))


def make_county(central: CountyCentral, parts: int) -> None:
    """Import postings into a new county, whose snapshot then has `parts` parts, one of them of employers."""
    postings.fill(central.store, (parts - 1) * PART - 2)
    with central.store.change() as connection:
        head = heads(connection, postings.REGION, [EVERYBODY])[0]
        Feed(connection, postings.REGION, central.signer).make_snapshot(head)


def indices(one: Kiosk) -> set[str]:
    return {str(name) for (name,) in one.rows("select name from sqlite_schema where type = 'index'")}


@pytest.mark.parametrize(("parts", "made"), [(MANY_PAGES + 2, 1), (MANY_PAGES - 1, 0)], ids=["large", "small"])
def test_a_large_county_is_taken_without_some_indices_which_are_there_afterwards(
    kiosk, central, monkeypatch, caplog, parts: int, made: int
) -> None:
    monkeypatch.setattr(feed, "SNAPSHOT_ROWS", PART)
    make_county(central, parts)
    one = kiosk("一")
    with caplog.at_level(logging.INFO, "sync.client.filling"):
        report = one.sync()
    assert (report.agrees, report.bad) == (True, 0)
    assert one.rows("select count(*) from postings") == [((parts - 1) * PART - 2,)]
    assert caplog.text.count(f"{len(MADE_LATER)} indices made") == made
    assert indices(one) >= set(MADE_LATER)
    assert one.rows("pragma integrity_check") == [("ok",)]


def test_indices_that_a_power_cut_left_out_are_made_with_the_next_sync(kiosk, central) -> None:
    one = kiosk("一")
    one.sync()
    before = indices(one)
    drop_indices(one.station.database)
    one.killed(has_power=False)
    assert indices(one) == before - set(MADE_LATER)
    one.line.is_down = True
    one.sync()
    assert indices(one) == before


def test_lists_are_the_same_while_indices_are_missing(kiosk, central) -> None:
    make_county(central, 4)
    one = kiosk("一")
    one.sync()
    lists, database = PostingLists(one.station.database), one.station.database
    firm = str(database.value("select id from employers order by id limit 1"))
    open_one = database.row(
        "select e.id, p.trade, p.first_day from postings p join employers e on e.number = p.employer"
        " where p.state = 'open' limit 1"
    )
    assert open_one is not None
    employer, trade, first_day = open_one
    wanted = [OPEN, PostingFilter(states=OPEN.states, employer_id=firm)]

    def seen() -> list[object]:
        told: list[object] = []
        for each in wanted:
            told += [lists.places(each, after=None, limit=50), lists.with_words(each, after=None, limit=50)]
        told.append(
            lists.has_open(employer_ids=[employer], trade=trade, first_day=date.fromisoformat(first_day), but="")
        )
        return told

    with_all = seen()
    assert all(with_all)
    drop_indices(database)
    assert seen() == with_all


def test_what_is_made_later_is_what_the_schema_has() -> None:
    schema = SCHEMA_FILE.read_text("utf-8").lower()
    for sql in MADE_LATER.values():
        assert sql.strip().rstrip(";") in schema
