"""The key is found where the station finds it, and looking for it changes nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.doctor.of_key import check_key, look_for_key
from kiosk.domain.finding import Finding, Light
from kiosk.store.keys import KEY_FILE, DatabaseKey, load_key, mark_file
from tests.doctor.told import assert_told
from tests.store.test_keys import Drawer


def looked(here: Places, drawer: Drawer | None = None) -> Finding:
    return check_key(here, look_for_key(here, keyring=drawer))


@pytest.mark.usefixtures("unchanged")
def test_a_key_file_of_the_station_alone_is_well(here: Places, key: DatabaseKey) -> None:
    assert look_for_key(here, keyring=None).key == key
    assert_told(looked(here), Light.GREEN, "file")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
@pytest.mark.parametrize("rights", [0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_red_and_is_left_so(here: Places, rights: int) -> None:
    """To close it is the kiosk's: a doctor who did would say green the second time, and nobody would know."""
    file = here.keys / KEY_FILE
    file.chmod(rights)
    for _ in range(2):
        assert_told(looked(here), Light.RED, "open", file=str(file))
    assert file.stat().st_mode & 0o777 == rights


def test_a_key_in_the_keyring_is_well_and_no_folder_is_made(nowhere: Places) -> None:
    drawer = Drawer()
    key = load_key(nowhere.keys, database=nowhere.database, keyring=drawer)
    for file in nowhere.keys.iterdir():
        file.unlink()
    nowhere.keys.rmdir()
    assert look_for_key(nowhere, keyring=drawer).key == key
    assert_told(looked(nowhere, drawer), Light.GREEN, "keyring")
    assert not nowhere.keys.exists()


@pytest.mark.parametrize("drawer", [None, Drawer(), Drawer(locked=True)], ids=["no keyring", "empty", "locked"])
def test_before_the_first_start_there_is_none_and_none_is_made(nowhere: Places, drawer: Drawer | None) -> None:
    assert_told(looked(nowhere, drawer), Light.AMBER, "none")
    assert not nowhere.keys.exists()


@pytest.mark.parametrize(
    ("drawer", "case"), [(None, "missing"), (Drawer(), "missing"), (Drawer(locked=True), "closed")]
)
def test_a_database_whose_key_is_gone_is_red(here: Places, drawer: Drawer | None, case: str) -> None:
    (here.keys / KEY_FILE).unlink()
    assert look_for_key(here, keyring=drawer).key is None
    assert_told(looked(here, drawer), Light.RED, case, folder=str(here.keys))
    assert not (here.keys / KEY_FILE).exists()


def test_a_database_that_left_only_its_mark_wants_its_key_too(here: Places) -> None:
    (here.keys / KEY_FILE).unlink()
    here.database.unlink()
    assert mark_file(here.database).exists()
    assert_told(looked(here), Light.RED, "missing")


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 33])
def test_a_file_that_is_no_key_is_red(here: Places, secret: bytes) -> None:
    (here.keys / KEY_FILE).write_bytes(secret)
    assert look_for_key(here, keyring=None).key is None
    assert_told(looked(here), Light.RED, "torn")


def test_a_word_in_the_keyring_that_is_no_key_is_red(nowhere: Places) -> None:
    drawer = Drawer()
    drawer.kept[str(nowhere.keys)] = b""
    assert_told(looked(nowhere, drawer), Light.RED, "torn")


def test_what_cannot_be_read_is_red(here: Places, tmp_path: Path) -> None:
    file = here.keys / KEY_FILE
    file.unlink()
    file.mkdir()
    assert_told(looked(here), Light.RED, "unreadable")
    in_the_way = Places(data=here.data, keys=here.database / "keys")
    assert_told(looked(in_the_way), Light.RED, "unreadable")
    loop = tmp_path / "loop"
    os.symlink(loop, loop)
    assert_told(looked(Places(data=here.data, keys=loop)), Light.RED, "unreadable")
