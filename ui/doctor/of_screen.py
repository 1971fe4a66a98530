"""Examines fonts, panel, touch and whatever types: the scanner does so, too. Needs a QGuiApplication."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication, QInputDevice

from kiosk.domain.finding import Finding, amber, green, red
from ui.theme import FONT_FAMILIES

FAMILY = FONT_FAMILIES[0]
LEAST_PX = (1024, 600)
SANE_SHAPE = 1.15
"""How far a panel's dots may be from square before one of its two sizes is wrong."""
OFFSCREEN = frozenset({"offscreen", "vnc", "minimal"})


def check_fonts() -> Finding:
    """Tell whether the station's own font is loaded, and whether there is another one for rare characters of names."""
    if FAMILY not in QFontDatabase.families():
        return red("fonts", "missing", name=FAMILY)
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    others = [family for family in chinese if family != FAMILY]
    return green("fonts", name=others[0]) if others else amber("fonts", "no-others")


def check_panel(panel_mm: tuple[float, float] | None) -> Finding:
    """Compare the panel's size, as the settings or else the screen say it, with what a person needs."""
    if QGuiApplication.platformName() in OFFSCREEN:
        return amber("panel", "not-seen")
    size = QGuiApplication.primaryScreen().size()
    return panel_of((size.width(), size.height()), panel_mm)


def panel_of(dots: tuple[int, int], panel_mm: tuple[float, float] | None) -> Finding:
    """Judge a panel of so many `dots`, across and down, that is said to be so large."""
    shown = _by(dots)
    if min(dots) < LEAST_PX[1] or max(dots) < LEAST_PX[0]:
        return amber("panel", "small", dots=shown)
    if panel_mm is None:
        return amber("panel", "unknown", dots=shown)
    across, down = dots[0] / panel_mm[0], dots[1] / panel_mm[1]
    if max(across, down) / min(across, down) > SANE_SHAPE:
        return amber("panel", "other-shape", millimetres=_by(panel_mm))
    return green("panel", dots=shown, millimetres=_by(panel_mm))


def _by(size: tuple[float, float]) -> str:
    """As words: a number would be grouped by threes."""
    return f"{size[0]:.0f}×{size[1]:.0f}"


def check_touch(*, is_mapped: bool = False) -> Finding:
    """Tell which touch screen Qt knows, and whether the settings put its touches right (`panel.touch_matrix`)."""
    if QGuiApplication.platformName() in OFFSCREEN:
        return amber("touch", "not-seen")
    names = _devices(QInputDevice.DeviceType.TouchScreen)
    if not names:
        return amber("touch", "none")
    return green("touch", "mapped" if is_mapped else "ok", name=", ".join(names))


def check_scanner() -> Finding:
    """A scanner types what it reads: it is one of the keyboards, and no program can tell which."""
    if QGuiApplication.platformName() in OFFSCREEN:
        return amber("scanner", "not-seen")
    return green("scanner", "keyboards") if _devices(QInputDevice.DeviceType.Keyboard) else amber("scanner", "none")


def _devices(kind: QInputDevice.DeviceType) -> list[str]:
    return sorted({device.name() or "?" for device in QInputDevice.devices() if device.type() == kind})
