"""Today: what waits to be done, the most pressing first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.desk.screen import DeskScreen, Place
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class TodayScreen(DeskScreen):
    """Figures of the day, each leading to where it is dealt with."""

    place = Place.TODAY

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        column = QVBoxLayout(self)
        column.addWidget(Words("today-day", "", self, kind="title"))
        column.addStretch(1)
