"""Which steps of the first start this machine has: one without a touch screen has nothing to map."""

from __future__ import annotations

from PySide6.QtGui import QInputDevice

from kiosk.desk.first_start import ORDER, Step
from ui.screens.desk.made import SCREENS
from ui.screens.desk.screen import Place

TOUCH_SCREEN = "machine-touch"


def steps_here() -> tuple[Step, ...]:
    """Return the steps in their order."""
    return ORDER if _has_touch() else tuple(step for step in ORDER if step is not Step.TOUCH)


def touch_place() -> Place | None:
    """Return the place of the screen that maps a finger, where this program has one."""
    return next((place for place in SCREENS if place == TOUCH_SCREEN), None)


def _has_touch() -> bool:
    devices = QInputDevice.devices()
    return touch_place() is not None and any(each.type() is QInputDevice.DeviceType.TouchScreen for each in devices)
