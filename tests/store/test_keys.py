"""The key: made once, kept closed, and never made anew over somebody's data."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kiosk.errors import KeyUnavailable
from kiosk.store.database import open_database
from kiosk.store.keyring import desktop_keyring
from kiosk.store.keys import KEY_FILE, DatabaseKey, KeyringFailed, load_key

LOADS_MANY_KEYS = """
import sys
from pathlib import Path
from kiosk.store.keys import load_key
folder = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for n in range(40):
    print(load_key(folder / f"keys {n}", database=folder / "station.db").hex())
"""


class Drawer:
    """A keyring in memory, which can be locked."""

    def __init__(self, *, locked: bool = False) -> None:
        self.locked = locked
        self.kept: dict[str, bytes] = {}

    def read(self, entry: str) -> bytes | None:
        if self.locked:
            raise KeyringFailed
        return self.kept.get(entry)

    def keep(self, entry: str, secret: bytes) -> None:
        if self.locked:
            raise KeyringFailed
        self.kept[entry] = secret


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = load_key(tmp_path / "keys", database=tmp_path / "station.db")
    file = tmp_path / "keys" / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.read_bytes().hex() == key.hex()


def test_the_second_start_reads_the_same_key(tmp_path: Path) -> None:
    first = load_key(tmp_path, database=tmp_path / "station.db")
    assert load_key(tmp_path, database=tmp_path / "station.db") == first


def test_processes_at_their_first_start_end_with_one_key(tmp_path: Path, said_at_once) -> None:
    assert len(set(said_at_once(LOADS_MANY_KEYS, tmp_path))) == 1


def test_no_key_is_made_over_a_database_that_has_one(tmp_path: Path) -> None:
    database = tmp_path / "station.db"
    open_database(database, DatabaseKey(bytes(32))).close()
    with pytest.raises(KeyUnavailable) as refused:
        load_key(tmp_path / "keys", database=database)
    assert refused.value.key == "error-key-missing"
    assert not (tmp_path / "keys" / KEY_FILE).exists()


def test_no_key_is_made_over_a_database_that_was_moved_away(tmp_path: Path) -> None:
    database = tmp_path / "station.db"
    open_database(database, DatabaseKey(bytes(32))).close()
    database.unlink()
    with pytest.raises(KeyUnavailable):
        load_key(tmp_path / "keys", database=database)


@pytest.mark.parametrize("content", [b"", b"short", bytes(33), b"k" * 5000])
def test_a_broken_key_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / KEY_FILE
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(KeyUnavailable) as refused:
        load_key(tmp_path, database=tmp_path / "station.db")
    assert refused.value.key == "error-key-damaged"
    assert file.read_bytes() == content


def test_a_key_file_that_others_could_read_is_closed_to_them_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / KEY_FILE
    file.write_bytes(bytes(32))
    file.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        load_key(tmp_path, database=tmp_path / "station.db")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "closed to them now" in caplog.text


def test_a_keyring_that_works_keeps_the_key_and_no_file_is_made(tmp_path: Path) -> None:
    drawer = Drawer()
    key = load_key(tmp_path, database=tmp_path / "station.db", keyring=drawer)
    assert load_key(tmp_path, database=tmp_path / "station.db", keyring=drawer) == key
    assert not (tmp_path / KEY_FILE).exists()


def test_a_locked_keyring_at_the_first_start_means_a_key_file(tmp_path: Path) -> None:
    key = load_key(tmp_path, database=tmp_path / "station.db", keyring=Drawer(locked=True))
    assert (tmp_path / KEY_FILE).read_bytes().hex() == key.hex()


def test_a_keyring_that_locks_later_is_told_from_a_lost_key(tmp_path: Path) -> None:
    drawer = Drawer()
    database = tmp_path / "station.db"
    open_database(database, load_key(tmp_path / "keys", database=database, keyring=drawer)).close()
    drawer.locked = True
    with pytest.raises(KeyUnavailable) as refused:
        load_key(tmp_path / "keys", database=database, keyring=drawer)
    assert refused.value.key == "error-keyring-closed"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    with pytest.raises(KeyUnavailable):
        load_key(tmp_path / "keys", database=tmp_path / "station.db")


def test_without_a_desktop_no_keyring_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert desktop_keyring() is None


def test_a_dead_session_bus_costs_no_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody-here")
    key = load_key(tmp_path, database=tmp_path / "station.db", keyring=desktop_keyring())
    assert (tmp_path / KEY_FILE).read_bytes().hex() == key.hex()


def test_a_key_shows_itself_nowhere() -> None:
    key = DatabaseKey(bytes(range(32)))
    assert key.hex() not in f"{key} {key!r} {key.mark()}"
