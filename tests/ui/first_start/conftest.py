"""A desk on a machine that was never set up, with a computer into which sticks are plugged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from tests.ui.conftest import Unexpected, places_in
from tests.ui.desk.conftest import OFFSCREEN_ONLY
from tests.ui.desk.sticks import Computer
from tests.ui.first_start.steps import NewMachine


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Where nothing is yet."""
    here = places_in(tmp_path / "station")
    monkeypatch.setenv("YIZHAN_KEYS", str(here.keys))  # what runs beside the screen finds its keys by itself
    return here


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "computer", monkeypatch)


@pytest.fixture
def open_new(
    qapp: QApplication, places: Places, computer: Computer, memory: Path, unexpected: Unexpected
) -> Iterator[Callable[..., NewMachine]]:
    """Opens a desk on the machine (arguments as of `DeskWindow`); it is closed after the test."""
    unexpected.allow(OFFSCREEN_ONLY)
    opened: list[NewMachine] = []

    def open_one(**how: object) -> NewMachine:
        opened.append(NewMachine(places, **how))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()


@pytest.fixture
def machine(open_new: Callable[..., NewMachine]) -> NewMachine:
    """The machine with its wizard at the first page."""
    return open_new()
