"""A damaged database is put aside whole, and the station goes on with its last good backup and what can be read."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.slip import SlipHeld
from kiosk.errors import DamagedDatabase, StoreBusy, UnknownThing
from kiosk.store.integrity import check
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.recovery import mark_damaged, open_or_recover
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore

PAGE = 4096
Make = Callable[..., Posting]

RECOVERS = """
import sys
from pathlib import Path
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import PostingStore
from kiosk.store.recovery import open_or_recover
print("ready", flush=True)
sys.stdin.readline()
data = Path(sys.argv[1])
opened = open_or_recover(data / "station.db", DatabaseKey(bytes(range(32))), backups=data / "backups",
                         damaged=data / "damaged")
print(len(PostingStore(opened.database).all()), opened.put_aside is not None)
opened.database.close()
"""


@pytest.fixture
def backed_up(folder, posting: Make, now: datetime) -> list[Posting]:
    """A closed station with 300 postings, all of them in a backup."""
    kept = [posting(note="活" * 100) for _ in range(300)]
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=each, fingerprint=each.id) for each in kept])
    folder.back_up(now)
    return kept


def ids(database) -> set[str]:
    return {each.id for each in PostingStore(database).all()}


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_loses_nothing_that_was_backed_up(folder, backed_up: list[Posting], seed: int) -> None:
    chance = random.Random(seed)
    size = folder.database.stat().st_size
    offset = 0 if seed == 0 else chance.randrange(size)
    folder.overwrite(offset, chance.randbytes(chance.choice([1, 16, 700, 3 * PAGE])))
    broken = folder.database.read_bytes()
    if check(folder.database, folder.key):
        mark_damaged(folder.database)
    opened = folder.recover()
    assert ids(opened.database) == {each.id for each in backed_up}
    assert check(folder.database, folder.key) == []
    if opened.put_aside:
        assert opened.put_aside.read_bytes() == broken
        assert opened.recovered_from


@pytest.mark.parametrize("left", [0, 1, 511, 512, PAGE - 1, PAGE, PAGE + 7, 10 * PAGE])
def test_a_database_cut_short_is_restored(folder, backed_up: list[Posting], left: int) -> None:
    os.truncate(folder.database, left)
    if check(folder.database, folder.key):
        mark_damaged(folder.database)
    opened = folder.recover()
    assert ids(opened.database) == {each.id for each in backed_up}
    assert opened.put_aside
    assert opened.put_aside.stat().st_size == left


def test_a_database_that_is_gone_comes_back_from_its_backup(folder, backed_up: list[Posting]) -> None:
    folder.database.unlink()
    opened = folder.recover()
    assert len(ids(opened.database)) == len(backed_up)
    assert opened.put_aside is None


def test_a_write_ahead_log_left_behind_is_not_played_into_the_backup(folder, backed_up: list[Posting]) -> None:
    with folder.open() as database:
        PostingStore(database).set_state(backed_up[0].id, PostingState.PAUSED)
        log = database.path.with_name("station.db-wal").read_bytes()
    os.truncate(folder.database, 100)
    folder.database.with_name("station.db-wal").write_bytes(log)
    opened = folder.recover()
    assert opened.put_aside.with_name(f"{opened.put_aside.name}-wal").read_bytes() == log
    assert check(folder.database, folder.key) == []
    assert PostingStore(opened.database).get(backed_up[0].id).state is PostingState.OPEN


@pytest.mark.parametrize("seed", range(6))
def test_a_torn_write_ahead_log_costs_the_torn_changes_only(folder, posting: Make, seed: int) -> None:
    database = folder.open()
    kept, torn = posting(), posting()
    PostingStore(database).save_new([NewPosting(posting=kept)])
    log = folder.database.with_name("station.db-wal")
    whole = log.stat().st_size
    PostingStore(database).save_new([NewPosting(posting=torn)])
    both = log.read_bytes()
    copy = folder.root / "copy"
    copy.mkdir()
    for name in ("station.db", "station.db.key-mark"):
        (copy / name).write_bytes(folder.database.with_name(name).read_bytes())
    cut = random.Random(seed).randrange(whole, len(both))
    (copy / "station.db-wal").write_bytes(both[:cut])
    (folder.root / "data").rename(folder.root / "before")
    copy.rename(folder.root / "data")
    assert ids(folder.recover().database) == {kept.id}


def test_with_no_backup_the_station_starts_empty_and_the_damaged_file_is_kept(folder) -> None:
    with folder.open() as database:
        StationStore(database).current()
    folder.overwrite(0, b"\x00" * PAGE)
    broken = folder.database.read_bytes()
    opened = folder.recover()
    assert opened.recovered_from is None
    assert opened.put_aside.read_bytes() == broken
    assert ids(opened.database) == set()


def test_a_damaged_backup_is_passed_over_for_an_older_one(folder, backed_up, posting: Make, now) -> None:
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=posting())])
    newest = folder.back_up(now + timedelta(days=1))
    newest.write_bytes(newest.read_bytes()[: 5 * PAGE])
    folder.overwrite(0, b"\x00" * PAGE)
    opened = folder.recover()
    assert opened.recovered_from != newest
    assert len(ids(opened.database)) == len(backed_up)


def test_damage_twice_in_one_second_keeps_both_files(folder, backed_up) -> None:
    for _ in range(2):
        folder.overwrite(0, b"\x00" * PAGE)
        folder.recover().database.close()
    assert len(list(folder.damaged.glob("*.db"))) == 2


def test_slips_issued_since_the_backup_survive_a_torn_page(folder, posting: Make, now: datetime) -> None:
    wanted = posting(headcount=3)
    others = [posting(note="活" * 200) for _ in range(200)]
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=each) for each in (wanted, *others)])
    folder.back_up(now)
    with folder.open() as database:
        slips = SlipStore(database)
        first = slips.issue(wanted.id, wish_id="before the damage", now=now)
        assert isinstance(first, SlipHeld)
        PostingStore(database).save_new([NewPosting(posting=posting(note="后" * 900)) for _ in range(50)])
        torn = database.value("select rootpage from sqlite_schema where name = 'offers_of_trade'")
    folder.overwrite((torn - 1) * PAGE + 100, b"\xee" * 300)
    mark_damaged(folder.database)
    opened = folder.recover()
    slips = SlipStore(opened.database)
    assert slips.find(first.slip.number) == first.slip
    assert slips.issue(wanted.id, wish_id="before the damage", now=now) == first
    assert PostingStore(opened.database).get(wanted.id).slots_left == 2
    assert len(ids(opened.database)) == 251
    assert check(folder.database, folder.key) == []


def test_a_torn_page_met_at_work_is_told_as_damage(folder, backed_up: list[Posting]) -> None:
    pages = folder.database.stat().st_size // PAGE
    with folder.open() as database:
        for page in range(pages // 2, pages):
            folder.overwrite(page * PAGE + 9, b"\xee" * 50)
        with pytest.raises(DamagedDatabase):
            PostingStore(database).all()


def test_a_false_alarm_moves_nothing(folder, backed_up: list[Posting]) -> None:
    mark_damaged(folder.database)
    opened = folder.recover()
    assert opened.put_aside is None
    assert len(ids(opened.database)) == len(backed_up)
    assert not folder.damaged.exists()


def test_a_damaged_file_is_not_moved_from_under_a_program_that_has_it_open(folder, backed_up) -> None:
    folder.open()
    mark_damaged(folder.database)
    folder.overwrite(20 * PAGE, b"\xee" * 50)
    with pytest.raises(StoreBusy):
        open_or_recover(folder.database, folder.key, backups=folder.backups, damaged=folder.damaged, others_wait_s=0.1)
    assert not folder.damaged.exists()


def test_processes_that_meet_the_damage_at_once_restore_it_once(folder, backed_up, said_at_once) -> None:
    folder.overwrite(0, b"\x00" * PAGE)
    said = sorted(each.split() for each in said_at_once(RECOVERS, folder.database.parent))
    assert said == [["300", "False"]] * 3 + [["300", "True"]]
    assert len(list(folder.damaged.glob("*.db"))) == 1


def test_an_unknown_posting_is_told_after_recovery_as_before(folder, backed_up) -> None:
    folder.overwrite(0, b"\x00" * PAGE)
    with pytest.raises(UnknownThing):
        PostingStore(folder.recover().database).get("nobody")


@pytest.fixture
def issued_since(folder, posting: Make, now: datetime) -> list[str]:
    """Numbers of 40 slips, issued since the backup of a station that is closed now; 200 postings came after them."""
    wanted = posting(headcount=100)
    with folder.open() as database:
        PostingStore(database).save_new([NewPosting(posting=wanted)])
    folder.back_up(now)
    with folder.open() as database:
        slips = SlipStore(database)
        held = [slips.issue(wanted.id, wish_id=f"{number}" * 60, now=now) for number in range(40)]
        PostingStore(database).save_new([NewPosting(posting=posting(note="后" * 900)) for _ in range(200)])
    return [each.slip.number for each in held if isinstance(each, SlipHeld)]


def numbers(opened) -> set[str]:
    return {number for (number,) in opened.database.rows("select number from slips")}


def test_slips_issued_since_the_backup_survive_a_file_cut_short(folder, issued_since: list[str]) -> None:
    os.truncate(folder.database, folder.database.stat().st_size // 2)
    mark_damaged(folder.database)
    assert numbers(folder.recover()) == set(issued_since)
    assert check(folder.database, folder.key) == []


@pytest.mark.parametrize("seed", range(4))
def test_what_stands_between_torn_pages_is_carried_over(folder, issued_since: list[str], seed: int) -> None:
    """A posting of 2.7 kB takes a page; four torn pages may cost some rows each, not all that stands between them."""
    pages = folder.database.stat().st_size // PAGE
    for page in random.Random(seed).sample(range(pages // 3, pages), 4):
        folder.overwrite(page * PAGE + 100, b"\xee" * 30)
    mark_damaged(folder.database)
    opened = folder.recover()
    assert len(ids(opened.database)) > 201 - 4 * 4
    assert len(numbers(opened)) > len(issued_since) - 20
    assert check(folder.database, folder.key) == []
