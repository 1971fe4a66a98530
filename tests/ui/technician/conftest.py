"""The desk of `tests/ui/desk` with a technician before it, and a computer into which sticks are plugged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.staff import Role
from tests.ui.desk.conftest import OpenDesk, open_desk, places, staffed_county
from tests.ui.desk.sticks import Computer
from tests.ui.desk.window import DeskWindow
from ui.screens.desk.screen import Place
from ui.screens.technician import devices, machine

__all__ = ["open_desk", "places", "staffed_county"]

DEVICES = frozenset(place for place, _ in devices.PLACES)

AtMachine = Callable[..., DeskWindow]


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    return Computer(tmp_path / "computer", monkeypatch)


@pytest.fixture
def at_machine(open_desk: OpenDesk, computer: Computer) -> AtMachine:
    """Opens a desk at one of the machine's screens; with `program` its commands are a few lines of Python."""

    def open_it(place: Place, *, role: Role = Role.TECHNICIAN, program: str = "", **how: object) -> DeskWindow:
        window = open_desk(**how)
        window.log_in(role)
        if program:
            use_program(window, program)
        to_place(window, place)
        return window

    return open_it


def use_program(window: DeskWindow, lines: str, *, doctor_s: float | None = None) -> None:
    """Have the commands of whoever is logged in carried out by these lines of Python."""

    def put(desk: object) -> None:
        machine_of = desk.machine  # type: ignore[attr-defined]
        machine_of.program = (sys.executable, "-c", lines)
        machine_of.doctor_s = doctor_s or machine_of.doctor_s

    screen = window.shell.present
    assert screen is not None
    screen.ask(put)
    window.settle()


def to_place(window: DeskWindow, place: Place) -> None:
    """Touch the way from "More" to one of the machine's screens."""
    window.go(Place.MORE)
    window.touch("more-machine")
    window.settle()
    if place in DEVICES:
        window.touch(f"machine-to-{Place.MACHINE_DEVICES}")
        window.settle()
        window.touch(f"devices-to-{place}")
    elif place is not Place.MACHINE:
        assert place in dict(machine.PLACES)
        window.touch(f"machine-to-{place}")
    assert window.place is place
    window.settle()


def until_done(window: DeskWindow) -> None:
    """Wait until nothing goes on beside the screen that is shown."""
    window.settle()
    window.until(lambda: not window.shell.present.is_busy, "the end of the command")  # type: ignore[union-attr]
    window.settle()
