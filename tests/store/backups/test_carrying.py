"""A backup on a stick is one file, whole and checked there, or it is none and the stick says why."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.store.backup_files.carrying import Cargo, carry
from kiosk.store.backup_files.form import MAGIC
from kiosk.store.backup_files.reading import backup_file
from kiosk.store.backup_files.shelf import SLACK_BYTES, ShelfKeeping
from kiosk.store.wrapped_key import kept_wrapped

SETTINGS = b'[county]\nblocked_phones = ["13800009999"]\n'
ROOM = 1 << 40


def cargo_of(machine) -> Cargo:
    upkeep = machine.upkeep()
    wrapped = kept_wrapped(machine.places.wrapped_key, upkeep.key)
    return Cargo(backup=upkeep.back_up_now(), key=upkeep.key, wrapped=wrapped, settings=SETTINGS, made=machine.now)


def refusal(machine, to: Path, **how) -> str:
    with pytest.raises(Refused) as refused:
        carry(cargo_of(machine), to, **how)
    return refused.value.key


def test_it_is_one_file_with_everything_in_it_and_nothing_in_the_clear(here, stick: Path) -> None:
    cargo = cargo_of(here)
    carried = carry(cargo, stick)
    assert list(stick.iterdir()) == [carried.path]
    content = carried.path.read_bytes()
    assert len(content) == carried.size
    for secret in (bytes.fromhex(cargo.key.hex()), cargo.key.hex().encode(), b"13800009999", "招瓦工".encode()):
        assert secret not in content
    with backup_file(carried.path) as file:
        assert file.settings(cargo.key) == SETTINGS
        assert file.header.database.size == cargo.backup.stat().st_size
        assert file.header.made == here.now
    assert carried.path.name == f"yizhan-backup-{file.header.station.prefix}-20261121T080000.yzbackup"
    assert not list(cargo.backup.parent.glob(".*")), "the trial is removed"


def test_a_station_without_a_recovery_code_is_told_how_to_make_one_and_makes_no_backup(machine_at, stick: Path) -> None:
    machine = machine_at("new")
    with pytest.raises(Refused, match="error-backup-no-code"):
        machine.carry(stick)
    assert not machine.places.backups.exists()
    assert list(stick.iterdir()) == []


def test_seven_of_a_station_stay_there_whatever_the_clock_said(here, stick: Path) -> None:
    made = []
    for number in range(9):
        here.now = here.now.replace(year=2026 - number)
        made.append(here.carry(stick).path)
    assert {*stick.iterdir()} == {*made[2:]}


def test_those_of_another_station_and_other_files_are_never_touched(here, machine_at, stick: Path) -> None:
    other = machine_at("other")
    other.keep_code()
    theirs = other.carry(stick).path
    torn = stick / "yizhan-backup-A1-20200101T000000.yzbackup"
    torn.write_bytes(MAGIC + b"torn")
    for _ in range(9):
        here.carry(stick)
    assert theirs.exists()
    assert torn.exists()
    assert len(list(stick.iterdir())) == 9


def test_they_weigh_no_more_than_they_may_together_and_the_newest_stays(here, stick: Path) -> None:
    size = here.carry(stick).size
    carry(cargo_of(here), stick, keeping=ShelfKeeping(most_bytes=int(size * 2.5)))
    carried = carry(cargo_of(here), stick, keeping=ShelfKeeping(most_bytes=int(size * 2.5)))
    assert len(carried.removed) == 1
    carried = carry(cargo_of(here), stick, keeping=ShelfKeeping(most_bytes=1))
    assert list(stick.iterdir()) == [carried.path]


def test_the_oldest_goes_where_there_is_no_room_and_the_newest_never(here, stick: Path) -> None:
    size = here.carry(stick).size
    newest = here.carry(stick).path
    carried = carry(cargo_of(here), stick, keeping=small(int(size * 2.5) + SLACK_BYTES))
    assert {*stick.iterdir()} == {newest, carried.path}
    for most in (int(size * 1.5) + SLACK_BYTES, 1000):
        before = {*stick.iterdir()}
        assert refusal(here, stick, keeping=small(most)) == "error-backup-stick-full"
        assert {*stick.iterdir()} == before


def small(most: int) -> ShelfKeeping:
    """A stick with room for so many bytes of files."""
    return ShelfKeeping(free_bytes=lambda folder: most - sum(path.stat().st_size for path in folder.iterdir()))


def test_what_should_be_gone_because_of_somebody_forgotten_goes_with_the_next(here, stick: Path) -> None:
    for _ in range(3):
        here.carry(stick)
    carried = carry(cargo_of(here), stick, gone_through=2)
    assert len(carried.removed) == 2
    assert len(list(stick.iterdir())) == 2


def test_half_a_file_of_a_stick_that_was_pulled_out_is_removed_the_next_time(here, stick: Path) -> None:
    half = stick / ".yizhan-backup-A1-20261120T080000.yzbackup.77.tmp"
    half.write_bytes(b"half")
    here.carry(stick)
    assert not half.exists()


def test_a_folder_that_is_not_there_is_told(here, stick: Path) -> None:
    assert refusal(here, stick / "gone") == "error-backup-no-folder"


def test_a_stick_that_is_pulled_out_while_it_is_written_has_no_backup(here, stick: Path, tmp_path: Path) -> None:
    def pull(done: int, of: int) -> None:
        if stick.exists():
            stick.rename(tmp_path / "pulled")

    assert refusal(here, stick, progress=pull) == "error-backup-stick-gone"
    assert not list((tmp_path / "pulled").glob("*.yzbackup"))


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="a folder of Linux where nobody writes")
def test_a_stick_that_takes_nothing_is_told(here) -> None:
    assert refusal(here, Path("/sys/kernel")) == "error-backup-stick-locked"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_larger_than_the_stick_can_have_is_told_and_leaves_nothing(here, stick: Path) -> None:
    import resource

    cargo = cargo_of(here)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Refused, match="error-backup-too-large"):
            carry(cargo, stick)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(stick.iterdir()) == []


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 KB, where this user may make one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if (
        shutil.which("mount") is None
        or os.geteuid()
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_stick_that_is_full_before_it_said_so_is_told_and_left_as_it_was(here, tiny: Path) -> None:
    assert refusal(here, tiny, keeping=ShelfKeeping(free_bytes=lambda folder: ROOM)) == "error-backup-stick-full"
    assert list(tiny.iterdir()) == []


def test_a_stick_that_gives_back_other_bytes_than_it_got_has_no_backup(here, stick: Path) -> None:
    """As forged sticks do, which have less room than they say: the end of the file is not what was written there."""
    cargo = cargo_of(here)
    size = cargo.backup.stat().st_size

    def spoil(done: int, of: int) -> None:
        if done == of:
            (draft,) = stick.iterdir()
            with draft.open("r+b") as file:
                file.seek(-size // 2, os.SEEK_END)
                file.write(b"\x00" * 600)

    with pytest.raises(Refused, match="error-backup-bad-copy"):
        carry(cargo, stick, progress=spoil)
    assert list(stick.iterdir()) == []
