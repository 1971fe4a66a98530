"""`yizhan-kiosk run --desk`: the staff's desk, in a window of its own process."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from kiosk.care.places import places
from kiosk.printing.printer import Printer

if TYPE_CHECKING:
    from ui.sync_process import SyncPlan

HEARTBEAT_MS = 100

log = logging.getLogger(__name__)


def run_desk(
    arguments: argparse.Namespace, told_to_end: threading.Event, *, printer: Printer, sync: SyncPlan | None
) -> int:
    """Run until the window is closed, the kiosk is wanted back, or the process is told to end."""
    from PySide6.QtCore import QSize, QTimer
    from PySide6.QtWidgets import QApplication

    from kiosk.care.memory import rest_from_collecting
    from ui.desk.app import DeskApp, DeskSetting
    from ui.desk.keyboard import keyboard_is_wanted
    from ui.desk_door import KIOSK

    app = QApplication.instance() or QApplication(["yizhan-desk"])
    size = arguments.windowed
    desk = DeskApp(
        DeskSetting(
            places=places(arguments.data),
            language=arguments.lang,
            size_px=QSize(round(size[0]), round(size[1])) if size else None,
            panel_mm=arguments.panel_mm,
            palette=arguments.theme - 1,
            printer=printer,
            paper_mm=arguments.paper,
            covers_kiosk=arguments.covers_kiosk,
            has_keyboard=keyboard_is_wanted(os.environ),
            sync=None if arguments.covers_kiosk else sync,
        )
    )
    _catch_everything(desk)
    desk.shell.left.connect(app.quit)
    heartbeat = QTimer()  # lets Python see a signal while Qt waits

    def is_over() -> bool:
        """A kiosk that comes in place of one that died opens the wizard itself, at the step that it had come to."""
        kiosk = os.environ.get(KIOSK, "")
        is_orphan = bool(kiosk) and desk.shell.is_at_wizard and str(os.getppid()) != kiosk
        return told_to_end.is_set() or is_orphan

    heartbeat.timeout.connect(lambda: app.quit() if is_over() else None)
    heartbeat.start(HEARTBEAT_MS)
    desk.shell.first_painted.connect(rest_from_collecting)
    if arguments.covers_kiosk:
        from ui.desk.rest import Rest

        rest = Rest(
            desk,
            session=desk.session,
            shell=desk.shell,
            printing=desk.printing,
            monotonic_s=desk.setting.monotonic_s,
        )
        rest.away.connect(app.quit)
    desk.show(windowed=size is not None)
    code = app.exec()
    desk.close()
    return code


def _catch_everything(desk: object) -> None:
    """A mistake of ours is logged and told in one line; what is typed stays where it is."""
    from ui.desk.app import DeskApp

    assert isinstance(desk, DeskApp)

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from PySide6.QtWidgets import QApplication

        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("a mistake of ours", exc_info=(kind, error, trace))
        desk.shell.tell(desk.shell.look.texts("desk-our-mistake"))

    sys.excepthook = caught
