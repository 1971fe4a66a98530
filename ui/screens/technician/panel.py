"""The panel's real size, found by holding a bank card against one that is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.screens.desk.screen import News, Place
from ui.screens.technician.anew import AnewCard
from ui.screens.technician.bank_card import BankCard
from ui.screens.technician.beside import BesideScreen
from ui.screens.technician.card_scale import STEP, CardScale, held_button
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PanelScreen(BesideScreen):
    """Two buttons make the card larger and smaller; a third saves what follows for the whole panel."""

    place = Place.MACHINE_PANEL

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._scale = CardScale(look.panel)
        self._hint = Words("panel-hint", texts("panel-hint"), inside)
        self._card = BankCard(look, "panel-bank-card", inside)
        self._size = Words("panel-size", "", inside, kind="strong")
        self._smaller = self._turning("panel-smaller", 1 / STEP, "Alt+Down")
        self._larger = self._turning("panel-larger", STEP, "Alt+Up")
        self._keep = self.button("panel-keep", "panel-keep", self._save, kind="primary", keys="Ctrl+Return")
        self._anew = AnewCard(self)
        self._arrange()
        self._show()

    def _turning(self, name: str, factor: float, keys: str) -> DeskButton:
        return held_button(self.button(name, name, lambda: self._turn(factor), keys=keys))

    def _arrange(self) -> None:
        column = self.page.column
        column.addWidget(self._anew)
        column.addWidget(self._hint)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._size)
        column.addStretch(1)
        self.put_foot(self._smaller, self._larger, self._keep)

    def open(self, topic: object) -> None:
        self._anew.hide()
        self._scale.begin_anew()
        self._show()

    def first_focus(self) -> QWidget:
        return self._larger

    def _turn(self, factor: float) -> None:
        if self._scale.turn(factor):
            self._show()

    def _show(self) -> None:
        self._card.show_scale(self._scale.px_per_mm)
        width, height = self._scale.size_mm
        self._size.say(self.texts("panel-size", width=str(width), height=str(height)))
        self._keep.setEnabled(self._scale.is_a_panel)

    def _save(self) -> None:
        changes = self._scale.settings

        def saved(_: None) -> None:
            self.told.emit(News(text=self.texts("machine-saved")))
            self._anew.show()

        self.ask(lambda desk: desk.machine.set(changes, what="panel"), saved)
