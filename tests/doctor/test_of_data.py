"""Hostile states of the data folder get the right light, and looking at them changes nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from kiosk.care.config.in_force import settings_in_force
from kiosk.care.places import Places
from kiosk.doctor.of_data import check_database, check_disk, check_settings
from kiosk.domain.finding import Light
from kiosk.store.connection import PAGE_BYTES, connect
from kiosk.store.durable import written_whole
from kiosk.store.integrity import check
from kiosk.store.keys import DatabaseKey, mark_file
from kiosk.store.migrations import SCHEMA_VERSION
from tests.doctor.conftest import Mounted
from tests.doctor.told import assert_told

RELEASED = sorted((Path(__file__).parents[1] / "store" / "released").glob("*.db"))
OTHER_KEY = DatabaseKey(bytes(range(32)))


def flip(file: Path, offset: int) -> None:
    content = bytearray(file.read_bytes())
    content[offset] ^= 0xFF
    file.write_bytes(content)


def fill(file: Path) -> None:
    """Write until the disk takes no more."""
    with suppress(OSError), file.open("wb", buffering=0) as out:
        while out.write(bytes(4096)):
            pass


def set_version(here: Places, key: DatabaseKey, version: int) -> None:
    with closing(connect(here.database, key)) as connection:
        connection.execute(f"pragma user_version = {version}")


@pytest.mark.usefixtures("unchanged")
def test_a_sound_database_is_read_whole_and_well(here: Places, key: DatabaseKey) -> None:
    assert_told(check_database(here, key), Light.GREEN, "ok", megabytes=here.database.stat().st_size >> 20)


def test_before_the_first_start_there_is_no_database_and_none_is_made(nowhere: Places) -> None:
    assert_told(check_database(nowhere, None), Light.AMBER, "none")
    assert not nowhere.data.parent.exists()


def test_a_data_folder_that_is_a_file_is_told_by_the_disk(nowhere: Places) -> None:
    nowhere.data.parent.mkdir()
    nowhere.data.write_text("in the way")
    assert_told(check_database(nowhere, OTHER_KEY), Light.AMBER, "none")
    assert_told(check_disk(nowhere), Light.RED, "read-only", folder=str(nowhere.data))
    assert nowhere.data.read_text() == "in the way"


@pytest.mark.usefixtures("unchanged")
def test_without_its_key_it_is_red(here: Places) -> None:
    assert_told(check_database(here, None), Light.RED, "locked")


@pytest.mark.parametrize("size", [0, PAGE_BYTES - 1, None], ids=["empty", "cut short", "gone"])
def test_one_that_lost_all_that_it_held_is_red_and_no_new_one_is_begun(
    here: Places, key: DatabaseKey, size: int | None
) -> None:
    if size is None:
        here.database.unlink()
    else:
        os.truncate(here.database, size)
    assert_told(check_database(here, key), Light.RED, "empty")
    assert here.database.exists() == (size is not None)
    assert size is None or here.database.stat().st_size == size


def test_a_flipped_bit_anywhere_is_red_and_is_not_mended(here: Places, key: DatabaseKey) -> None:
    pages = here.database.stat().st_size // PAGE_BYTES
    for page in (1, pages // 2, pages - 1):
        flip(here.database, page * PAGE_BYTES + 700)
    spoiled = here.database.read_bytes()
    found = check_database(here, key)
    assert_told(found, Light.RED, "damaged")
    problems = check(here.database, key) or []
    assert (found.details["count"], found.details["first"]) == (len(problems), problems[0])
    assert here.database.read_bytes() == spoiled


@pytest.mark.parametrize("mark", ["kept", "lost"])
def test_a_broken_first_page_is_told_from_another_key_as_far_as_that_can_be_known(
    here: Places, key: DatabaseKey, mark: str
) -> None:
    if mark == "lost":
        mark_file(here.database).unlink()
    flip(here.database, 700)
    assert_told(check_database(here, key), Light.RED, "torn" if mark == "kept" else "other-key")


@pytest.mark.usefixtures("unchanged")
def test_a_wrong_key_makes_no_sound_database_look_damaged(here: Places) -> None:
    """Else a technician would be told to let the station restore it."""
    assert_told(check_database(here, OTHER_KEY), Light.RED, "other-key")


def test_a_newer_programs_database_is_red(here: Places, key: DatabaseKey) -> None:
    set_version(here, key, SCHEMA_VERSION + 1)
    assert_told(check_database(here, key), Light.RED, "newer")


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name)
def test_an_older_programs_database_is_amber_and_stays_old(nowhere: Places, released: Path) -> None:
    nowhere.data.mkdir(parents=True)
    shutil.copyfile(released, nowhere.database)
    assert_told(check_database(nowhere, OTHER_KEY), Light.AMBER, "older")
    assert nowhere.database.read_bytes() == released.read_bytes()


def test_one_that_somebody_else_holds_alone_is_amber(here: Places, key: DatabaseKey) -> None:
    with closing(connect(here.database, key, alone=True)) as other:
        other.execute("begin exclusive")
        assert_told(check_database(here, key), Light.AMBER, "busy")


def test_one_on_a_full_disk_is_red(here: Places, key: DatabaseKey, mounted: Mounted) -> None:
    full = Places(data=mounted("size=8m"), keys=here.keys)
    shutil.copytree(here.data, full.data, dirs_exist_ok=True)
    fill(full.data / "photographs")
    assert_told(check_database(full, key), Light.RED, "no-room")
    assert_told(check_disk(full), Light.RED, "full", megabytes=0)


def test_one_that_is_a_folder_is_red(here: Places, key: DatabaseKey) -> None:
    here.database.unlink()
    here.database.mkdir()
    found = check_database(here, key)
    assert found.light is Light.RED
    assert found.case in ("empty", "unreadable")


def test_one_that_was_restored_is_amber_as_long_as_the_damaged_one_is_kept(here: Places, key: DatabaseKey) -> None:
    here.damaged.mkdir()
    (here.damaged / "station-20261121T080000-1.db").write_bytes(b"damaged")
    (here.damaged / "station-20261121T080000-1.db-wal").write_bytes(b"with it")
    assert_told(check_database(here, key), Light.AMBER, "restored", count=1)


@pytest.mark.usefixtures("unchanged")
def test_a_disk_with_room_is_well_and_nothing_is_left_on_it(here: Places) -> None:
    found = check_disk(here)
    assert found.case in ("ok", "low"), "there is little room on this machine"
    assert_told(found, found.light, found.case)


def test_where_there_is_no_folder_yet_its_disk_is_looked_at_and_none_is_made(nowhere: Places) -> None:
    assert check_disk(nowhere).case in ("ok", "low")
    assert not nowhere.data.parent.exists()


@pytest.mark.parametrize(
    ("size", "light", "case"), [("100m", Light.RED, "full"), ("1g", Light.AMBER, "low"), ("5g", Light.GREEN, "ok")]
)
def test_the_room_that_is_left_decides(mounted: Mounted, size: str, light: Light, case: str) -> None:
    folder = mounted(f"size={size}")
    assert_told(check_disk(Places(data=folder, keys=folder)), light, case)
    assert list(folder.iterdir()) == []


def test_a_disk_that_only_reads_is_red(mounted: Mounted) -> None:
    folder = mounted("size=5g", "ro")
    assert_told(check_disk(Places(data=folder, keys=folder)), Light.RED, "read-only", folder=str(folder))


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signalled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, signalled)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.usefixtures("unchanged")
def test_a_folder_that_takes_nothing_is_red_and_the_probe_does_not_stay(here: Places) -> None:
    with nothing_can_be_written():
        found = check_disk(here)
    assert_told(found, Light.RED, "read-only", folder=str(here.data))


def test_settings_that_are_not_there_or_right_are_well(here: Places) -> None:
    assert_told(check_settings(here), Light.GREEN, "usual")
    here.settings.write_text("[printer]\npaper_mm = 58\n", "utf-8")
    assert_told(check_settings(here), Light.GREEN, "ok")
    assert not list(here.data.glob("*.good"))


@pytest.mark.parametrize(
    "garbage", [b"\xff\xfe\x00", b"[printer\n", b"[printer]\npaper_mm = 57\n", bytes(2 << 20), b"a." * 9000 + b"b=1"]
)
def test_settings_of_garbage_are_amber(here: Places, garbage: bytes) -> None:
    here.settings.write_bytes(garbage)
    assert_told(check_settings(here), Light.AMBER, "mistakes", count=1)
    assert here.settings.read_bytes() == garbage


def test_settings_that_are_a_folder_are_amber(here: Places) -> None:
    here.settings.mkdir()
    assert_told(check_settings(here), Light.AMBER, "mistakes", count=1)


def test_it_is_said_so_where_the_last_good_settings_count(here: Places) -> None:
    here.settings.write_text("[printer]\npaper_mm = 58\n", "utf-8")
    settings_in_force(here.settings, whole=written_whole)
    here.settings.write_text("[printer]\npaper_mm = 57\n[kiosk]\ntheme = 9\n", "utf-8")
    assert_told(check_settings(here), Light.AMBER, "last-good", count=2)
