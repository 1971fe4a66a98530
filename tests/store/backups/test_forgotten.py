"""Whoever was forgotten after a backup was made stays forgotten when the station is made from it again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.forgetting import ForgetReason
from kiosk.domain.person import Consent
from kiosk.domain.staff import Actor, Role
from kiosk.store.backups import backups_in
from kiosk.store.connection import connect
from kiosk.store.forgotten_note import NOTE
from tests.store.backups.conftest import Machine

NAME, PHONE = "欧阳翠兰", "13912345678"
HEAD = Actor(role=Role.HEAD, device="desk-1", staff_id="staff-1", name="小陈")


@pytest.fixture
def known(here: Machine) -> str:
    """Somebody who is registered; the id."""
    with here.open() as station:
        walk_in = WalkIn(name=NAME, consent=Consent.GIVEN, phone=PHONE)
        return station.desk(HEAD).people.register(walk_in).value.id


def forget(machine: Machine, person: str) -> None:
    with machine.open() as station:
        station.desk(HEAD).forgetting.forget(person, ForgetReason.ASKED)


def names(machine: Machine) -> list[tuple[str, str]]:
    with machine.open() as station:
        return station.database.rows("select name, phone from people")


@pytest.mark.parametrize("from_stick", [False, True])
def test_a_restore_forgets_again(here: Machine, known: str, stick: Path, from_stick: bool) -> None:
    file = here.carry(stick).path
    forget(here, known)
    here.restore(file if from_stick else None)
    assert names(here) == [("", "")]
    with here.open() as station:
        assert station.database.value("select count(*) from forgotten") == 1
        waiting = station.database.rows("select fields from operations where fields like ?", (f"%{PHONE}%",))
        assert waiting == []


def test_a_restore_forgets_whom_central_told_the_station_to_forget(here: Machine, known: str, stick: Path) -> None:
    """Of that the note beside the backups knows nothing, the database that is put aside does."""
    file = here.carry(stick).path
    forget(here, known)
    (here.places.backups / NOTE).unlink()
    here.restore(file)
    assert names(here) == [("", "")]


def test_the_backup_still_holds_them_until_the_day_on_the_receipt(here: Machine, known: str) -> None:
    """What the tests above show would mean nothing otherwise."""
    here.upkeep().back_up_now()
    forget(here, known)
    with closing(connect(backups_in(here.places.backups)[0], here.key)) as backup:
        assert backup.execute("select name, phone from people").fetchall() == [(NAME, PHONE)]
