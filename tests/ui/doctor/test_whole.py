"""The whole examination of stations in trouble: every check is made, each tells its own, and nothing is changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.finding import Finding, Light
from kiosk.printing.printer import Printer
from kiosk.printing.target import describe_target
from kiosk.services import open_station
from kiosk.store.keys import KEY_FILE
from tests.client.test_opening import enrol
from tests.doctor.conftest import everything
from tests.doctor.possible import checks
from tests.doctor.told import assert_told
from ui.doctor.whole import examine_station
from ui.fonts import load_fonts


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station that knows a central at which nobody answers."""
    root = tmp_path_factory.mktemp("enrolled")
    with open_station(Places(data=root / "data", keys=root / "keys")) as station:
        enrol(station, "")
        station.database.execute("update central set url = 'http://127.0.0.1:9'")
    return root


@pytest.fixture
def here(qapp: QApplication, enrolled: Path, tmp_path: Path) -> Places:
    load_fonts()
    shutil.copytree(enrolled, tmp_path / "station")
    return Places(data=tmp_path / "station" / "data", keys=tmp_path / "station" / "keys")


def examined(here: Places, *, now: datetime | None = None, printer=describe_target) -> dict[str, Finding]:
    found = examine_station(here, printer=printer, now=lambda: now or local_now())
    return by_check(found)


def by_check(findings: Iterable[Finding]) -> dict[str, Finding]:
    told = {finding.check: finding for finding in findings}
    assert set(told) == checks()
    for finding in told.values():
        if finding.case != "broken":
            assert_told(finding, finding.light, finding.case)
    return told


def cases(told: dict[str, Finding], *names: str) -> tuple[str, ...]:
    return tuple(told[name].case for name in names)


def test_a_sound_station_is_examined_and_left_as_it_was(here: Places) -> None:
    before = everything(here.data.parent)
    told = examined(here)
    assert everything(here.data.parent) == before
    assert cases(told, "database", "key", "settings", "clock") == ("ok", "file", "usual", "ok")
    assert cases(told, "central", "certificate", "last-sync") == ("unanswered", "none", "never")
    assert [name for name, finding in told.items() if finding.light is Light.RED] == ["backup"]


def test_damage_is_told_where_it_is_and_keeps_nobody_from_the_rest(here: Places) -> None:
    """A damaged database is not opened for what stands in it: that would restore it, which is not a doctor's."""
    spoiled = bytearray(here.database.read_bytes())
    spoiled[len(spoiled) // 2 + 700] ^= 0xFF
    here.database.write_bytes(spoiled)
    (here.keys / KEY_FILE).chmod(0o644)
    here.settings.write_bytes(b"\xff[")
    before = everything(here.data.parent)

    def broken(target: str) -> Printer:
        raise sqlite3.Error(target)

    told = examined(here, now=datetime(1970, 1, 1, tzinfo=UTC), printer=broken)
    assert everything(here.data.parent) == before
    assert cases(told, "database", "key", "settings", "clock") == ("damaged", "open", "mistakes", "wrong")
    assert cases(told, "central", "certificate", "last-sync") == ("not-known",) * 3
    assert (told["printer"].case, told["printer"].details["reason"]) == ("broken", "Error")
    assert told["scanner"].case == "not-seen"


def test_a_key_that_is_gone_is_the_key_s_fault_and_no_other_is_made(here: Places) -> None:
    (here.keys / KEY_FILE).unlink()
    before = everything(here.data.parent)
    told = examined(here)
    assert everything(here.data.parent) == before
    assert cases(told, "database", "key", "central", "backup") == ("locked", "missing", "not-known", "not-known")


def test_a_data_folder_that_is_a_file_is_told(qapp: QApplication, tmp_path: Path) -> None:
    load_fonts()
    here = Places(data=tmp_path / "data", keys=tmp_path / "keys")
    here.data.write_text("in the way")
    told = examined(here)
    assert cases(told, "disk", "database", "central") == ("read-only", "none", "not-enrolled")
    assert list(tmp_path.iterdir()) == [here.data]
