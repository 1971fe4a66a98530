"""The corner of the kiosk that staff hold: the desk opens over it, once, and neither takes the other down."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

from kiosk.care.places import Places
from kiosk.journeys.state import Home
from tests.processes import open_files_of
from tests.ui.conftest import OpenWindow, Unexpected
from tests.ui.window import PANEL_PX, Window
from ui.app import Kiosk, Setting
from ui.desk_door import HOLD_MS, Corner

CORNER = QPoint(PANEL_PX.width() - 5, 5)


@pytest.fixture
def window(open_window: OpenWindow, places: Places, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setenv("YIZHAN_KEYS", str(places.keys))  # the desk is a process that finds its keys by itself
    return open_window()


def hold(window: Window) -> None:
    """Keep a finger on the corner until it is taken for a wish."""
    held: list[None] = []
    corner = window.shell.findChild(Corner)
    assert isinstance(corner, Corner)
    corner.held.connect(lambda: held.append(None))
    handle = window.shell.windowHandle()
    began = time.monotonic()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=CORNER)
    window.until(lambda: bool(held), "the corner to have been held long enough")
    assert time.monotonic() - began > HOLD_MS / 1000 * 0.9, "a coarse timer is a twentieth early at most"
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=CORNER)
    window.live()


def touch_corner(window: Window) -> None:
    handle = window.shell.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=CORNER)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=CORNER)
    window.live()


def has_opened(window: Window) -> Callable[[], bool]:
    """Whether the desk's process has the station's database open."""

    def is_so() -> bool:
        return window.places.database in open_files_of(window.kiosk.desk_door.process_id)

    return is_so


def wait(window: Window, *, ms: int) -> None:
    """Let the window live for so long; Qt's own waiting would hold Python's lock, and every other thread with it."""
    until = time.monotonic() + ms / 1000
    window.until(lambda: time.monotonic() >= until)


def test_the_corner_held_for_two_seconds_opens_the_desk_and_ends_the_visit(window: Window) -> None:
    window.to_posting()
    hold(window)
    assert window.shell.visit.screen == Home()
    window.until(has_opened(window), "the desk")
    desk = window.kiosk.desk_door.process_id
    hold(window)
    assert window.kiosk.desk_door.process_id == desk
    window.close()
    assert not Path(f"/proc/{desk}").exists()


def test_the_corner_touched_for_a_moment_opens_nothing(window: Window) -> None:
    window.to_posting()
    touch_corner(window)
    wait(window, ms=HOLD_MS + 200)
    assert window.kiosk.desk_door.process_id is None
    assert window.name == "oneposting"


def test_a_desk_that_dies_leaves_the_kiosk_and_can_be_opened_again(window: Window, unexpected: Unexpected) -> None:
    hold(window)
    window.until(has_opened(window), "the desk")
    desk = window.kiosk.desk_door.process_id
    assert desk is not None
    os.kill(desk, signal.SIGKILL)
    window.until(lambda: window.kiosk.desk_door.process_id is None, "the end of the desk")
    unexpected.expect("the desk ended by itself")
    window.to_posting()
    hold(window)
    window.until(has_opened(window), "the desk again")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("size_px", "panel_mm", "told"),
    [
        (None, None, True),
        (None, (477.0, 268.0), True),
        (QSize(1251, 704), None, False),
        (PANEL_PX, (268.0, 476.0), True),
    ],
)
def test_a_kiosk_in_a_window_lets_the_desk_choose_letters_that_can_be_read_there(
    places: Places, size_px: QSize | None, panel_mm: tuple[float, float] | None, *, told: bool
) -> None:
    kiosk = Kiosk(Setting(places=places, size_px=size_px, panel_mm=panel_mm))
    assert ("--panel-mm" in kiosk.desk_arguments()) is told
    assert ("--windowed" in kiosk.desk_arguments()) is (size_px is not None)
    kiosk.close()
    kiosk.shell.deleteLater()
    kiosk.deleteLater()
