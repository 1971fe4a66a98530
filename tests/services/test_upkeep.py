"""What a station does for itself: a full check, backups when they are due."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.region import Region
from kiosk.errors import Refused
from kiosk.services import OpenStation, open_station
from kiosk.store.backups import KEEPING, backups_in, keeping_at_least, release_backups
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, wrap
from kiosk.upkeep import BACKUP_EVERY, REHEARSE_EVERY, BackupHealth, Upkeep, upkeep_of

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


@pytest.fixture
def station(where: Places) -> Iterator[OpenStation]:
    with open_station(where) as opened:
        opened.regions.save_all([Region(code=f"{number:09d}", name=f"镇{number}") for number in range(3000)])
        yield opened


def say(station: OpenStation, line: str) -> None:
    """Write a line of the section `[backup]`."""
    station.places.settings.write_text(f"[backup]\n{line}\n", "utf-8")


def count(upkeep: Upkeep) -> int:
    return len(backups_in(upkeep.places.backups))


def at(upkeep: Upkeep, when: datetime) -> Upkeep:
    return replace(upkeep, now=lambda: when)


def test_a_sound_database_is_found_sound(station: OpenStation) -> None:
    assert not upkeep_of(station).find_damage(stopped=lambda: False)


def test_a_check_that_is_stopped_finds_nothing_and_marks_nothing(station: OpenStation, where: Places) -> None:
    assert not upkeep_of(station).find_damage(stopped=lambda: True)
    assert not list(where.data.glob("*.damaged"))


def test_damage_beside_the_screen_is_mended_at_the_next_opening(station: OpenStation, where: Places) -> None:
    upkeep = upkeep_of(station)
    upkeep.back_up_now()
    station.close()
    spoil(where.database)
    assert upkeep.find_damage(stopped=lambda: False)
    with open_station(where) as mended:
        assert mended.opened.put_aside is not None
        assert mended.opened.put_aside.exists()
        assert mended.opened.recovered_from in backups_in(where.backups)
        assert len(mended.regions.all()) == 3000


def test_a_backup_is_made_when_there_is_none_and_again_when_the_last_is_old(station: OpenStation) -> None:
    upkeep = at(upkeep_of(station), NOON)
    upkeep.back_up()
    upkeep.back_up()
    assert count(upkeep) == 1
    at(upkeep, NOON + BACKUP_EVERY - timedelta(minutes=1)).back_up()
    assert count(upkeep) == 1
    at(upkeep, NOON + BACKUP_EVERY + timedelta(minutes=1)).back_up()
    assert count(upkeep) == 2


def test_one_is_made_each_day_at_its_time_however_new_the_last_is(station: OpenStation) -> None:
    say(station, 'at = "13:05"')
    upkeep = at(upkeep_of(station), NOON)
    upkeep.back_up()
    assert upkeep.seconds_to_backup() == 65 * 60
    at(upkeep, NOON.replace(hour=13, minute=4)).back_up()
    assert count(upkeep) == 1
    for minute in (5, 35):
        at(upkeep, NOON.replace(hour=13, minute=minute)).back_up()
    assert count(upkeep) == 2
    assert at(upkeep, NOON.replace(hour=13, minute=5)).seconds_to_backup() == 24 * 60 * 60


def test_nights_that_were_missed_are_made_up_by_one_at_the_next_chance(station: OpenStation) -> None:
    upkeep = at(upkeep_of(station), NOON)
    upkeep.back_up()
    for minutes in (0, 30, 60):
        at(upkeep, NOON + timedelta(days=4, minutes=minutes)).back_up()
    assert count(upkeep) == 2


def test_a_clock_that_went_back_does_not_stop_the_backups(station: OpenStation) -> None:
    upkeep = at(upkeep_of(station), NOON)
    upkeep.back_up()
    at(upkeep, NOON.replace(year=1970)).back_up()
    assert count(upkeep) == 2


@pytest.mark.parametrize("year", [1970, 2040, 2099])
def test_a_wrong_clock_makes_as_many_backups_as_a_right_one(station: OpenStation, year: int) -> None:
    """A day of rounds by a clock that stands in another year, which a disk may not be able to note."""
    upkeep = at(upkeep_of(station), NOON)
    upkeep.back_up()
    for half_hours in range(48):
        at(upkeep, NOON.replace(year=year) + timedelta(minutes=30 * half_hours)).back_up()
    assert 5 <= count(upkeep) <= 7


def test_a_clock_that_begins_anew_at_each_start_makes_one_a_start(station: OpenStation) -> None:
    start = NOON.replace(year=1970)
    for boot in range(5):
        for half_hours in range(1, 4):
            now = start + timedelta(minutes=30 * half_hours)
            replace(upkeep_of(station), now=lambda now=now: now, boot=lambda boot=boot: f"boot-{boot}").back_up()
        assert count(upkeep_of(station)) == boot + 1


def test_as_many_stay_as_the_settings_say_whatever_they_weigh_while_the_disk_has_room(station: OpenStation) -> None:
    assert keeping_at_least(7) == KEEPING
    assert (keeping_at_least(40).least, keeping_at_least(40).most) == (40, 40)
    say(station, "keep = 30")
    upkeep = upkeep_of(station)
    for _ in range(32):
        upkeep.back_up_now()
    assert count(upkeep) == 30


def test_a_restore_is_rehearsed_with_the_first_backup_and_then_once_a_week(station: OpenStation) -> None:
    upkeep = upkeep_of(station)
    assert upkeep.health() == BackupHealth(count=0, newest_at=None, rehearsal=None, has_code=False)
    upkeep.back_up()
    first = upkeep.health().rehearsal
    assert first is not None
    assert first.is_good
    at(upkeep, upkeep.now() + REHEARSE_EVERY - timedelta(hours=1)).back_up()
    assert upkeep.health().rehearsal == first
    later = upkeep.now() + REHEARSE_EVERY + timedelta(hours=1)
    at(upkeep, later).back_up()
    again = upkeep.health().rehearsal
    assert again is not None
    assert again.at_ms == pytest.approx(later.timestamp() * 1000, abs=60_000)


def test_a_backup_that_was_found_bad_is_followed_by_a_good_one(
    station: OpenStation, caplog: pytest.LogCaptureFixture
) -> None:
    upkeep = upkeep_of(station)
    spoil(upkeep.back_up_now())
    with caplog.at_level(logging.CRITICAL, "kiosk.upkeep"):
        upkeep.back_up()
    assert len(backups_in(upkeep.places.backups)) == 1
    assert not upkeep.health().rehearsal.is_good
    upkeep.back_up()
    health = upkeep.health()
    assert (health.count, health.rehearsal.is_good) == (2, True)
    assert health.rehearsal.backup == backups_in(upkeep.places.backups)[0].name
    assert health.newest_at is not None


def test_the_backup_from_before_an_update_stays_until_it_is_released(station: OpenStation) -> None:
    upkeep = upkeep_of(station)
    before = upkeep.backup_before_update()
    for _ in range(30):
        upkeep.back_up_now()
    assert before.exists()
    release_backups(upkeep.places.backups)
    upkeep.back_up_now()
    assert not before.exists()


def test_a_backup_for_elsewhere_is_made_where_there_is_a_code_alone(station: OpenStation, tmp_path: Path) -> None:
    upkeep = upkeep_of(station)
    with pytest.raises(Refused, match="error-backup-no-code"):
        upkeep.back_up_to(tmp_path)
    keep_wrapped(upkeep.places.wrapped_key, wrap(upkeep.key, RecoveryCode.new(), made=upkeep.now()))
    assert upkeep.health().has_code
    with pytest.raises(Refused, match="error-backup-no-folder"):
        upkeep.back_up_to(tmp_path / "gone")
    assert upkeep.health().count == 0
    assert upkeep.back_up_to(tmp_path).path.parent == tmp_path
    assert upkeep.health().count == 1


def spoil(database: Path) -> None:
    """Turn over bytes in the middle of the file, as a dying disk does."""
    content = bytearray(database.read_bytes())
    middle = len(content) // 2
    for offset in range(middle, middle + 64):
        content[offset] ^= 0xFF
    database.write_bytes(content)
