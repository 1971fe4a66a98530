"""A full disk and a busy database: what could not be saved is said, and what is there can be read."""

from __future__ import annotations

import errno

import pytest

from kiosk.domain.listing import Today
from kiosk.errors import DiskFull, StoreBusy, StoreError
from kiosk.store.connection import connect, told
from kiosk.store.durable import files_told, written_whole
from kiosk.store.filelock import FileLock
from kiosk.store.integrity import check
from kiosk.store.outbox import Outbox
from kiosk.store.postings import NewPosting, PostingStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore

OPENS_WHERE_NOTHING_CAN_BE_WRITTEN = """
import resource, sys
from datetime import datetime
from pathlib import Path
from kiosk.domain.listing import Today
from kiosk.errors import StoreError
from kiosk.store.database import open_database
from kiosk.store.keys import DatabaseKey
from kiosk.store.postings import PostingStore
from kiosk.store.slips import SlipStore
from kiosk.store.stations import StationStore
print("ready", flush=True)
sys.stdin.readline()
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
with open_database(Path(sys.argv[1]), DatabaseKey(bytes(range(32)))) as database:
    now = datetime(2026, 11, 21, 8, 0)
    shown = PostingStore(database).on_offer(Today(), now=now)
    slips = SlipStore(database)
    words = [str(len(shown)), str(database.only_reads)]
    try:
        slips.issue(shown[0].id, wish_id="w", now=now)
    except StoreError:
        words.append("not saved")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    slips.issue(shown[0].id, wish_id="w", now=now)
    words += [str(slips.held_count(shown[0].id)), str(database.only_reads)]
print(*words, sep=", ")
"""


@pytest.fixture
def full(database, posting):
    """A database that cannot grow by one more page."""
    station = StationStore(database).current()
    PostingStore(database).save_new([NewPosting(posting=posting(headcount=50))])
    pages = database.value("pragma page_count")
    assert database.value(f"pragma max_page_count = {pages}") == pages
    return database, station


def test_a_full_disk_is_said_and_the_worker_browses_on(folder, full, posting, now) -> None:
    database, _ = full
    store = PostingStore(database)
    before = Outbox(database).count_waiting()
    with pytest.raises(DiskFull):
        store.save_new([NewPosting(posting=posting(note="长" * 300)) for _ in range(200)])
    assert len(store.on_offer(Today(), now=now)) == 1
    assert Outbox(database).count_waiting() == before
    assert check(folder.database, folder.key) == []


def test_a_station_that_starts_where_nothing_can_be_written_is_browsed_until_it_can(
    folder, posting, said_at_once
) -> None:
    with folder.open() as database:
        StationStore(database).current()
        PostingStore(database).save_new([NewPosting(posting=posting())])
    said = said_at_once(OPENS_WHERE_NOTHING_CAN_BE_WRITTEN, folder.database, processes=1)
    assert said == ["1, True, not saved, 1, False\n"]


def test_a_wish_on_a_full_disk_gets_its_slip_when_there_is_room_again(full, now) -> None:
    database, _ = full
    offered = PostingStore(database).all()[0]
    slips = SlipStore(database)
    refused = None
    for wish in range(50):
        try:
            slips.issue(offered.id, wish_id=str(wish), now=now)
        except DiskFull:
            refused = str(wish)
            break
    assert refused
    held = slips.held_count(offered.id)
    database.execute("pragma max_page_count = 100000")
    slips.issue(offered.id, wish_id=refused, now=now)
    assert slips.held_count(offered.id) == held + 1


def test_a_writer_that_keeps_others_waiting_too_long_is_told(folder, database) -> None:
    database.rows("pragma busy_timeout = 50")
    other = connect(folder.database, folder.key)
    other.execute("begin immediate")
    with pytest.raises(StoreBusy), database.transaction():
        pass
    other.close()
    with database.transaction():
        pass


def test_a_change_that_fails_leaves_the_database_usable(database) -> None:
    def change() -> None:
        with database.transaction():
            database.execute("insert into regions values ('1', '镇', '', null, null)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert database.rows("select * from regions") == []
    StationStore(database).current()


def test_what_the_system_says_of_files_is_told_in_our_words() -> None:
    with pytest.raises(DiskFull), files_told():
        raise OSError(errno.ENOSPC, "no space")
    with pytest.raises(StoreError), files_told():
        raise PermissionError


def test_a_mistake_of_ours_is_not_told_as_the_surroundings(database) -> None:
    with pytest.raises(Exception, match="no such table") as mistake, told(database.path):
        database.rows("select * from nowhere")
    assert not isinstance(mistake.value, StoreError)


def test_a_file_written_whole_keeps_its_old_content_when_writing_fails(tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("old")

    def write() -> None:
        with written_whole(file) as draft:
            draft.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_lock_held_alone_shuts_out_all_and_a_shared_one_only_the_lonely(tmp_path) -> None:
    path = tmp_path / "lock"
    with FileLock(path, alone=False, wait_s=0), FileLock(path, alone=False, wait_s=0), pytest.raises(StoreBusy):
        FileLock(path, alone=True, wait_s=0)
    with FileLock(path, alone=True, wait_s=0), pytest.raises(StoreBusy):
        FileLock(path, alone=False, wait_s=0.05)
    FileLock(path, alone=True, wait_s=0).release()
