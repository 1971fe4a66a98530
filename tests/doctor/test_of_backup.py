"""The backups get their light by their age, by whether one could be restored, and by who can open them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.doctor.of_data import check_backup
from kiosk.domain.finding import Light
from kiosk.store.backup_files.elsewhere import ElsewhereNote, write_note
from kiosk.store.backups import backups_in
from kiosk.store.keys import DatabaseKey
from kiosk.store.recovery_code import RecoveryCode
from kiosk.store.wrapped_key import keep_wrapped, wrap
from kiosk.upkeep import Upkeep
from tests.doctor.test_of_data import flip
from tests.doctor.told import assert_told


@pytest.fixture
def upkeep(here: Places, key: DatabaseKey) -> Upkeep:
    return Upkeep(places=here, key=key, now=local_now)


@pytest.fixture
def has_code(here: Places, key: DatabaseKey) -> None:
    keep_wrapped(here.wrapped_key, wrap(key, RecoveryCode.new(), made=local_now()))


def after(backup: Path, age: timedelta) -> datetime:
    """When `backup` is so old."""
    return datetime.fromtimestamp(backup.stat().st_mtime).astimezone() + age


@pytest.mark.usefixtures("has_code")
@pytest.mark.parametrize(
    ("age", "light", "case", "details"),
    [
        (timedelta(minutes=1), Light.GREEN, "ok", {"count": 1, "hours": 0}),
        (timedelta(hours=25), Light.GREEN, "ok", {"count": 1, "hours": 25}),
        (timedelta(hours=27), Light.AMBER, "late", {"hours": 27}),
        (timedelta(days=5, hours=1), Light.RED, "old", {"days": 5}),
        (timedelta(minutes=-30), Light.GREEN, "ok", {"hours": 0}),
        (timedelta(days=-3), Light.AMBER, "ahead", {}),
        (datetime(1970, 1, 1) - datetime(2026, 1, 1), Light.AMBER, "ahead", {}),
    ],
    ids=str,
)
def test_the_age_of_the_newest_backup_decides(
    here: Places, key: DatabaseKey, upkeep: Upkeep, age: timedelta, light: Light, case: str, details: dict[str, int]
) -> None:
    now = after(upkeep.back_up_now(), age)
    assert_told(check_backup(here, key, now=now), light, case, **details)


def test_a_backup_that_no_other_machine_can_open_is_amber(here: Places, key: DatabaseKey, upkeep: Upkeep) -> None:
    now = after(upkeep.back_up_now(), timedelta(hours=2))
    assert_told(check_backup(here, key, now=now), Light.AMBER, "no-code", count=1, hours=2)


@pytest.mark.usefixtures("has_code")
@pytest.mark.parametrize(
    ("fault", "case"),
    [
        ("error-backup-no-folder", "elsewhere-gone"),
        ("error-backup-stick-gone", "elsewhere-gone"),
        ("error-backup-stick-full", "elsewhere-full"),
        ("error-backup-stick-locked", "elsewhere-failed"),
    ],
)
def test_one_more_place_that_could_not_be_written_to_is_amber(
    here: Places, key: DatabaseKey, upkeep: Upkeep, tmp_path: Path, fault: str, case: str
) -> None:
    now = after(upkeep.back_up_now(), timedelta(hours=2))
    name_place(here, tmp_path)
    write_note(here.backups, ElsewhereNote(folder=str(tmp_path), made_ms=int(now.timestamp() * 1000), fault=fault))
    assert_told(check_backup(here, key, now=now), Light.AMBER, case, folder=str(tmp_path))


@pytest.mark.usefixtures("has_code")
def test_one_more_place_is_well_for_a_day_and_on_another_disk(
    here: Places, key: DatabaseKey, upkeep: Upkeep, tmp_path: Path
) -> None:
    now = after(upkeep.back_up_now(), timedelta(hours=2))
    name_place(here, tmp_path)
    assert_told(check_backup(here, key, now=now), Light.AMBER, "elsewhere-late", folder=str(tmp_path))
    for hours, is_apart, case in ((25, True, "ok"), (25, False, "elsewhere-same-disk"), (27, True, "elsewhere-late")):
        made_ms = int((now - timedelta(hours=hours)).timestamp() * 1000)
        write_note(here.backups, ElsewhereNote(folder=str(tmp_path), made_ms=made_ms, is_apart=is_apart))
        assert check_backup(here, key, now=now).case == case
    name_place(here, tmp_path / "another")
    assert check_backup(here, key, now=now).case == "elsewhere-late"


def name_place(here: Places, folder: Path) -> None:
    here.settings.write_text(f"[backup]\nfolder = '{folder}'\n", "utf-8")


def test_a_backup_that_could_not_be_restored_is_red(here: Places, key: DatabaseKey, upkeep: Upkeep) -> None:
    upkeep.back_up_now()
    (backup,) = backups_in(here.backups)
    flip(backup, 700)
    rehearsal = upkeep.rehearse_restore()
    assert rehearsal is not None
    assert not rehearsal.is_good
    assert_told(check_backup(here, key, now=local_now()), Light.RED, "bad")


@pytest.mark.usefixtures("unchanged")
def test_a_station_without_a_backup_is_red(here: Places, key: DatabaseKey) -> None:
    assert_told(check_backup(here, key, now=local_now()), Light.RED, "none")


def test_a_station_that_was_never_opened_needs_none(nowhere: Places) -> None:
    assert_told(check_backup(nowhere, None, now=local_now()), Light.AMBER, "none-yet")


def test_without_the_key_nobody_says_that_the_station_was_never_opened(here: Places) -> None:
    assert_told(check_backup(here, None, now=local_now()), Light.AMBER, "not-known")
