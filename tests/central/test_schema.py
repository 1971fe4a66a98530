"""The database that the migrations make is the one that the program's tables describe, whoever makes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError

from sync.central.schema import NewerDatabase, bring_up_to_date, is_current
from sync.central.store.database import Store, add, open_engine, sqlite_url
from sync.central.store.tables import REGION_PARTITIONS, kiosks, metadata


def differences(store: Store) -> Sequence[object]:
    def is_ours(name: str | None, type_: str, _: object) -> bool:
        return type_ != "table" or name in metadata.tables or "_p" not in str(name)

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_tables_that_the_program_knows(store: Store) -> None:
    assert differences(store) == []


def test_a_missing_column_would_be_seen(store: Store) -> None:
    with store.change() as connection:
        connection.execute(text("alter table kiosks drop column health"))
        connection.execute(text("drop index slots_by_offer"))
    assert len(differences(store)) == 2


def test_on_postgresql_each_table_with_a_region_is_cut_up_by_it(postgres_store: Store) -> None:
    question = (
        "select p.relname, count(*), min(pg_get_partkeydef(p.oid)) from pg_inherits i join pg_class p on p.oid ="
        " i.inhparent where p.relkind = 'p' group by p.relname order by 1"
    )
    with postgres_store.look() as connection:
        found = {name: (count, key) for name, count, key in connection.execute(text(question))}
    with_region = {name for name, table in metadata.tables.items() if "region" in table.columns}
    assert found == dict.fromkeys(with_region, (REGION_PARTITIONS, "HASH (region)"))


def test_what_is_not_said_is_empty_zero_or_false(store: Store) -> None:
    row = {"region": "530129", "kiosk": 1, "station": "s", "token_hash": b"", "public_key": b""}
    with store.change() as connection:
        connection.exec_driver_sql(
            "insert into kiosks (region, kiosk, station, token_hash, public_key) values ('530129', 1, 's', '', '')"
        )
        add(connection, kiosks, [{**row, "kiosk": 2}])
        found = connection.execute(select(kiosks.c.is_dead, kiosks.c.last_seq, kiosks.c.health)).all()
    assert found == [(False, 0, ""), (False, 0, "")]


def test_bringing_up_to_date_again_changes_nothing(empty_url: str) -> None:
    store = Store(open_engine(empty_url))
    assert not is_current(store)
    bring_up_to_date(store)
    assert is_current(store)
    bring_up_to_date(store)
    store.close()


PROCESS = """
import sys
from sync.central.schema import bring_up_to_date, is_current
from sync.central.store.database import Store, open_engine
store = Store(open_engine(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
bring_up_to_date(store)
assert is_current(store)
"""


def test_several_processes_may_start_at_once_on_an_empty_database(empty_url: str) -> None:
    words = [sys.executable, "-c", PROCESS, empty_url]
    started = [subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in started:
        process.communicate(timeout=60)
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    store = Store(open_engine(empty_url))
    assert differences(store) == []
    store.close()


def test_a_step_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    store = Store(open_engine(empty_url))
    with store.change() as connection:
        connection.execute(text("create table users (stands_in_the_way integer)"))
    with pytest.raises(Exception, match="users"):
        bring_up_to_date(store)
    assert inspect(store.engine).get_table_names() == ["users"]
    store.close()


def test_a_database_of_a_newer_program_is_left_alone(store: Store) -> None:
    with store.change() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        is_current(store)
    with pytest.raises(NewerDatabase):
        bring_up_to_date(store)


def test_a_database_that_cannot_be_opened_is_told_as_such() -> None:
    from pathlib import Path

    with pytest.raises(OperationalError):
        bring_up_to_date(Store(open_engine(sqlite_url(Path("/nowhere/central.db")))))
