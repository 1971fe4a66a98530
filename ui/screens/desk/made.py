"""Which screen stands for which place of the desk; each is loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.look import Look

SCREENS: dict[Place, tuple[str, str]] = {
    Place.TODAY: ("ui.screens.desk.today", "TodayScreen"),
    Place.WALK_IN: ("ui.screens.desk.walk_in", "WalkInScreen"),
    Place.PEOPLE: ("ui.screens.desk.people", "PeopleScreen"),
    Place.PERSON: ("ui.screens.desk.person", "PersonScreen"),
    Place.DISPATCH: ("ui.screens.desk.dispatch", "DispatchScreen"),
    Place.ARRIVALS: ("ui.screens.desk.arrivals", "ArrivalsScreen"),
    Place.POSTINGS: ("ui.screens.desk.postings", "PostingsScreen"),
    Place.NEW_POSTING: ("ui.screens.desk.new_posting", "NewPostingScreen"),
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
