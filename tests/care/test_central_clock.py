"""Central's time on the clock that nobody can set."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.care.central_clock import CentralClock, boot_id, note_central_time, since_boot_ms
from kiosk.care.clock import local_now

YEAR_MS = 365 * 86_400_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sync" / "clock.json"


def is_about(moment: datetime, expected: datetime) -> bool:
    return abs(moment - expected) < timedelta(seconds=5)


def test_before_central_was_heard_the_wall_clock_counts(file: Path) -> None:
    assert is_about(CentralClock(file)(), local_now())


@pytest.mark.parametrize("ahead_ms", [-5 * YEAR_MS, -60_000, 0, 41 * YEAR_MS])
def test_central_is_trusted_over_the_wall_clock(file: Path, ahead_ms: int) -> None:
    wall = local_now()
    note_central_time(file, round(wall.timestamp() * 1000) + ahead_ms, since_boot=since_boot_ms())
    told = CentralClock(file)()
    assert is_about(told, wall + timedelta(milliseconds=ahead_ms))
    assert told.tzinfo is not None


def test_after_another_start_nothing_is_known(file: Path) -> None:
    note_central_time(file, round(local_now().timestamp() * 1000) - YEAR_MS, since_boot=since_boot_ms())
    said = json.loads(file.read_text())
    file.write_text(json.dumps({**said, "boot": "another start"}))
    assert boot_id() != "another start"
    assert is_about(CentralClock(file)(), local_now())


@pytest.mark.parametrize("torn", ["", "{", "[]", "null", '{"boot": 1}', '{"boot": "x", "ahead_ms": "soon"}'])
def test_a_torn_note_is_no_time(file: Path, torn: str) -> None:
    file.parent.mkdir()
    file.write_text(torn)
    assert is_about(CentralClock(file)(), local_now())


@pytest.mark.parametrize("central_ms", [0, -(10**15), 10**18])
def test_a_time_that_cannot_be_is_none(file: Path, central_ms: int) -> None:
    note_central_time(file, central_ms, since_boot=since_boot_ms())
    assert is_about(CentralClock(file)(), local_now())
