"""A database of the released program before sync comes through migration 3 whole, or stays as it was."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.connection import IntegrityError, connect
from kiosk.store.database import bring_up_to_date, open_database
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey, mark_file
from kiosk.store.migrations import SCHEMA_VERSION
from kiosk.store.outbox import Outbox
from kiosk.store.people import PersonStore
from kiosk.store.recovery import mark_damaged, open_or_recover

RELEASED = Path(__file__).with_name("released") / "0.1.0-schema-2.db"
KEY = DatabaseKey(bytes(range(32)))
UNTOUCHED = (
    "station", "station_key", "employers", "imported_rows", "people", "visits", "arrival_days", "arrival_moves",
    "calls", "dispatches", "slips", "outcomes", "waiting_list", "complaints", "complaint_steps", "desk_log",
    "operations",
)  # fmt: skip


@pytest.fixture
def before(tmp_path: Path) -> Path:
    path = tmp_path / "station.db"
    shutil.copyfile(RELEASED, path)
    return path


def content(connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table's columns of version 2, with the references to rows that are made anew among them."""
    columns = {
        table: ", ".join(
            row[1]
            for row in connection.execute(f"pragma table_info({table})")
            if row[1] not in ("is_ours", "base_region", "base_station")
        )
        for table in UNTOUCHED
    }
    return {table: connection.execute(f"select {names} from {table}").fetchall() for table, names in columns.items()}


def test_no_row_is_lost_or_changed(before: Path) -> None:
    with closing(connect(before, KEY)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (2,)
        old = content(connection)
        assert all(old.values())
        bring_up_to_date(connection)
        assert content(connection) == old
        assert connection.execute("pragma user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("pragma foreign_keys").fetchone() == (1,)
    assert check(before, KEY) == []


def test_what_was_there_is_this_kiosks_own_with_all_its_slots(before: Path) -> None:
    with open_database(before, KEY) as database:
        assert database.rows("select title, slots_here, slots_taken, on_offer, owned, serial from postings") == [
            ("招瓦工", 2, 1, 1, 1, None),
            ("招厨师", 3, 1, 0, 1, None),
            ("招司机", 1, 1, 0, 1, None),
        ]
        for table in ("slips", "visits", "complaints"):
            assert database.value(f"select min(is_ours) from {table}") == 1
        assert {(each.base_region, each.base_station) for each in Outbox(database).waiting()} == {(0, 0)}
        assert database.rows("select * from sync_applying") == [(1, 0)]


def test_references_to_the_tables_made_anew_hold(before: Path) -> None:
    with open_database(before, KEY) as database:
        for table in ("slips", "visits", "complaints"):
            with pytest.raises(IntegrityError, match="FOREIGN KEY"):
                database.execute(f"delete from {table}")


def test_a_migration_that_breaks_off_leaves_everything_as_it_was(before: Path) -> None:
    with closing(connect(before, KEY)) as connection:
        connection.execute("create table leases (x text) strict")  # in the way of the migration's last part
        connection.execute("insert into leases values ('here')")
        old = content(connection)
        with pytest.raises(Exception, match="leases already exists"):
            bring_up_to_date(connection)
        assert content(connection) == old
        assert connection.execute("pragma user_version").fetchone() == (2,)
        assert connection.execute("pragma foreign_keys").fetchone() == (1,)
        connection.execute("drop table leases")
        bring_up_to_date(connection)
        assert content(connection) == old


def test_a_reference_that_led_nowhere_before_does_not_keep_the_station_shut(before: Path) -> None:
    with closing(connect(before, KEY)) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("update calls set visit_id = 'nobody'")
        bring_up_to_date(connection)
        assert connection.execute("pragma user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_damaged_file_from_before_is_mended_with_its_slots(before: Path, tmp_path: Path) -> None:
    with closing(connect(before, KEY)) as connection:
        torn, *_ = connection.execute("select rootpage from sqlite_schema where name = 'offers_of_trade'").fetchone()
    mark_file(before).write_text(KEY.mark())
    with before.open("r+b") as file:
        file.seek((torn - 1) * 4096 + 100)
        file.write(b"\xee" * 300)
    mark_damaged(before)
    opened = open_or_recover(before, KEY, backups=tmp_path / "backups", damaged=tmp_path / "damaged")
    with opened.database as database:
        assert opened.put_aside
        assert database.rows("select title, state, slots_here, slots_taken from postings") == [
            ("招瓦工", "open", 2, 1),
            ("招厨师", "closed", 3, 1),
            ("招司机", "open", 1, 1),
        ]
    assert check(before, KEY) == []


def test_numbers_of_people_go_on_after_the_last_that_was_ever_given(before: Path) -> None:
    """Though whoever had it was taken back: it may stand on a card."""
    with closing(connect(before, KEY)) as connection:
        connection.execute("update sqlite_sequence set seq = 99 where name = 'people'")
    with open_database(before, KEY) as database:
        assert PersonStore(database).next_number() == 100
