"""Every screen of the worker's can do what a screen must: Qt's classes do not check it as they are made."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import kiosk.journeys
from kiosk.journeys.state import State
from ui.screens.worker.made import SCREENS

LEFT_OPEN = "__isabstractmethod__"


@pytest.mark.parametrize(("module", "name"), SCREENS.values(), ids=str)
def test_it_leaves_nothing_of_a_screen_open(module: str, name: str) -> None:
    screen = getattr(import_module(f"ui.screens.worker.{module}"), name)
    wanted = {each for kind in screen.__mro__ for each, what in vars(kind).items() if getattr(what, LEFT_OPEN, False)}
    assert wanted
    assert [each for each in wanted if getattr(getattr(screen, each), LEFT_OPEN, False)] == []


def journeys() -> list[ModuleType]:
    """All modules of the journeys."""
    return [import_module(f"kiosk.journeys.{found.name}") for found in iter_modules(kiosk.journeys.__path__)]


def test_every_state_has_its_screen_by_its_own_name() -> None:
    known = [found for module in journeys() for found in vars(module).values()]
    states = [one for one in known if isinstance(one, type) and issubclass(one, State)]
    bases = {base for state in states for base in state.__bases__}
    names = {state.__name__ for state in states if state not in bases}
    assert names == {*SCREENS, "SlipShown", "SeatShown"}


def test_home_is_made_before_any_journey_is_loaded() -> None:
    """The first picture waited for 200 classes of journeys on which nobody had gone."""
    looks = (
        "import sys, ui.app, ui.screens.worker.home; print(*sorted(name for name in sys.modules if 'journeys' in name))"
    )
    done = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True, timeout=60)
    needed = ("", ".effects", ".events", ".state", ".visit")
    assert done.stdout.split() == [f"kiosk.journeys{name}" for name in needed]
