"""The card that says that something counts from the kiosk's next start, with the button that begins it anew."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from kiosk.desk.machine_ends import Ending
from ui.screens.technician.beside import BesideScreen
from ui.widgets.desk.words import Words


class AnewCard(QFrame):
    """Hidden until something was set."""

    def __init__(self, screen: BesideScreen) -> None:
        super().__init__(screen.page.content)
        self.setObjectName(f"{screen.place}-anew-card")
        self.setProperty("kind", "card")
        self._screen = screen
        size = screen.look.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(size.padding * 2, size.padding * 2, size.padding * 2, size.padding * 2)
        column.setSpacing(size.gap)
        words = Words(f"{screen.place}-anew-words", screen.texts("machine-set"), self, kind="strong")
        self.button = screen.button(f"{screen.place}-anew", "machine-anew", self._begin_anew, keys="Alt+A")
        for part in (words, self.button):
            column.addWidget(part)
        self.hide()

    def _begin_anew(self) -> None:
        self._screen.ask(lambda desk: desk.machine.start_anew(), lambda _: self._screen.end_desk(Ending.ANEW))
