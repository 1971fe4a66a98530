"""One more place for backups: another disk that is there, full, pulled out, or not mounted at all."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.elsewhere import Elsewhere
from kiosk.errors import Refused
from kiosk.services import OpenStation, open_station
from kiosk.store.backup_files.elsewhere import read_note
from kiosk.store.backups import backups_in
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, wrap
from kiosk.upkeep import upkeep_of
from tests.doctor.conftest import Mounted, mounted

__all__ = ["mounted"]

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OTHERS = ("photo.jpg", "yizhan-backup-B7-20260101T080000.yzbackup", "station-000001-20260101T080000.db")

Placed = Callable[..., Elsewhere]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[OpenStation]:
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    with open_station(here) as opened:
        upkeep = upkeep_of(opened)
        keep_wrapped(here.wrapped_key, wrap(upkeep.key, RecoveryCode.new(), made=NOON))
        yield opened


@pytest.fixture
def placed(station: OpenStation) -> Placed:
    """The one more place of the station, as the settings name it, at a moment."""

    def put(folder: Path, *, now: datetime = NOON, keep: int = 7) -> Elsewhere:
        station.places.settings.write_text(f"[backup]\nkeep = {keep}\nfolder = '{folder}'\n", "utf-8")
        return Elsewhere(upkeep=replace(upkeep_of(station), now=lambda: now))

    return put


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def there(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def tended(elsewhere: Elsewhere, *, carries: bool = True) -> bool:
    """Do as the caretaker does in a round; return whether the place was due."""
    elsewhere.upkeep.back_up()
    is_due = elsewhere.is_due()
    if is_due and carries:
        elsewhere.back_up()
    return is_due


def backed_up(elsewhere: Elsewhere, key: str) -> None:
    """Try, be refused, and find that noted."""
    elsewhere.upkeep.back_up()
    with pytest.raises(Refused, match=key):
        elsewhere.back_up()
    assert elsewhere.note().fault == key
    assert elsewhere.is_due()


def test_the_newest_goes_there_once_a_day_and_opens_on_another_machine(placed: Placed, disk: Path) -> None:
    elsewhere = placed(disk)
    assert not elsewhere.is_due(), "there is nothing to put there yet"
    elsewhere.upkeep.back_up()
    assert elsewhere.is_due()
    elsewhere.back_up()
    assert len(there(disk)) == 1
    assert not elsewhere.is_due()
    evening, night = (placed(disk, now=NOON + timedelta(hours=hours)) for hours in (7, 15))
    evening.upkeep.back_up()
    assert not evening.is_due()
    assert night.is_due(), "half past two has come"
    night.upkeep.back_up()
    carried = night.back_up()
    assert carried.path.parent == disk
    assert len(there(disk)) == 2
    assert len(backups_in(elsewhere.upkeep.places.backups)) == 3
    assert not placed(disk, now=NOON + timedelta(days=3)).is_due(), "there is none that is newer"


def test_the_daily_backup_is_not_made_twice_for_it(placed: Placed, disk: Path) -> None:
    elsewhere = placed(disk)
    elsewhere.upkeep.back_up()
    elsewhere.back_up()
    assert len(backups_in(elsewhere.upkeep.places.backups)) == 1


def test_as_many_stay_as_the_settings_say_and_nothing_of_anybody_else_is_touched(placed: Placed, disk: Path) -> None:
    for name in OTHERS:
        (disk / name).write_bytes(b"somebody's")
    for day in range(11):
        tended(placed(disk, now=NOON + timedelta(days=day), keep=9))
    ours = [name for name in there(disk) if name not in OTHERS]
    assert len(ours) == 9
    assert all((disk / name).read_bytes() == b"somebody's" for name in OTHERS)


def test_of_a_wrong_clock_there_are_as_many_as_of_a_right_one(placed: Placed, disk: Path) -> None:
    tended(placed(disk))
    for year in (1970, 2099):
        for half_hours in range(30):
            tended(placed(disk, now=NOON.replace(year=year) + timedelta(minutes=30 * half_hours), keep=40))
    assert len(there(disk)) == 5


def test_whoever_puts_it_there_by_another_clock_does_so_once(placed: Placed, disk: Path) -> None:
    for half_hours in range(8):
        if tended(placed(disk, now=NOON.replace(year=1970) + timedelta(minutes=30 * half_hours)), carries=False):
            placed(disk).back_up()
    assert len(there(disk)) == 1


def test_another_place_is_due_at_once_and_none_is_not(placed: Placed, disk: Path, station: OpenStation) -> None:
    placed(disk).back_up()
    other = disk / "other"
    other.mkdir()
    assert placed(other).is_due()
    station.places.settings.unlink()
    nowhere = Elsewhere(upkeep=upkeep_of(station))
    assert not nowhere.is_due()
    with pytest.raises(Refused, match="error-backup-no-second-place"):
        nowhere.back_up()


def test_without_a_recovery_code_nothing_is_due(placed: Placed, disk: Path, station: OpenStation) -> None:
    station.places.wrapped_key.unlink()
    assert not placed(disk).is_due()


def test_a_disk_that_is_gone_is_told_and_the_station_backs_itself_up(placed: Placed, tmp_path: Path) -> None:
    elsewhere = placed(tmp_path / "gone")
    elsewhere.upkeep.back_up()
    backed_up(elsewhere, "error-backup-no-folder")
    (tmp_path / "gone").mkdir()
    elsewhere.back_up()
    assert not elsewhere.is_due()


def test_a_full_disk_is_told_and_what_lies_there_stays(placed: Placed, mounted: Mounted) -> None:
    disk = mounted("size=100k")
    (disk / "photo.jpg").write_bytes(bytes(1000))
    backed_up(placed(disk), "error-backup-stick-full")
    assert there(disk) == ["photo.jpg"]


def test_where_it_gets_full_the_oldest_go_for_the_newest(placed: Placed, mounted: Mounted) -> None:
    size = placed(mounted("size=20m")).back_up().size
    disk = mounted(f"size={size * 3 + (2 << 20)}")
    for day in range(5):
        tended(placed(disk, now=NOON + timedelta(days=day)))
    assert f"{NOON + timedelta(days=4):%Y%m%d}" in there(disk)[-1]
    assert 2 <= len(there(disk)) < 5


def test_a_locked_disk_is_told(placed: Placed, mounted: Mounted) -> None:
    backed_up(placed(mounted("ro")), "error-backup-stick-locked")


def test_a_disk_that_goes_in_the_middle_leaves_no_half_and_is_told(placed: Placed, mounted: Mounted) -> None:
    disk = mounted("size=20m")
    elsewhere = placed(disk)
    elsewhere.back_up()

    def pull_out(done: int, of: int) -> None:
        if disk.is_mount():
            subprocess.run(["umount", "-l", str(disk)], check=True)

    later = placed(disk, now=NOON + timedelta(days=1))
    with pytest.raises(Refused, match="error-backup-stick-gone"):
        later.back_up(progress=pull_out)
    assert later.note().fault == "error-backup-stick-gone"
    assert there(disk) == [], "nothing lies in the empty folder on the station's own disk"
    backed_up(placed(disk, now=NOON + timedelta(days=2)), "error-backup-no-folder")
    assert there(disk) == []
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)
    again = placed(disk, now=NOON + timedelta(days=2))
    again.back_up()
    assert (again.is_due(), len(there(disk))) == (False, 1)


def test_a_place_on_the_same_disk_is_known_as_such(placed: Placed, disk: Path, mounted: Mounted) -> None:
    elsewhere = placed(disk)
    elsewhere.back_up()
    assert not elsewhere.note().is_apart
    apart = placed(mounted("size=20m"))
    apart.back_up()
    assert apart.note().is_apart


def test_a_note_that_is_torn_is_none(placed: Placed, disk: Path, station: OpenStation) -> None:
    elsewhere = placed(disk)
    elsewhere.back_up()
    (station.places.backups / "elsewhere.json").write_text('{"folder": 7')
    assert read_note(station.places.backups).made_ms == 0
    assert elsewhere.is_due()


def test_the_person_who_is_to_be_gone_goes_from_there_too(placed: Placed, disk: Path, station: OpenStation) -> None:
    from kiosk.store.forgotten_note import ForgottenNote

    first = placed(disk).back_up().path.name
    with ForgottenNote(station.places.backups).added(("p1",), gone_ms=int(NOON.timestamp() * 1000)):
        pass
    tended(placed(disk, now=NOON + timedelta(days=8)))
    assert first not in there(disk)
    assert len(there(disk)) == 1


def test_whoever_carries_by_hand_does_not_wait_for_a_place_that_hangs(
    placed: Placed, disk: Path, tmp_path: Path
) -> None:
    elsewhere, stick = placed(disk), tmp_path / "stick"
    stick.mkdir()

    def by_hand(done: int, of: int) -> None:
        if not there(stick):
            elsewhere.upkeep.back_up_to(stick)

    elsewhere.back_up(progress=by_hand)
    assert (len(there(stick)), len(there(disk))) == (1, 1)


def test_a_try_that_failed_is_made_again_however_new_the_one_there_is(placed: Placed, mounted: Mounted) -> None:
    disk = mounted("size=20m")
    tended(placed(disk))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    backed_up(placed(disk), "error-backup-stick-locked")
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert tended(placed(disk)) is True
    assert not placed(disk).is_due()
