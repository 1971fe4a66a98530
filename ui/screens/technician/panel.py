"""The panel's real size, found by holding a bank card against one that is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.care.config.sections import LEAST_PANEL_MM, MOST_PANEL_MM
from ui.screens.desk.screen import News, Place
from ui.screens.technician.anew import AnewCard
from ui.screens.technician.bank_card import BankCard
from ui.screens.technician.beside import BesideScreen
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words

STEP = 1.005
"""One press: less than half a millimetre of a card, and so two of a panel of 21 inches."""
LEAST, MOST = 0.6, 1.4
"""How far the drawn card can be turned from where it began."""
REPEAT_DELAY_MS, REPEAT_MS = 400, 60
"""While a finger stays on the button."""


class PanelScreen(BesideScreen):
    """Two buttons make the card larger and smaller; a third saves what follows for the whole panel."""

    place = Place.MACHINE_PANEL

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        inside, texts = self.page.content, self.texts
        self._scale = self._usual = look.panel.px_per_mm
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
        button = self.button(name, name, lambda: self._turn(factor), keys=keys)
        button.setAutoRepeat(True)
        button.setAutoRepeatDelay(REPEAT_DELAY_MS)
        button.setAutoRepeatInterval(REPEAT_MS)
        return button

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
        self._scale = self._usual
        self._show()

    def first_focus(self) -> QWidget:
        return self._larger

    @property
    def size_mm(self) -> tuple[int, int]:
        """The panel's width and height that follow from the card, in whole millimetres."""
        width, height = (side / self._scale for side in (self.look.panel.width_px, self.look.panel.height_px))
        return round(width), round(height)

    def _turn(self, factor: float) -> None:
        wanted = self._scale * factor
        if LEAST <= wanted / self._usual <= MOST:
            self._scale = wanted
            self._show()

    def _show(self) -> None:
        self._card.show_scale(self._scale)
        width, height = self.size_mm
        self._size.say(self.texts("panel-size", width=str(width), height=str(height)))
        self._keep.setEnabled(all(LEAST_PANEL_MM <= side <= MOST_PANEL_MM for side in self.size_mm))

    def _save(self) -> None:
        width, height = self.size_mm

        def saved(_: None) -> None:
            self.told.emit(News(text=self.texts("machine-saved")))
            self._anew.show()

        changes = {"panel.width_mm": width, "panel.height_mm": height}
        self.ask(lambda desk: desk.machine.set(changes, what="panel"), saved)
