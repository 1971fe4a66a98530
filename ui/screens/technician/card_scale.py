"""How large a panel is, from how large a bank card has to be drawn on it to be as large as a real one."""

from __future__ import annotations

from kiosk.care.config.sections import LEAST_PANEL_MM, MOST_PANEL_MM
from ui.theme import Panel
from ui.widgets.desk.button import DeskButton

STEP = 1.005
"""One press: less than half a millimetre of a card, and so two of a panel of 21 inches."""
LEAST, MOST = 0.6, 1.4
"""How far the drawn card can be turned from where it began."""
REPEAT_DELAY_MS, REPEAT_MS = 400, 60
"""While a finger stays on a button."""


class CardScale:
    """`px_per_mm` is how the card is drawn; `usual` is where that began."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self.px_per_mm = self.usual = panel.px_per_mm

    def begin_at(self, width_mm: float) -> None:
        """Begin with a panel that is known to be so wide."""
        self.px_per_mm = self.usual = self._panel.width_px / width_mm

    def begin_anew(self) -> None:
        """Draw it as at the beginning."""
        self.px_per_mm = self.usual

    def turn(self, factor: float) -> bool:
        """Draw it larger or smaller; False where that would be too far."""
        wanted = self.px_per_mm * factor
        if not LEAST <= wanted / self.usual <= MOST:
            return False
        self.px_per_mm = wanted
        return True

    @property
    def size_mm(self) -> tuple[int, int]:
        """The panel's width and height that follow from the card, in whole millimetres."""
        width, height = (side / self.px_per_mm for side in (self._panel.width_px, self._panel.height_px))
        return round(width), round(height)

    @property
    def is_a_panel(self) -> bool:
        """Whether there are panels of that size."""
        return all(LEAST_PANEL_MM <= side <= MOST_PANEL_MM for side in self.size_mm)

    @property
    def settings(self) -> dict[str, int]:
        """What follows for the settings."""
        width, height = self.size_mm
        return {"panel.width_mm": width, "panel.height_mm": height}


def held_button(button: DeskButton) -> DeskButton:
    """Have a button go on while a finger stays on it."""
    button.setAutoRepeat(True)
    button.setAutoRepeatDelay(REPEAT_DELAY_MS)
    button.setAutoRepeatInterval(REPEAT_MS)
    return button
