"""What a soak is failed for besides growth: logs, and an exchange with central that does not go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.soak.report import broken_lines, out_of_step

NOW_S = 1_800_000_000.0


def status(folder: Path, *, outcome: str = "done", heard_s_ago: float = 10.0) -> Path:
    path = folder / "status.json"
    path.write_text(json.dumps({"outcome": outcome, "heard_ms": int((NOW_S - heard_s_ago) * 1000)}), "utf-8")
    return path


def test_an_exchange_of_just_now_is_well(tmp_path: Path) -> None:
    assert out_of_step(status(tmp_path), now_s=NOW_S) == []


def test_one_that_failed_is_told(tmp_path: Path) -> None:
    assert out_of_step(status(tmp_path, outcome="unreachable"), now_s=NOW_S)


def test_a_central_that_was_not_heard_for_long_is_told(tmp_path: Path) -> None:
    assert out_of_step(status(tmp_path, heard_s_ago=300.0), now_s=NOW_S)


def test_a_station_that_never_spoke_is_told(tmp_path: Path) -> None:
    assert out_of_step(tmp_path / "status.json", now_s=NOW_S)


@pytest.mark.parametrize("line", ["Traceback (most recent call last):", "CRITICAL:ui.app:a mistake of ours"])
def test_a_mistake_of_ours_in_a_log_is_told_with_its_log(tmp_path: Path, line: str) -> None:
    log = tmp_path / "kiosk.log"
    log.write_text(f"all well\n{line}\n", "utf-8")
    assert broken_lines([log]) == [f"kiosk.log: {line}"]


def test_what_happens_on_a_usual_day_is_no_mistake(tmp_path: Path) -> None:
    log = tmp_path / "kiosk.log"
    log.write_text("WARNING:ui.sound.player:the player does not answer\n", "utf-8")
    assert broken_lines([log]) == []
