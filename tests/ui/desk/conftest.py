"""A desk in the demo county's station, which fails the test at any mistake, Qt message or log record."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.domain.staff import Actor, Role
from kiosk.services import open_station
from tests.ui.conftest import Unexpected, places_in
from tests.ui.desk.hall import Hall, filled_hall
from tests.ui.desk.window import STAFF, DeskWindow, hire
from tests.ui.window import MORNING
from ui.screens.desk.screen import PrintWish

OFFSCREEN_ONLY = "This plugin does not support "
"""Qt's platform without a screen says so of least sizes, and of lists that open over a window."""

OpenDesk = Callable[..., DeskWindow]


@pytest.fixture(scope="session")
def staffed_county(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county's station with a head, a clerk and a technician; to be copied, never opened."""
    root = tmp_path_factory.mktemp("staffed") / "county"
    shutil.copytree(county, root)
    head = Actor(role=Role.HEAD, device="desk-1", staff_id="test-head", name=STAFF[Role.HEAD][0])
    with open_station(places_in(root), now=lambda: MORNING) as station:
        hire(station.desk(head))
    return root


@pytest.fixture
def places(request: pytest.FixtureRequest, county: Path, staffed_county: Path, tmp_path: Path) -> Places:
    """A staffed station of this test's own; with the mark `first_start` nobody was hired in it yet."""
    is_first = request.node.get_closest_marker("first_start") is not None
    shutil.copytree(county if is_first else staffed_county, tmp_path / "station")
    return places_in(tmp_path / "station")


@pytest.fixture
def open_desk(qapp: QApplication, places: Places, unexpected: Unexpected) -> Iterator[OpenDesk]:
    """Opens a desk in the test's station (arguments as of `DeskWindow`); it is closed after the test."""
    unexpected.allow(OFFSCREEN_ONLY)
    opened: list[DeskWindow] = []

    def open_one(**how: Any) -> DeskWindow:
        opened.append(DeskWindow(places, **how))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()


@pytest.fixture
def desk_window(open_desk: OpenDesk) -> DeskWindow:
    """A desk at the door."""
    return open_desk()


@pytest.fixture
def hall(desk_window: DeskWindow) -> Hall:
    """The people of the morning are here; a clerk is logged in."""
    found: Hall = desk_window.use(filled_hall)
    desk_window.log_in()
    return found


@pytest.fixture
def printed(desk_window: DeskWindow) -> list[PrintWish]:
    """What the screens want to be printed."""
    wishes: list[PrintWish] = []
    desk_window.shell.print_wanted.connect(wishes.append)
    return wishes
