"""Backups are whole, encrypted, and counted, not dated: clocks go wrong."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.errors import DamagedDatabase
from kiosk.store.backups import (
    Keeping,
    backups_in,
    hold_backup,
    is_sound,
    made_at,
    make_backup,
    release_backups,
)
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
    keeping = Keeping(most=7)
    made = [make_backup(folder.database, folder.key, folder.backups, now=clock, keeping=keeping) for clock in clocks]
    assert backups_in(folder.backups) == made[:1:-1]


def test_small_ones_stay_for_a_week_and_large_ones_as_long_as_there_are_seven(folder, now: datetime) -> None:
    folder.open()
    for _ in range(30):
        newest = folder.back_up(now)
    assert len(backups_in(folder.backups)) == 28
    size = newest.stat().st_size
    for most_bytes, count in ((size * 10, 10), (size * 3, 7), (0, 7)):
        keeping = Keeping(most_bytes=most_bytes)
        make_backup(folder.database, folder.key, folder.backups, now=now, keeping=keeping)
        assert len(backups_in(folder.backups)) == count


class SmallDisk:
    """A disk that holds so many bytes of backups."""

    def __init__(self, size: int) -> None:
        self._size = size

    def free_bytes(self, folder: Path) -> int:
        return self._size - sum(path.stat().st_size for path in folder.iterdir())


def test_where_the_disk_gets_full_the_oldest_go_and_the_newest_never(folder, now: datetime) -> None:
    folder.open().close()
    size = folder.back_up(now).stat().st_size

    def made_on(disk: SmallDisk) -> Path:
        keeping = Keeping(reserve_bytes=size, free_bytes=disk.free_bytes)
        return make_backup(folder.database, folder.key, folder.backups, now=now, keeping=keeping)

    made = [made_on(SmallDisk(size * 5)) for _ in range(6)]
    assert backups_in(folder.backups) == made[:-5:-1], "room for four and the reserve"
    newest = made_on(SmallDisk(0))
    assert backups_in(folder.backups) == [newest]


def test_more_than_seven_that_weigh_too_much_go_where_the_disk_is_no_longer_roomy(folder, now: datetime) -> None:
    folder.open().close()
    size = folder.back_up(now).stat().st_size

    def made_on(disk: SmallDisk) -> Path:
        free = disk.free_bytes
        keeping = Keeping(least=12, most=12, most_bytes=1, roomy_bytes=size * 2, reserve_bytes=size, free_bytes=free)
        return make_backup(folder.database, folder.key, folder.backups, now=now, keeping=keeping)

    made = [made_on(SmallDisk(size * 100)) for _ in range(14)]
    assert backups_in(folder.backups) == made[:1:-1]
    made.append(made_on(SmallDisk(size * 10 + size // 2)))
    assert backups_in(folder.backups) == made[:-9:-1], "room for eight, and to be roomy"
    made.append(made_on(SmallDisk(size * 8)))
    assert backups_in(folder.backups) == made[:-8:-1], "seven stay as long as there is the reserve"


def test_a_backup_tells_by_its_name_when_it_was_made(folder, now: datetime) -> None:
    folder.open()
    backup = folder.back_up(now)
    os.utime(backup, (0, 0))
    assert made_at(backup, now.tzinfo) == now.replace(microsecond=0)
    renamed = backup.rename(backup.with_name("station-000001-99999999T999999.db"))
    assert made_at(renamed, now.tzinfo).timestamp() == 0


def test_one_that_is_held_stays_whatever_comes_after_it_until_it_is_released(folder, now: datetime) -> None:
    folder.open()
    first, held = folder.back_up(now), folder.back_up(now)
    hold_backup(first)
    hold_backup(held)
    keeping = Keeping(least=2, most=2)
    for _ in range(4):
        newest = make_backup(folder.database, folder.key, folder.backups, now=now, keeping=keeping)
    assert backups_in(folder.backups)[0] == newest
    assert held in backups_in(folder.backups)
    assert first not in backups_in(folder.backups)
    assert len(backups_in(folder.backups)) == 3
    release_backups(folder.backups)
    make_backup(folder.database, folder.key, folder.backups, now=now, keeping=keeping)
    assert len(backups_in(folder.backups)) == 2
    assert not list(folder.backups.glob("*.held"))


def test_a_damaged_database_makes_no_backup_and_costs_none(folder, posting, now: datetime) -> None:
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=posting(note="活" * 500)) for _ in range(100)])
    good = folder.back_up(now)
    folder.overwrite(30 * 4096, b"\xee" * 4096)
    with pytest.raises(DamagedDatabase):
        make_backup(folder.database, folder.key, folder.backups, now=now, keeping=Keeping(least=1, most=1))
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
