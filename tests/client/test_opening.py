"""A copy of a disk in another computer holds no slot from its first moment on, with or without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.care.places import Places
from kiosk.domain.slip import SlipHeld
from kiosk.services import OpenStation, open_station
from kiosk.store.outbox import OperationKind
from kiosk.store.postings import NewPosting
from sync.client.machine import machine_mark
from sync.client.opening import open_here
from tests.faults.model import posting_of
from ui.cli import main

HERE, THERE = "aaaaaaaaaaaa bbbbbbbbbbbb", "cccccccccccc"


def enrol(station: OpenStation, machine: str) -> None:
    station.database.execute(
        "insert into central (only, url, public_key, token, kiosk, region, machine, enrolled_at_ms)"
        " values (1, 'https://central', ?, ?, 7, '530423', ?, 0)",
        (bytes(32), bytes(16), machine),
    )


@pytest.fixture
def clone(tmp_path: Path) -> Callable[[str], Places]:
    """Makes the disk of a kiosk that central knows by the mark `machine`, with one posting of two slots."""

    def made(machine: str) -> Places:
        places = Places(data=tmp_path / "data", keys=tmp_path / "keys")
        with open_station(places) as station:
            wanted = posting_of("摘苹果", headcount=2)
            station.postings.save_new([NewPosting(posting=wanted)])
            enrol(station, machine)
        shutil.copytree(tmp_path / "data", tmp_path / "clone" / "data")
        shutil.copytree(tmp_path / "keys", tmp_path / "clone" / "keys")
        return Places(data=tmp_path / "clone" / "data", keys=tmp_path / "clone" / "keys")

    return made


def wish(station: OpenStation) -> bool:
    (posting,) = station.postings.all()
    return isinstance(station.slips.issue(posting.id, wish_id="w", now=station.now()), SlipHeld)


def known(station: OpenStation) -> tuple[object, ...] | None:
    return station.database.row("select machine, fork from central")


def test_a_clone_gives_nothing_out_before_anything_else_was_asked(clone) -> None:
    with open_here(clone(HERE), machine=lambda: THERE) as station:
        assert not wish(station)
        assert known(station) == (THERE, "moved")


def test_a_clone_is_suspended_once_whoever_opens_it(clone) -> None:
    places, prefixes = clone(HERE), set()
    for _ in range(3):
        with open_here(places, machine=lambda: THERE) as station:
            prefixes.add(station.station.prefix)
            told = "select count(*) from operations where kind = ? and base_version > 0"
            assert station.database.value(told, (OperationKind.STATION_SAVED.value,)) == 1
    assert len(prefixes) == 1


@pytest.mark.parametrize("machine", [HERE, "bbbbbbbbbbbb dddddddddddd", ""])
def test_the_same_computer_and_one_that_cannot_be_told_keep_their_slots(clone, machine: str) -> None:
    with open_here(clone(HERE), machine=lambda: machine) as station:
        assert wish(station)
        assert known(station) == (HERE, "")


def test_a_computer_of_which_nothing_comparable_was_kept_is_this_one_from_now_on(clone) -> None:
    with open_here(clone("0123456789abcdef01234567"), machine=lambda: HERE) as station:
        assert wish(station)
        assert known(station) == (HERE, "")


def test_a_station_that_is_alone_asks_for_no_machine(clone, tmp_path: Path) -> None:
    def asked() -> str:
        raise AssertionError

    with open_here(Places(data=tmp_path / "alone", keys=tmp_path / "alone-keys"), machine=asked) as station:
        assert known(station) is None


def test_an_older_copy_in_another_computer_is_both_and_suspended_once(clone, tmp_path: Path) -> None:
    places = clone(HERE)
    copy = shutil.copytree(places.data, tmp_path / "copy")
    with open_here(places, machine=lambda: HERE) as station:
        assert wish(station)
    shutil.rmtree(places.data)
    copy.rename(places.data)
    with open_here(places, machine=lambda: THERE) as station:
        assert not wish(station)
        assert station.database.value("select fork from central") == "restored"
        assert station.database.value("select version from station") == 2


@pytest.mark.skipif(not machine_mark(), reason="nothing is built into this computer that tells it from others")
def test_the_command_that_gives_slips_out_looks_too(clone, monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    places = clone("ffffffffffff")
    monkeypatch.setenv("YIZHAN_KEYS", str(places.keys))
    with open_station(places) as station:
        (posting,) = station.postings.all()
        assert posting.last_day > date.today() + timedelta(days=1)
    out = tmp_path / "slip.txt"
    assert main(["slip", posting.id, "--data", str(places.data), "--out", str(out)]) == 1
    assert not out.exists()
    with open_station(places) as station:
        assert known(station) == (machine_mark(), "moved")
