"""`devices`: the printer that is set and how it is, and what else is plugged in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.care.config.changing import change_file
from kiosk.care.places import Places
from kiosk.cli import main
from kiosk.commands.devices import state_of
from kiosk.desk.machine_told import printers_in
from kiosk.printing.noted import NotedState, note_state
from kiosk.printing.state import PrinterState
from kiosk.store.durable import written_whole


@pytest.fixture
def here(tmp_path: Path) -> Places:
    (tmp_path / "data").mkdir()
    return Places(data=tmp_path / "data", keys=tmp_path / "keys")


@pytest.fixture
def typed(here: Places, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*words: str) -> str:
        assert main(["devices", *words, "--data", str(here.data), "--lang", "en"]) == 0
        return capsys.readouterr().out

    return run


def test_a_station_without_a_printer_says_so(typed) -> None:
    assert typed().splitlines()[0] == "none"
    told = json.loads(typed("--json"))
    assert (told["target"], told["state_key"]) == ("none", "")
    assert printers_in(told) is not None


def test_what_the_kiosk_has_seen_counts_before_asking(typed, here: Places) -> None:
    change_file(here.settings, {"printer.target": "usb:04b8:0e15"}, whole=written_whole)
    note_state(here.data, NotedState(state=PrinterState.OUT_OF_PAPER, since=datetime.now(UTC)))
    assert json.loads(typed("--json"))["state_key"] == "printer-is-out-of-paper"
    assert "out of paper" in typed().splitlines()[0]


def test_without_a_kiosk_the_printer_is_asked(here: Places) -> None:
    assert state_of(here, "tcp:127.0.0.1:9") is PrinterState.NOT_THERE
    assert state_of(here, "none") is None
    assert state_of(here, "system:Laser") is None


def test_what_is_no_answer_of_ours_is_none() -> None:
    for said in (None, {}, {"found": 3, "state_key": ""}, {"found": [{}], "state_key": ""}, {"found": []}):
        assert printers_in(said) is None
