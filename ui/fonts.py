"""The station's own font, so that every panel and every slip looks the same whatever the system has installed."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from kiosk.texts.catalogue import ASSETS

FONTS = ("YizhanSans-Regular.otf", "YizhanSans-Bold.otf")


def load_fonts() -> None:
    """Make the font known to Qt; needs a QGuiApplication. Characters it lacks come from the system's fonts."""
    for name in FONTS:
        QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / name))
