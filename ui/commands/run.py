"""`yizhan-kiosk run`: the kiosk itself."""

from __future__ import annotations

import argparse
import os
import threading
import time
from typing import TYPE_CHECKING

from kiosk.arguments import seconds, seconds_between
from kiosk.care.places import places
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.stopping import stop_by
from ui.commands.sizes import pair

if TYPE_CHECKING:
    from ui.sync_process import SyncPlan

HELP = "show the kiosk"
HEARTBEAT_MS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`."""
    parser.add_argument(
        "--windowed", metavar="WxH", type=pair, help="in a window of so many pixels, not the full screen"
    )
    parser.add_argument("--panel-mm", metavar="WxH", type=pair, help="the panel's real size in millimetres")
    parser.add_argument("--text-size", type=int, choices=(1, 2, 3, 4), default=1)
    parser.add_argument("--theme", type=int, choices=(1, 2, 3, 4), default=1)
    printers = "usb:04b8:0e15, serial:/dev/ttyUSB0, tcp:HOST:9100, file:PATH, system:NAME or none"
    parser.add_argument("--printer", metavar="TARGET", default="none", help=printers)
    parser.add_argument("--paper", type=int, choices=(80, 58), default=80, help="width in mm (default 80)")
    parser.add_argument("--desk", action="store_true", help="the staff's desk instead of the kiosk")
    parser.add_argument("--board", action="store_true", help="the queue, for everybody in the hall to see and hear")
    parser.add_argument("--no-sync", action="store_true", help="exchange no news with the county from here")
    parser.add_argument("--sync-every", type=seconds_between, metavar="S", help="seconds from one exchange to the next")
    parser.add_argument("--sync-start-within", type=seconds, metavar="S", help="first exchange within so many seconds")
    parser.add_argument("--covers-kiosk", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--first-picture", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Run until the window is closed or the process is told to end."""
    import gc

    told_to_end = threading.Event()
    stop_by(lambda _: told_to_end.set())  # from here on an exception could be lost where Qt calls Python
    if arguments.desk:
        from ui.commands.run_desk import run_desk

        return run_desk(arguments, told_to_end, printer=printer_of(arguments.printer), sync=plan_of(arguments))
    if arguments.board:
        from ui.commands.run_board import run_board

        return run_board(arguments, told_to_end)
    gc.disable()  # until the first picture: nothing made on the way to it is garbage
    from PySide6.QtCore import QSize, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.app import Kiosk, Setting, catch_everything
    from ui.theme import TextSize

    app = QApplication.instance() or QApplication(["yizhan-kiosk"])
    size = arguments.windowed
    kiosk = Kiosk(
        Setting(
            places=places(arguments.data),
            language=arguments.lang,
            size_px=QSize(round(size[0]), round(size[1])) if size else None,
            panel_mm=arguments.panel_mm,
            text_size=TextSize(arguments.text_size),
            palette=arguments.theme - 1,
            printer=printer_of(arguments.printer),
            printer_target=arguments.printer,
            paper_mm=arguments.paper,
            sync=plan_of(arguments),
        )
    )
    catch_everything(kiosk)
    heartbeat = QTimer()  # lets Python see a signal while Qt waits, and ends at a moment when Qt is not painting
    heartbeat.timeout.connect(lambda: app.quit() if told_to_end.is_set() else None)
    heartbeat.start(HEARTBEAT_MS)
    if arguments.first_picture:  # for the bench: say when, and end
        kiosk.shell.first_painted.connect(lambda: (print(time.monotonic(), flush=True), os._exit(0)))
    kiosk.show(windowed=size is not None)
    code = app.exec()
    kiosk.close()
    return code


def printer_of(target: str) -> Printer:
    """The printer that `target` names; a kiosk without one does not pay for its libraries."""
    if target == "none":
        return NoPrinter()
    from kiosk.printing.target import describe_target
    from ui.system_printer import system_printer

    return describe_target(target, system=system_printer)


def plan_of(arguments: argparse.Namespace) -> SyncPlan | None:
    """How news are exchanged beside the screen; None where they are not."""
    from ui.sync_process import sync_plan

    return sync_plan(
        unwanted=arguments.no_sync, every_s=arguments.sync_every, start_within_s=arguments.sync_start_within
    )
