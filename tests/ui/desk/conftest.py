"""A desk in the demo county's station, which fails the test at any mistake, Qt message or log record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from tests.ui.conftest import Unexpected
from tests.ui.desk.window import DeskWindow

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
