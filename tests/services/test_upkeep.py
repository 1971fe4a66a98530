"""What a station does for itself: a full check, backups when they are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.region import Region
from kiosk.services import OpenStation, open_station
from kiosk.store.backups import backups_in
from kiosk.upkeep import BACKUP_EVERY, Upkeep, upkeep_of

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


def spoil(database: Path) -> None:
    """Turn over bytes in the middle of the file, as a dying disk does."""
    content = bytearray(database.read_bytes())
    middle = len(content) // 2
    for offset in range(middle, middle + 64):
        content[offset] ^= 0xFF
    database.write_bytes(content)
