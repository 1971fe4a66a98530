"""Which screen stands for which place of the desk; each is loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.look import Look

SCREENS: dict[Place, tuple[str, str]] = {
    Place.TODAY: ("ui.screens.desk.today", "TodayScreen"),
    Place.LOG: ("ui.screens.desk.log", "LogScreen"),
    Place.STAFF: ("ui.screens.desk.staff", "StaffScreen"),
    Place.MORE: ("ui.screens.desk.more", "MoreScreen"),
}


def desk_screen(place: Place, look: Look, parent: QWidget) -> DeskScreen:
    """Make the screen of `place`."""
    module, name = SCREENS[place]
    made = getattr(import_module(module), name)(look, parent)
    assert isinstance(made, DeskScreen)
    return made
