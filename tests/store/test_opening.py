"""Opening tells a wrong key, a newer program's data and damage apart, and harms none of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.errors import DamagedDatabase, NewerSchema, WrongKey
from kiosk.store.connection import connect
from kiosk.store.keys import DatabaseKey, mark_file
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.recovery import open_or_recover
from kiosk.store.stations import StationStore

OTHER_KEY = DatabaseKey(b"\x07" * 32)

OPENS_FOR_THE_FIRST_TIME = """
import sys
from pathlib import Path
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.stations import StationStore
print("ready", flush=True)
sys.stdin.readline()
with open_database(Path(sys.argv[1]), DatabaseKey(bytes(range(32)))) as database:
    store = StationStore(database)
    print(store.current().id, store.signing_seed().hex())
"""


def test_what_was_saved_is_there_after_closing(folder) -> None:
    with folder.open() as database:
        station = StationStore(database).current()
    with folder.open() as database:
        assert StationStore(database).current() == station


def test_processes_that_open_a_new_station_at_once_make_one(folder, said_at_once) -> None:
    assert len(set(said_at_once(OPENS_FOR_THE_FIRST_TIME, folder.database))) == 1


class FoundMissing(type(Path())):  # type: ignore[misc]  # Python 3.11: only the kind of path that this system has can be subclassed
    """A database that another process makes, its mark still to come, as soon as somebody has looked for it in vain."""

    def exists(self) -> bool:
        found = super().exists()
        coming = Path(f"{self}.coming")
        if not found and coming.exists():
            coming.rename(self)
        return found


def test_a_database_that_another_process_makes_just_now_is_no_lost_one(folder) -> None:
    with folder.open() as database:
        station = StationStore(database).current()
    folder.database.rename(f"{folder.database}.coming")
    mark_file(folder.database).unlink()
    opened = open_or_recover(FoundMissing(folder.database), folder.key, backups=folder.backups, damaged=folder.damaged)
    with opened.database as database:
        assert StationStore(database).current() == station


def test_a_wrong_key_is_told_and_moves_no_file(folder, now: datetime) -> None:
    folder.open().close()
    folder.back_up(now)
    before = folder.files()
    with pytest.raises(WrongKey):
        folder.recover(OTHER_KEY)
    assert folder.files() == before


def test_a_wrong_key_is_told_also_when_its_mark_is_lost(folder) -> None:
    folder.open().close()
    mark_file(folder.database).unlink()
    before = folder.files()
    with pytest.raises(WrongKey):
        folder.recover(OTHER_KEY)
    assert folder.files() == before


def test_a_wrong_key_is_told_also_when_the_database_is_gone(folder, now: datetime) -> None:
    folder.open().close()
    folder.back_up(now)
    folder.database.unlink()
    with pytest.raises(WrongKey):
        folder.recover(OTHER_KEY)


def test_a_torn_mark_is_written_anew_by_the_right_key(folder) -> None:
    folder.open().close()
    mark_file(folder.database).write_bytes(b"\xff\x00torn")
    folder.open().close()
    assert mark_file(folder.database).read_text() == folder.key.mark()


def test_a_newer_programs_database_is_refused_and_left_alone(folder) -> None:
    folder.open().close()
    with closing(connect(folder.database, folder.key)) as connection:
        connection.execute("pragma user_version = 99")
    before = folder.database.read_bytes()
    with pytest.raises(NewerSchema):
        folder.recover()
    assert folder.database.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"x", b"not a database" * 500, bytes(8192), b"PK\x03\x04" * 2048], ids=lambda c: str(len(c))
)
def test_a_file_that_is_no_database_is_damage_to_a_station_whose_key_fits(folder, content: bytes) -> None:
    folder.open().close()
    folder.database.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        folder.open()


def test_a_plain_database_in_its_place_is_put_aside(folder) -> None:
    folder.open().close()
    folder.database.unlink()
    with closing(sqlite3.connect(folder.database)) as plain:
        plain.execute("create table notes (text)")
    aside = folder.recover().put_aside
    assert aside.read_bytes().startswith(b"SQLite format 3")


def test_every_table_is_strict_and_what_is_saved_is_on_disk(database) -> None:
    assert (
        database.value(
            "select count(*) from pragma_table_list where schema = 'main' and type = 'table'"
            " and not strict and name not like '%sqlite%'"
        )
        == 0
    )
    assert database.value("pragma journal_mode") == "wal"
    assert database.value("pragma synchronous") == 2
    assert database.value("pragma foreign_keys") == 1
    assert database.value("pragma secure_delete") == 1


def test_no_word_of_the_data_lies_readable_on_the_disk(folder, now: datetime, posting) -> None:
    database = folder.open()
    offered = posting(contact_name="秘密联系人", contact_phone="13912345678", note="PLAINTEXT-CANARY")
    PostingStore(database).save_new([NewPosting(posting=offered, fingerprint="CANARY-PRINT")])
    folder.back_up(now)
    names = set(folder.files())
    assert {"data/station.db", "data/station.db-wal"} < names
    for content in folder.files().values():
        for secret in ("秘密联系人".encode(), b"13912345678", b"CANARY", b"SQLite format"):
            assert secret not in content


def test_one_process_sees_by_the_change_token_what_another_did(folder) -> None:
    here, there = folder.open(), folder.open()
    before = here.data_version()
    assert here.data_version() == before
    StationStore(there).current()
    after = here.data_version()
    assert after != before
    StationStore(here).signing_seed()
    assert here.data_version() != after


def test_a_path_with_no_folder_yet_is_made(tmp_path: Path, folder) -> None:
    folder.root = tmp_path / "数据 with blanks" / "deep"
    folder.open()
    assert folder.database.exists()
