"""More: the places that are wanted now and then."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.domain.staff import Role
from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.page import Page

PLACES = (
    (Place.EMPLOYERS, "employers"),
    (Place.CLASSES, "classes"),
    (Place.NOTICES, "notices"),
    (Place.REPORTS, "reports"),
    (Place.EXCHANGE, "exchange"),
    (Place.STAFF, "staff"),
    (Place.LOG, "log"),
    (Place.COUNTY, "county"),
    (Place.WISHES, "wishes"),
    (Place.MACHINE, "machine"),
)
KEEPERS = (Role.HEAD, Role.TECHNICIAN)
"""To whom the machine itself is shown; `kiosk.desk.machine` lets nobody else do anything with it."""
MACHINE_KEY, WISHES_KEY = 9, 0
"""The digits of the last two; the others are numbered as they stand."""
DIGITS = {Place.MACHINE: MACHINE_KEY, Place.WISHES: WISHES_KEY}
TILE_MM, WIDE_MM = 22.0, 200.0


class MoreScreen(DeskScreen):
    """One large button a place, chosen by touch or by its number."""

    place = Place.MORE

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        size = look.sizes
        page = Page(look, "more-page", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        grid = QGridLayout()
        grid.setSpacing(size.gap)
        page.column.addLayout(grid)
        page.column.addStretch(1)
        columns = 2 if look.panel.width_px > look.px(WIDE_MM) else 1
        self._buttons: dict[Place, DeskButton] = {}
        for index, (place, picture) in enumerate(PLACES):
            button = DeskButton(
                look, f"more-{place}", self.texts(f"desk-{place}"), page.content, kind="tile",
                picture=f"desk-{picture}", keys=f"Alt+{DIGITS.get(place, index + 1)}",
                pressed=partial(self.go, place),
            )  # fmt: skip
            grid.addWidget(button, index // columns, index % columns)
            self._buttons[place] = button
        self._buttons[Place.MACHINE].hide()

    def open(self, topic: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.ask(lambda desk: desk.room.actor.role, self._show_role)

    def first_focus(self) -> QWidget:
        return self._buttons[Place.EMPLOYERS]

    def _show_role(self, role: Role) -> None:
        self._buttons[Place.MACHINE].setVisible(role in KEEPERS)
