"""Python's cyclic garbage is collected where Qt's objects live."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from kiosk.care.memory import collect_if_due

LOOK_MS = 500


class Collector(QObject):
    """Collects on the UI thread, where it is made, and lets no other thread do it, from now on.

    Python collects on whichever thread makes the next object. A widget or timer that only a ring of references keeps is
    destroyed there, beside the UI thread that may just be looking at it: a segmentation fault, once in a long while
    (PySide6 6.9).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(collect_if_due)
        timer.start()
