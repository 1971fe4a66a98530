"""Where on the glass everything is that a finger can touch, found on a twin of the station that nobody sees.

`python -m tests.soak.twin STATION WxH WxH_MM` prints it as JSON. The soak touches the real program from outside, and
from there nobody can ask it where its buttons are.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.domain.staff import Role
from tests.ui.breath import breathe
from tests.ui.conftest import places_in
from tests.ui.desk.window import STAFF, DeskWindow
from tests.ui.window import PATIENCE_S, Watch
from ui.app import Kiosk, Setting

Spots = dict[str, dict[str, tuple[int, int]]]
"""By screen and by the item's name: its middle in pixels."""
MEASURES = tuple[QSize, tuple[float, float]]
WALK = (
    ("home-trades", "trades"), ("trade-0", "postings"), ("nav-home", "home"), ("home-today", "postings"),
    ("posting-0", "oneposting"), ("posting-want", "slipshown"), ("nav-home", "home"), ("home-sign-in", "signin"),
    ("sign-in-phone", "signindigits"), ("nav-home", "home"), ("home-sign-in", "signin"),
    ("sign-in-pictures", "signinpictures"), ("nav-home", "home"), ("nav-staff", "notice-nobody-hears"),
)  # fmt: skip
"""Touches, and the screens that they lead to."""


class Glass:
    """The twin's kiosk, touched by name."""

    def __init__(self, kiosk: Kiosk, watch: Watch) -> None:
        self._kiosk, self._shell, self._watch = kiosk, kiosk.shell, watch
        self._finger = QTest.createTouchDevice()

    def spots(self) -> dict[str, tuple[int, int]]:
        """Everything on the present screen."""
        items = self._shell.visible_items()
        return {item.objectName(): _xy(item.mapTo(self._shell, item.rect().center())) for item in items}

    def touch(self, name: str, screen: str) -> None:
        """Touch an item and wait for the screen that it leads to."""
        self._watch.now_s += 1.0
        at, window = QPoint(*self.spots()[name]), self._shell.windowHandle()
        QTest.touchEvent(window, self._finger).press(0, at).commit(False)
        QTest.touchEvent(window, self._finger).release(0, at).commit(False)
        _until(lambda: self._shell.screen_name == screen, f"{screen} after {name}")


def kiosk_spots(root: Path, size: QSize, panel_mm: tuple[float, float]) -> Spots:
    """Walk past every kind of screen."""
    watch = Watch()
    kiosk = Kiosk(Setting(places=places_in(root), size_px=size, panel_mm=panel_mm, is_tended=False, monotonic_s=watch))
    kiosk.show(windowed=True)
    _until(lambda: kiosk.is_open, "the twin's station")
    glass = Glass(kiosk, watch)
    spots = {"home": glass.spots()}
    for name, screen in WALK:
        glass.touch(name, screen)
        spots.setdefault(screen, {}).update(glass.spots())
    kiosk.close()
    return spots


def desk_spots(root: Path, size: QSize, panel_mm: tuple[float, float]) -> Spots:
    """The door with the clerk's own button as `log-in-clerk`, and the first screen with its rail."""
    desk = DeskWindow(places_in(root), size=(size, panel_mm), covers_kiosk=True)
    desk.clock.moment = datetime.now().astimezone()
    desk.until(lambda: desk.visible("log-in-name-0"), "the names")
    door = _buttons(desk)
    clerk = next(name for name in door if desk.widget(name).accessibleName() == STAFF[Role.CLERK][0])
    spots = {"door": {**door, "log-in-clerk": door[clerk]}}
    desk.log_in(Role.CLERK)
    spots["today"] = _buttons(desk)
    desk.close()
    return spots


def _buttons(desk: DeskWindow) -> dict[str, tuple[int, int]]:
    shown = ((name, desk.widget(name)) for name in desk.names())
    return {name: _xy(each.mapTo(desk.shell, each.rect().center())) for name, each in shown}


def _until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        breathe()


def _xy(at: QPoint) -> tuple[int, int]:
    return at.x(), at.y()


def main(root: Path, size: str, panel_mm: str) -> None:
    """Print kiosk and desk."""
    QApplication(["twin"])
    width, height = map(int, size.split("x"))
    wide, high = map(float, panel_mm.split("x"))
    measures = QSize(width, height), (wide, high)
    print(json.dumps({"kiosk": kiosk_spots(root, *measures), "desk": desk_spots(root, *measures)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
