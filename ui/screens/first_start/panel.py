"""How large the panel is: a bank card is held against one that is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk.care.config.sections import LEAST_PANEL_MM, MOST_PANEL_MM
from kiosk.desk.first_start import Step
from kiosk.desk.first_start_desk import Standing
from ui.screens.first_start.step_page import StepPage
from ui.screens.technician.bank_card import BankCard
from ui.screens.technician.panel import LEAST, MOST, REPEAT_DELAY_MS, REPEAT_MS, STEP
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.look import Look
from ui.widgets.desk.words import Words


class PanelPage(StepPage):
    """Two buttons make the card smaller and larger; what follows for the panel counts for a program begun anew."""

    step = Step.PANEL

    def __init__(self, look: Look, parent: QWidget, *, can_leave: bool) -> None:
        super().__init__(look, parent, can_leave=can_leave)
        inside, texts = self.page.content, self.texts
        self._scale = self._usual = look.panel.px_per_mm
        self._known: tuple[float, float] | None = None
        self._hint = Words("wizard-panel-hint", texts("wizard-panel-hint"), inside)
        self._card = BankCard(look, "wizard-bank-card", inside)
        self._size = Words("wizard-panel-size", "", inside, kind="strong")
        self._smaller = self._turning("wizard-smaller", "panel-smaller", 1 / STEP, "Alt+Down")
        self._larger = self._turning("wizard-larger", "panel-larger", STEP, "Alt+Up")
        self.next.say(texts("wizard-panel-keep"))
        self._arrange()
        self._show()

    def _turning(self, name: str, text: str, factor: float, keys: str) -> DeskButton:
        button = self.button(name, text, lambda: self._turn(factor), keys=keys)
        button.setAutoRepeat(True)
        button.setAutoRepeatDelay(REPEAT_DELAY_MS)
        button.setAutoRepeatInterval(REPEAT_MS)
        return button

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
        self._known = standing.settings.panel.size_mm
        if self._known is not None:
            self._scale = self.look.panel.width_px / self._known[0]
            self._usual = self._scale
        self._show()

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
        self.next.setEnabled(all(LEAST_PANEL_MM <= side <= MOST_PANEL_MM for side in self.size_mm))

    def go_on(self) -> None:
        width, height = self.size_mm
        changes = {"panel.width_mm": width, "panel.height_mm": height}
        panel = self.look.panel
        is_other = (width, height) != (round(panel.width_mm), round(panel.height_mm))
        self.finish(lambda desk: desk.machine.set(changes, what="panel"), anew=is_other)
