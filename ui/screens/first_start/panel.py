"""How large the panel is: a bank card is held against one that is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from ui.screens.first_start.step_page import StepPage
from ui.screens.technician.bank_card import BankCard
from ui.screens.technician.card_scale import STEP, CardScale, held_button
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PanelPage(StepPage):
    """Two buttons make the card smaller and larger; what follows for the panel counts for a program begun anew."""

    step = Step.PANEL

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._scale = CardScale(look.panel)
        self._hint = Words("wizard-panel-hint", texts("wizard-panel-hint"), inside)
        self._card = BankCard(look, "wizard-bank-card", inside)
        self._size = Words("wizard-panel-size", "", inside, kind="strong")
        self._smaller = self._turning("wizard-smaller", "panel-smaller", 1 / STEP, "Alt+Down")
        self._larger = self._turning("wizard-larger", "panel-larger", STEP, "Alt+Up")
        self.next.say(texts("wizard-panel-keep"))
        self._arrange()
        self._show()

    def _turning(self, name: str, text: str, factor: float, keys: str) -> DeskButton:
        return held_button(self.button(name, text, lambda: self._turn(factor), keys=keys))

    def _arrange(self) -> None:
        column = self.page.column
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(self.look.sizes.gap)
        for button in (self._smaller, self._larger):
            row.addWidget(button, 1)
        column.addWidget(self._hint)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addWidget(self._size)
        column.addStretch(1)
        self.put_ways()

    def first_focus(self) -> QWidget:
        return self._larger

    def show_standing(self, standing: Standing) -> None:
        known = standing.settings.panel.size_mm
        if known is not None:
            self._scale.begin_at(known[0])
        self._show()

    def _turn(self, factor: float) -> None:
        if self._scale.turn(factor):
            self._show()

    def _show(self) -> None:
        self._card.show_scale(self._scale.px_per_mm)
        width, height = self._scale.size_mm
        self._size.say(self.texts("panel-size", width=str(width), height=str(height)))
        self.next.setEnabled(self._scale.is_a_panel)

    def go_on(self) -> None:
        changes, panel = self._scale.settings, self.look.panel
        is_other = self._scale.size_mm != (round(panel.width_mm), round(panel.height_mm))
        self.finish(lambda desk: desk.machine.set(changes, what="panel"), anew=is_other)
