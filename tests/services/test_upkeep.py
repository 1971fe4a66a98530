"""What a station does for itself: a full check, backups when they are due."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.region import Region
from kiosk.errors import Refused
from kiosk.services import OpenStation, open_station
from kiosk.store.backups import backups_in
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


def at(upkeep: Upkeep, when: datetime) -> Upkeep:
    return Upkeep(places=upkeep.places, key=upkeep.key, now=lambda: when)


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
    upkeep = upkeep_of(station)
    upkeep.back_up()
    upkeep.back_up()
    assert len(backups_in(upkeep.places.backups)) == 1
    made = datetime.fromtimestamp(backups_in(upkeep.places.backups)[0].stat().st_mtime, UTC)
    at(upkeep, made + BACKUP_EVERY - timedelta(minutes=1)).back_up()
    assert len(backups_in(upkeep.places.backups)) == 1
    at(upkeep, made + BACKUP_EVERY + timedelta(minutes=1)).back_up()
    assert len(backups_in(upkeep.places.backups)) == 2


def test_a_clock_that_went_back_does_not_stop_the_backups(station: OpenStation) -> None:
    upkeep = upkeep_of(station)
    upkeep.back_up()
    at(upkeep, NOON.replace(year=1970)).back_up()
    assert len(backups_in(upkeep.places.backups)) == 2


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
    upkeep.release_backup()
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
