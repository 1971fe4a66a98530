"""The walk of a tour through touch to hear and the five keys: Home with the line around it, Home with the ring."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.shell import Shell


class Guide(Protocol):
    """What a tour can do: `ui.touring.Tour`."""

    def home(self) -> None: ...

    def touch(self, name: str, *, until: str | None = None) -> None: ...

    def picture(self, name: str) -> None: ...


def tour_listening(tour: Guide, shell: Shell) -> None:
    """Take both pictures; nothing is on any more, and Home is there, in the end."""
    tour.home()
    tour.touch("nav-settings", until="settings")
    tour.touch("setting-touch-to-hear", until="onesetting")
    tour.touch("touch-to-hear-on")
    tour.touch("nav-home")
    tour.touch("nav-home", until="home")
    tour.touch("home-today")
    tour.picture("home-listening")
    tour.touch("nav-settings")
    tour.touch("nav-settings", until="settings")
    for name, screen in (("setting-touch-to-hear", "onesetting"), ("touch-to-hear-off", "onesetting")):
        tour.touch(name)
        tour.touch(name, until=screen)
    tour.home()
    for _ in range(3):
        QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Down)
    tour.picture("home-key-focus")
    tour.touch("nav-settings", until="settings")  # a finger takes the ring away
    tour.home()
