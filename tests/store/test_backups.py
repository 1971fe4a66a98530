"""Backups are whole, encrypted, and counted, not dated: clocks go wrong."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from kiosk.errors import DamagedDatabase
from kiosk.store.backups import backups_in, is_sound, make_backup
from kiosk.store.connection import connect
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import NewPosting, PostingStore


def test_a_backup_holds_what_the_write_ahead_log_held(folder, posting, now: datetime) -> None:
    database = folder.open()
    PostingStore(database).save_new([NewPosting(posting=posting())])
    with closing(connect(folder.back_up(now), folder.key)) as backup:
        assert backup.execute("select count(*) from postings").fetchone() == (1,)


def test_a_backup_opens_with_the_same_key_only(folder, now: datetime) -> None:
    folder.open()
    backup = folder.back_up(now)
    assert is_sound(backup, folder.key)
    assert not is_sound(backup, DatabaseKey(b"\x07" * 32))


def test_a_backup_is_one_file_and_leaves_no_draft(folder, now: datetime) -> None:
    folder.open()
    backup = folder.back_up(now)
    assert {path.name for path in folder.backups.iterdir()} == {backup.name, "backups.lock"}


def test_the_newest_seven_stay_whatever_the_clock_said(folder, now: datetime) -> None:
    folder.open()
    clocks = [now, now + timedelta(days=9000), datetime(1970, 1, 1), *(now + timedelta(days=n) for n in range(6))]
    made = [folder.back_up(clock) for clock in clocks]
    assert backups_in(folder.backups) == made[:1:-1]


def test_a_damaged_database_makes_no_backup_and_costs_none(folder, posting, now: datetime) -> None:
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=posting(note="活" * 500)) for _ in range(100)])
    good = folder.back_up(now)
    folder.overwrite(30 * 4096, b"\xee" * 4096)
    with pytest.raises(DamagedDatabase):
        make_backup(folder.database, folder.key, folder.backups, now=now, keep=1)
    assert backups_in(folder.backups) == [good]


def test_a_draft_left_by_a_power_cut_is_no_backup(folder, now: datetime) -> None:
    folder.open()
    good = folder.back_up(now)
    (folder.backups / ".station-000009-20261121T080000.db.77.tmp").write_bytes(b"half")
    assert backups_in(folder.backups) == [good]


def test_writers_go_on_while_a_backup_is_made_elsewhere(folder, posting, now: datetime) -> None:
    database = folder.open()
    with database.transaction():
        backup = folder.back_up(now)
        database.execute("update employers set phone = ''")
    assert is_sound(backup, folder.key)
