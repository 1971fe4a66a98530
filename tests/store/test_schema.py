"""The committed schema is what the migrations make, and every released database still opens."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.domain.listing import OfTrade
from kiosk.store.database import open_database
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import PostingStore
from kiosk.store.schema import SCHEMA_FILE, schema_of

RELEASED = sorted(Path(__file__).with_name("released").glob("*.db"))


def test_the_committed_schema_is_what_the_migrations_make(database) -> None:
    assert schema_of(database) == SCHEMA_FILE.read_text("utf-8")


def test_there_is_a_database_of_a_release_to_test_with() -> None:
    assert RELEASED


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name)
def test_a_released_programs_database_opens_with_all_it_holds(tmp_path: Path, released: Path) -> None:
    path, key = tmp_path / "station.db", DatabaseKey(bytes(range(32)))
    shutil.copyfile(released, path)
    with open_database(path, key) as database:
        assert schema_of(database) == SCHEMA_FILE.read_text("utf-8")
        shown = PostingStore(database).on_offer(OfTrade("mason"), now=datetime(2026, 11, 21, 8, 0))
        assert [(each.title, each.slots_left) for each in shown] == [("招瓦工", 1)]
    assert check(path, key) == []
