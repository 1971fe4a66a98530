"""`yizhan-kiosk run --board`: the board in the hall, in a window of its own process."""

from __future__ import annotations

import argparse
import logging
import sys
import threading
from types import TracebackType

from kiosk.care.places import places

HEARTBEAT_MS = 100

log = logging.getLogger(__name__)


def run_board(arguments: argparse.Namespace, told_to_end: threading.Event) -> int:
    """Run until the window is closed or the process is told to end."""
    from PySide6.QtCore import QSize, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.board.app import BoardApp, BoardSetting

    app = QApplication.instance() or QApplication(["yizhan-board"])
    size = arguments.windowed
    board = BoardApp(
        BoardSetting(
            places=places(arguments.data),
            language=arguments.lang,
            size_px=QSize(round(size[0]), round(size[1])) if size else None,
            panel_mm=arguments.panel_mm,
            palette=arguments.theme - 1,
        )
    )
    sys.excepthook = _caught
    heartbeat = QTimer()  # lets Python see a signal while Qt waits
    heartbeat.timeout.connect(lambda: app.quit() if told_to_end.is_set() else None)
    heartbeat.start(HEARTBEAT_MS)
    board.show(windowed=size is not None)
    code = app.exec()
    board.close()
    return code


def _caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A mistake of ours is logged; the board goes on with what it shows, and looks again in a minute at the latest."""
    from PySide6.QtWidgets import QApplication

    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    log.critical("a mistake of ours", exc_info=(kind, error, trace))
