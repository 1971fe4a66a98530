"""A kiosk that leaks, for the soak to find: `python -P leaking.py KIND[:EVERY],... run ...`, each EVERY touches.

The program itself is untouched: a filter beside it counts fingers, and keeps what it should give back.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from ui import cli

MUCH_BYTES, LITTLE_BYTES = 1_000_000, 50_000
KEPT: list[object] = []


def leak_descriptor() -> None:
    KEPT.append(os.open(os.devnull, os.O_RDONLY))


def leak_thread() -> None:
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def leak_child() -> None:
    """It ends with the kiosk, as its input does."""
    KEPT.append(subprocess.Popen(["cat"], stdin=subprocess.PIPE))


def leak_dead() -> None:
    """A child that has ended and is not waited for."""
    KEPT.append(os.posix_spawn("/bin/true", ["true"], os.environ))


def leak_memory() -> None:
    """So much that eight cycles show it, while the kiosk's own caches fill."""
    KEPT.append(bytearray(os.urandom(MUCH_BYTES)))


def leak_little() -> None:
    """The least that the soak has to find, once a cycle."""
    KEPT.append(bytearray(os.urandom(LITTLE_BYTES)))


def leak_file() -> None:
    KEPT.append(tempfile.mkstemp(prefix="left-")[1])


LEAKS: dict[str, Callable[[], None]] = {
    "descriptor": leak_descriptor, "thread": leak_thread, "child": leak_child, "dead": leak_dead,
    "memory": leak_memory, "little": leak_little, "file": leak_file,
}  # fmt: skip


class Drip(QObject):
    """Leaks with touches."""

    def __init__(self, leaks: str) -> None:
        super().__init__()
        named = (each.partition(":") for each in leaks.split(","))
        self._leaks = [(LEAKS[kind], int(every or 1)) for kind, _, every in named]
        self._touches = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            self._touches += 1
            for leak, every in self._leaks:
                if self._touches % every == 0:
                    leak()
        return False


if __name__ == "__main__":
    app = QApplication(["yizhan-kiosk"])
    drip = Drip(sys.argv[1])
    app.installEventFilter(drip)
    sys.argv = ["yizhan-kiosk", *sys.argv[2:]]
    sys.exit(cli.main())
