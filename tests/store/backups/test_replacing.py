"""A database takes another one's place in one step, and the other one is whole where it lies then."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.connection import connect
from kiosk.store.replacing import replace_database
from tests.store.backups.conftest import NOW, Machine


@pytest.fixture
def new(here: Machine, tmp_path: Path) -> Path:
    """A file to put in the place of the station's database."""
    file = here.places.data / "new"
    file.write_bytes(b"new")
    return file


def replaced(machine: Machine, new: Path) -> Path | None:
    at = machine.places
    return replace_database(at.database, new, key=machine.key, aside=at.damaged, now=NOW)


def test_what_was_in_the_write_ahead_log_is_in_the_one_file_that_is_put_aside(here: Machine, new: Path) -> None:
    log = here.places.database.with_name("station.db-wal")
    with here.open() as station:
        station.database.execute("update postings set title = '现在的'")
        kept = {path: path.read_bytes() for path in (here.places.database, log)}
    for path, content in kept.items():
        path.write_bytes(content)  # as a power cut leaves them
    aside = replaced(here, new)
    assert aside is not None
    assert list(here.places.damaged.iterdir()) == [aside]
    with closing(connect(aside, here.key)) as connection:
        assert connection.execute("select title from postings").fetchall() == [("现在的",)]
    assert here.places.database.read_bytes() == b"new"
    assert not new.exists()


def test_a_database_that_does_not_open_is_put_aside_with_all_its_pieces(here: Machine, new: Path) -> None:
    pieces = {"station.db": b"torn" * 5000, "station.db-wal": b"log", "station.db-journal": b"journal"}
    for name, content in pieces.items():
        (here.places.data / name).write_bytes(content)
    here.close()
    replace_database(here.places.database, new, key=None, aside=here.places.damaged, now=NOW)
    aside = {path.name.partition(".db")[2]: path.read_bytes() for path in here.places.damaged.iterdir()}
    assert aside == {"": b"torn" * 5000, "-wal": b"log", "-journal": b"journal"}
    assert [path.name for path in here.places.data.glob("station.db-[!k]*")] == []


def test_nothing_is_put_aside_where_there_was_nothing(machine_at) -> None:
    machine = machine_at("new")
    machine.places.data.mkdir(parents=True)
    new = machine.places.data / "new"
    new.write_bytes(b"new")
    assert replaced(machine, new) is None
    assert machine.places.database.read_bytes() == b"new"
    assert not machine.places.damaged.exists()


def test_two_in_one_second_are_both_kept(here: Machine, new: Path) -> None:
    first = replaced(here, new)
    new.write_bytes(b"newer")
    second = replaced(here, new)
    assert first != second
    assert second is not None
    assert second.read_bytes() == b"new"


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="another file system of Linux")
def test_it_is_copied_where_no_second_name_can_be_given(here: Machine, new: Path) -> None:
    """As on a file system that knows none, or on another disk."""
    there = Path("/dev/shm") / f"yizhan-test-{os.getpid()}"
    before = here.places.database.read_bytes()
    here.close()
    aside = replace_database(here.places.database, new, key=here.key, aside=there, now=NOW)
    assert aside is not None
    assert aside.read_bytes() == before
    assert list(there.iterdir()) == [aside]
    aside.unlink()
    there.rmdir()
