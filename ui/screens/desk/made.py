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
    Place.POSTING: ("ui.screens.desk.posting", "PostingScreen"),
    Place.NEW_POSTING: ("ui.screens.desk.new_posting", "NewPostingScreen"),
    Place.EMPLOYERS: ("ui.screens.desk.employers", "EmployersScreen"),
    Place.EMPLOYER: ("ui.screens.desk.employer", "EmployerScreen"),
    Place.OUTCOMES: ("ui.screens.desk.outcomes", "OutcomesScreen"),
    Place.COMPLAINTS: ("ui.screens.desk.complaints", "ComplaintsScreen"),
    Place.COMPLAINT: ("ui.screens.desk.complaint", "ComplaintScreen"),
    Place.CLASSES: ("ui.screens.desk.classes", "ClassesScreen"),
    Place.CLASS: ("ui.screens.desk.one_class", "ClassScreen"),
    Place.CLASS_PLAN: ("ui.screens.desk.one_class_plan", "ClassPlanScreen"),
    Place.NOTICES: ("ui.screens.desk.notices", "NoticesScreen"),
    Place.NOTICE: ("ui.screens.desk.one_notice", "NoticeScreen"),
    Place.LOG: ("ui.screens.desk.log", "LogScreen"),
    Place.STAFF: ("ui.screens.desk.staff", "StaffScreen"),
    Place.REPORTS: ("ui.screens.desk.reports", "ReportsScreen"),
    Place.EXCHANGE: ("ui.screens.desk.exchange", "ExchangeScreen"),
    Place.COUNTY: ("ui.screens.desk.county", "CountyScreen"),
    Place.WISHES: ("ui.screens.desk.wishes", "WishesScreen"),
    Place.MACHINE: ("ui.screens.technician.machine", "MachineScreen"),
    Place.MACHINE_DOCTOR: ("ui.screens.technician.doctor", "DoctorScreen"),
    Place.MACHINE_DEVICES: ("ui.screens.technician.devices", "DevicesScreen"),
    Place.MACHINE_PRINTER: ("ui.screens.technician.printer", "PrinterScreen"),
    Place.MACHINE_SOUND: ("ui.screens.technician.sound", "SoundScreen"),
    Place.MACHINE_PANEL: ("ui.screens.technician.panel", "PanelScreen"),
    Place.MACHINE_TOUCH: ("ui.screens.technician.touch", "TouchScreen"),
    Place.MACHINE_BACKUP: ("ui.screens.technician.backup", "BackupScreen"),
    Place.MACHINE_UPDATE: ("ui.screens.technician.update", "UpdateScreen"),
    Place.MACHINE_LOGS: ("ui.screens.technician.logs", "LogsScreen"),
    Place.MACHINE_ABOUT: ("ui.screens.technician.about", "AboutScreen"),
    Place.SET_UP: ("ui.screens.first_start.ready", "ReadyScreen"),
    Place.MORE: ("ui.screens.desk.more", "MoreScreen"),
}


def load_screen(place: Place) -> type[DeskScreen]:
    """Load the class of the screen of `place`."""
    module, name = SCREENS[place]
    made: type[DeskScreen] = getattr(import_module(module), name)
    assert issubclass(made, DeskScreen)
    return made


def desk_screen(place: Place, look: Look, parent: QWidget) -> DeskScreen:
    """Make the screen of `place`."""
    return load_screen(place)(look, parent)
