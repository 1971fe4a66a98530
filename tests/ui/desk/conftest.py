"""A desk in the demo county's station, which fails the test at any mistake, Qt message or log record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from tests.ui.conftest import Unexpected
from tests.ui.desk.hall import Hall, filled_hall
from tests.ui.desk.window import DeskWindow
from ui.screens.desk.screen import PrintWish

OFFSCREEN_ONLY = "This plugin does not support "
"""Qt's platform without a screen says so of least sizes, and of lists that open over a window."""

OpenDesk = Callable[..., DeskWindow]


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
    """A desk with its staff, at the door."""
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
