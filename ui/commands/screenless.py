"""Qt for a command that shows nothing: on the screen that is there, and without one."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from ui.fonts import load_fonts


def application() -> QApplication:
    """Return the application, with the station's fonts; on a Linux without a display it has a screen in memory."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["yizhan-kiosk"])
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # of libraries of sound that no station needs
    load_fonts()
    return app
