"""Where a file can be saved for somebody to take away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.care.drives import (
    DRIVE_REMOVABLE,
    Drive,
    folders_to_save_in,
    sticks_in_mounts,
    sticks_in_volumes,
    sticks_of_letters,
    sticks_plugged_in,
)
from tests.ui.desk.sticks import Computer

MOUNTS = r"""
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /run/user/1000 tmpfs rw,nosuid 0 0
/dev/sdb1 /media/station/KINGSTON vfat rw,nosuid,nodev,uid=1000 0 0
/dev/sdc1 /run/media/station/派工\0402026 exfat rw,nosuid 0 0
/dev/sr0 /run/media/station/DVD iso9660 ro,nosuid 0 0
//server/share /media/station/share cifs rw 0 0
/dev/sdd1 /mnt/backup ext4 rw 0 0
broken line
"""


def test_sticks_are_what_a_desktop_mounted_and_can_be_written_to() -> None:
    assert [drive.name for drive in sticks_in_mounts(MOUNTS)] == ["KINGSTON", "派工 2026"]
    assert [drive.folder for drive in sticks_in_mounts(MOUNTS)][1] == Path("/run/media/station/派工 2026")


def test_a_locked_stick_is_told_of_where_somebody_may_want_to_read_it() -> None:
    found = [(drive.name, drive.is_locked) for drive in sticks_in_mounts(MOUNTS, with_locked=True)]
    assert found == [("KINGSTON", False), ("派工 2026", False), ("DVD", True)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads a table of mounts")
def test_a_stick_that_was_pulled_out_is_not_plugged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Computer(tmp_path, monkeypatch)
    stick, other = computer.plug_in("KINGSTON"), computer.plug_in("LOCKED", is_locked=True)
    assert sticks_plugged_in() == (Drive(stick, "KINGSTON"), Drive(other, "LOCKED", is_locked=True))
    computer.pull_out("KINGSTON")
    assert sticks_plugged_in() == (Drive(other, "LOCKED", is_locked=True),)


def test_the_mac_s_own_disk_is_no_stick(tmp_path: Path) -> None:
    (tmp_path / "USB").mkdir()
    (tmp_path / ".timemachine").mkdir()
    (tmp_path / "Macintosh HD").symlink_to("/")
    assert list(sticks_in_volumes(tmp_path)) == [Drive(tmp_path / "USB", "USB")]
    assert list(sticks_in_volumes(tmp_path / "nowhere")) == []


def test_of_windows_drives_only_the_removable_ones_are_offered() -> None:
    kinds = {"C:\\": 3, "D:\\": 5, "E:\\": DRIVE_REMOVABLE}
    found = list(sticks_of_letters(0b11100, kinds.__getitem__))
    assert [drive.name for drive in found] == ["E:"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the running system for its documents")
def test_the_documents_come_last_and_have_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "papers"))
    assert folders_to_save_in()[-1] == Drive(tmp_path / "papers")
