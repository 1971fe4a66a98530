"""Killed at any line: what was kept is there, whole."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store.integrity import check

PROGRAM = str(Path(__file__).with_name("draft_power_cut.py"))
NEVER, LINES, DRAFTS = 10**9, 140, 6
"""Lines that the six drafts run through, a little less than they do."""


def kept_before_the_end(station, line: int) -> int:
    command = [sys.executable, PROGRAM, str(station.places.data), str(station.places.keys), str(line)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert not ended.stderr
    assert ended.returncode == -9
    return int((ended.stdout.split() or ["0"])[-1])


def test_a_draft_is_there_after_a_kill_right_behind_keep(station, desk) -> None:
    assert kept_before_the_end(station, NEVER) == DRAFTS
    assert desk.drafts.find("walk-in").fields == {"name": "王" * DRAFTS, "number": str(DRAFTS)}
    assert check(station.database.path, station.database.key) == []


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_line_the_last_draft_or_the_next_is_there_by_whole(station, desk, seed: int) -> None:
    acknowledged = kept_before_the_end(station, random.Random(seed).randrange(1, LINES))
    assert acknowledged < DRAFTS
    found = desk.drafts.find("walk-in")
    number = int(found.fields["number"]) if found else 0
    assert number in (acknowledged, acknowledged + 1)
    assert not found or found.fields["name"] == "王" * number
    assert check(station.database.path, station.database.key) == []
