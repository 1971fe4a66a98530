"""A restore is rehearsed beside the station; how it went is kept, and nothing else of it stays."""

from __future__ import annotations

from contextlib import closing

from kiosk.store.backups import backups_in
from kiosk.store.connection import connect
from kiosk.store.rehearsal import KEPT_IN, last_rehearsal, rehearse
from tests.store.backups.conftest import Machine


def test_a_good_backup_is_found_good(here: Machine) -> None:
    backup = here.upkeep().back_up_now()
    before = backup.read_bytes()
    rehearsal = rehearse(here.places.backups, here.key, now_ms=5)
    assert rehearsal is not None
    assert (rehearsal.backup, rehearsal.at_ms, rehearsal.is_good) == (backup.name, 5, True)
    assert last_rehearsal(here.places.backups) == rehearsal
    assert backup.read_bytes() == before
    assert {path.name for path in here.places.backups.iterdir()} == {backup.name, KEPT_IN, "backups.lock"}


def test_a_torn_one_is_found_torn(here: Machine) -> None:
    backup = here.upkeep().back_up_now()
    content = bytearray(backup.read_bytes())
    content[-5] ^= 1
    backup.write_bytes(content)
    assert not rehearse(here.places.backups, here.key, now_ms=5).is_good
    assert not last_rehearsal(here.places.backups).is_good


def test_one_that_opens_and_holds_nonsense_is_found_out(here: Machine) -> None:
    backup = here.upkeep().back_up_now()
    with closing(connect(backup, here.key)) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("delete from employers")
    assert not rehearse(here.places.backups, here.key, now_ms=5).is_good
    backup = here.upkeep().back_up_now()
    assert rehearse(here.places.backups, here.key, now_ms=5).is_good
    with closing(connect(backup, here.key)) as connection:
        connection.execute("delete from station")
    assert not rehearse(here.places.backups, here.key, now_ms=5).is_good


def test_without_a_backup_there_is_none(here: Machine) -> None:
    assert rehearse(here.places.backups, here.upkeep().key, now_ms=5) is None
    assert last_rehearsal(here.places.backups) is None


def test_what_is_no_note_is_as_good_as_none(here: Machine) -> None:
    here.upkeep().back_up_now()
    assert backups_in(here.places.backups)
    for content in ("", "[]", "{}", '{"backup": "x", "at_ms": "y", "problems": 3}', "\x00"):
        (here.places.backups / KEPT_IN).write_text(content)
        assert last_rehearsal(here.places.backups) is None
