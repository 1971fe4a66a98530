"""This machine: the way to everything that a technician looks after."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.screens.desk.screen import DeskScreen, Place
from ui.screens.technician.tiles import tiles
from ui.widgets.desk.around import fill
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page

PLACES = (
    (Place.MACHINE_DOCTOR, "search"),
    (Place.MACHINE_DEVICES, "desk-print"),
    (Place.COUNTY, "desk-county"),
    (Place.MACHINE_BACKUP, "desk-machine-backup"),
    (Place.MACHINE_UPDATE, "desk-machine-update"),
    (Place.MACHINE_LOGS, "desk-log"),
    (Place.SET_UP, "station"),
    (Place.MACHINE_ABOUT, "desk-machine-about"),
)
"""Each with its picture; network and sync stand on the county's screen."""


class MachineScreen(DeskScreen):
    """One large button a place, chosen by touch or by its number."""

    place = Place.MACHINE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        page = Page(look, "machine-page", self)
        grid, self._buttons = tiles(look, page.content, PLACES, before="machine-to", go=self.go)
        page.column.addLayout(grid)
        page.column.addStretch(1)
        fill(self, page)

    def first_focus(self) -> QWidget:
        return self._buttons[0]
