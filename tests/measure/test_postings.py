"""The county that is measured with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.central.schema import bring_up_to_date
from sync.central.store.database import Store, open_engine, sqlite_url
from sync.central.store.tables import records, slots
from sync.measure import postings

ROWS = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(open_engine(sqlite_url(tmp_path / "central.db"), pool=1))
    bring_up_to_date(made)
    postings.fill(made, ROWS)
    yield made
    made.close()


def rows(store: Store, kind: str) -> dict[str, dict[str, object]]:
    with store.look() as connection:
        found = connection.execute(select(records.c.id, records.c.fields).where(records.c.kind == kind))
        return {id_: json.loads(fields) for id_, fields in found}


def test_postings_are_about_as_long_as_the_bars_say() -> None:
    sizes = [postings.json_bytes(one) for one in postings.postings(500)]
    assert sum(sizes) / len(sizes) == pytest.approx(590, abs=10)


def test_the_same_seed_gives_the_same_postings_and_another_seed_others() -> None:
    assert list(postings.postings(5)) == list(postings.postings(5))
    assert list(postings.postings(5)) != list(postings.postings(5, seed=9))


def test_a_county_has_the_postings_their_slots_and_a_tenth_as_many_employers(store: Store) -> None:
    assert len(rows(store, "posting")) == ROWS
    assert 0 < len(rows(store, "employer")) <= ROWS // postings.EMPLOYERS_SHARE
    with store.look() as connection:
        heads = dict(connection.execute(select(slots.c.posting, slots.c.headcount)).all())
    assert {id_: said["headcount"] for id_, said in rows(store, "posting").items()} == heads


def test_postings_that_are_changed_wholly_are_changed_in_nearly_every_field(store: Store) -> None:
    before = rows(store, "posting")
    postings.change_wholly(store, 10)
    after = rows(store, "posting")
    changed = [id_ for id_ in before if after[id_] != before[id_]]
    assert len(changed) == 10
    differing = [sum(after[id_].get(name) != before[id_].get(name) for name in before[id_]) for id_ in changed]
    assert min(differing) > 12


def test_a_change_of_one_field_changes_nothing_else(store: Store) -> None:
    before = rows(store, "posting")
    postings.change_state(store, 10)
    after = rows(store, "posting")
    changed = [id_ for id_ in before if after[id_] != before[id_]]
    assert len(changed) == 10
    assert all(after[id_] == {**before[id_], "state": "paused"} for id_ in changed)
