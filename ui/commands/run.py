"""`yizhan-kiosk run`: the kiosk itself."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.arguments import seconds, seconds_between
from kiosk.care.config.there import is_there
from kiosk.care.idling import NIGHT
from kiosk.care.places import places
from kiosk.domain.language import Language
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.stopping import stop_by
from ui.commands.sizes import pair
from ui.sound.device_name import use_device

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from kiosk.care.config.in_force import InForce
    from kiosk.care.config.sections import Settings
    from kiosk.services import OpenStation
    from ui.app import Kiosk
    from ui.sync_process import SyncPlan

HELP = "show the kiosk"
HEARTBEAT_MS = 100
USUAL: Mapping[str, object] = {
    "lang": Language.ZH_CN, "text_size": 1, "theme": 1, "full_screen": True, "panel_mm": None,
    "printer": "none", "paper": 80, "volume": 4, "sync": True, "sync_every": None, "sync_start_within": None,
    "dark": NIGHT,
}  # fmt: skip
"""As in `kiosk.care.config.sections`, which a start without a settings file does not pay for; a test holds both
together."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run`. What is not said has no value: the station's settings say it, see `fill_in`."""
    parser.add_argument(
        "--windowed", metavar="WxH", type=pair, help="in a window of so many pixels, not the full screen"
    )
    parser.add_argument("--panel-mm", metavar="WxH", type=pair, help="the panel's real size in millimetres")
    parser.add_argument("--full-screen", action="store_true", default=None, help="on the full screen")
    parser.add_argument("--text-size", type=int, choices=(1, 2, 3, 4), help="how large letters are (default 1)")
    parser.add_argument("--theme", type=int, choices=(1, 2, 3, 4), help="which colours (default 1)")
    printers = "usb:04b8:0e15, serial:/dev/ttyUSB0, tcp:HOST:9100, file:PATH, system:NAME or none"
    parser.add_argument("--printer", metavar="TARGET", help=f"{printers} (default none)")
    parser.add_argument("--paper", type=int, choices=(80, 58), help="width in mm (default 80)")
    parser.add_argument("--volume", type=int, choices=range(1, 7), help="how loud it speaks (default 4)")
    parser.add_argument("--desk", action="store_true", help="the staff's desk instead of the kiosk")
    parser.add_argument("--board", action="store_true", help="the queue, for everybody in the hall to see and hear")
    sync = "exchange news with the county from here, or do not"
    parser.add_argument("--sync", action=argparse.BooleanOptionalAction, help=sync)
    parser.add_argument("--sync-every", type=seconds_between, metavar="S", help="seconds from one exchange to the next")
    parser.add_argument("--sync-start-within", type=seconds, metavar="S", help="first exchange within so many seconds")
    parser.set_defaults(dark=None)
    parser.add_argument("--watched", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--safe", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--covers-kiosk", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--first-picture", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Run until the window is closed or the process is told to end."""
    import gc

    if arguments.safe:
        keep_safe(arguments)
    fill_in(arguments)
    told_to_end = threading.Event()
    stop_by(lambda _: told_to_end.set())  # from here on an exception could be lost where Qt calls Python
    if arguments.desk:
        from ui.commands.run_desk import run_desk

        return run_desk(arguments, told_to_end, printer=printer_of(arguments.printer), sync=plan_of(arguments))
    if arguments.board:
        from ui.commands.run_board import run_board

        return run_board(arguments, told_to_end)
    gc.disable()  # until the first picture: nothing made on the way to it is garbage
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from kiosk.domain.preferences import TextSize
    from ui.app import Kiosk, Setting, catch_everything

    app = QApplication.instance() or QApplication(["yizhan-kiosk"])
    size = window_size(arguments)
    kiosk = Kiosk(
        Setting(
            places=places(arguments.data),
            language=arguments.lang,
            size_px=size,
            panel_mm=arguments.panel_mm,
            text_size=TextSize(arguments.text_size),
            palette=arguments.theme - 1,
            printer=printer_of(arguments.printer),
            printer_target=arguments.printer,
            paper_mm=arguments.paper,
            volume=arguments.volume,
            sync=plan_of(arguments),
            dark=arguments.dark,
        )
    )
    catch_everything(kiosk)
    kiosk.desk_door.program_left.connect(lambda: app.exit(0))
    kiosk.desk_door.wanted_anew.connect(lambda: _begin_anew(arguments))
    kiosk.began.connect(lambda: _lead_to_first_start(kiosk))
    if arguments.watched:
        _tell_watch(kiosk, told_to_end)
    heartbeat = QTimer()  # lets Python see a signal while Qt waits, and ends at a moment when Qt is not painting
    # Not `quit`, to which a window that stays could say no.
    heartbeat.timeout.connect(lambda: app.exit() if told_to_end.is_set() else None)
    heartbeat.start(HEARTBEAT_MS)
    if arguments.first_picture:  # for the bench: say when, and end
        kiosk.shell.first_painted.connect(lambda: (print(time.monotonic(), flush=True), os._exit(0)))
    kiosk.show(windowed=size is not None)
    code = app.exec()
    kiosk.close()
    return code


def keep_safe(arguments: argparse.Namespace) -> None:
    """Set what a kiosk does without after three crashes: a printer, and settings it has not yet lived well with."""
    arguments.printer = "none"


def _tell_watch(kiosk: Kiosk, told_to_end: threading.Event) -> None:
    """Beat for the watch from the first picture on; without a watch there may soon be another kiosk, so end."""
    from ui.heartbeat import Heartbeat, prepare_for_watch

    prepare_for_watch()
    beats = Heartbeat(kiosk, unwatched=told_to_end.set, is_busy=lambda: kiosk.presence.is_busy)
    kiosk.shell.first_painted.connect(beats.begin)
    kiosk.began.connect(lambda: kiosk.conductor and kiosk.conductor.opened.connect(lambda _: beats.tell_open()))


def _lead_to_first_start(kiosk: Kiosk) -> None:
    """Open the desk with its wizard where this machine is to be set up and nobody has put that off."""

    def is_wanted(station: OpenStation) -> bool:
        from kiosk.desk.first_start_file import opens_by_itself

        return opens_by_itself(station.database, station.places, station.station)

    def lead(wanted: bool) -> None:
        if wanted:
            kiosk.desk_door.open()

    conductor = kiosk.conductor
    assert conductor is not None
    conductor.opened.connect(lambda _: conductor.ask(is_wanted, lead))


def _begin_anew(arguments: argparse.Namespace) -> None:
    """End so that the watch begins the kiosk anew; without one this kiosk stays, and says why."""
    from PySide6.QtCore import QCoreApplication

    from kiosk.desk.machine_ends import Ending

    if arguments.watched:
        QCoreApplication.exit(Ending.ANEW)
    elif sys.stderr is not None:
        from kiosk.texts.catalogue import Texts

        print(Texts(arguments.lang)("machine-unwatched"), file=sys.stderr, flush=True)


def fill_in(arguments: argparse.Namespace) -> None:
    """Take what the command line does not say from the station's settings, and say on stderr what is wrong there.

    The screen opens whatever stands in the file.
    """
    here = places(arguments.data)
    settings = here.steady_settings if arguments.safe else here.settings
    if not is_there(settings):
        _add_unsaid(arguments, USUAL)
        use_device("")
        return
    from kiosk.care.config.in_force import settings_in_force
    from kiosk.store.durable import written_whole

    found = settings_in_force(settings, whole=None if arguments.safe else written_whole)
    _add_unsaid(arguments, options_of(found.settings))
    use_device(found.settings.sound.device)
    _tell(found, arguments.lang)


def options_of(settings: Settings) -> Mapping[str, object]:
    """Return the options of `run` as the station's settings say them."""
    return {
        "lang": settings.kiosk.language,
        "text_size": settings.kiosk.text_size,
        "theme": settings.kiosk.theme,
        "full_screen": settings.kiosk.fullscreen,
        "panel_mm": settings.panel.size_mm,
        "printer": settings.printer.target,
        "paper": settings.printer.paper_mm,
        "volume": settings.sound.volume,
        "sync": settings.sync.enabled,
        "sync_every": settings.sync.every_seconds,
        "sync_start_within": settings.sync.start_within_seconds,
        "dark": settings.kiosk.dark,
    }


def _add_unsaid(arguments: argparse.Namespace, options: Mapping[str, Any]) -> None:
    """Every command has a language, and its default."""
    if not arguments.is_lang_said:
        arguments.lang = options["lang"]
    for name, value in options.items():
        if getattr(arguments, name) is None:
            setattr(arguments, name, value)


def _tell(found: InForce, language: Language) -> None:
    if found.mistakes and sys.stderr is not None:
        from kiosk.texts.catalogue import Texts

        texts = Texts(language)
        for told in found.told():
            print(texts(told.key, **told.details), file=sys.stderr, flush=True)


def window_size(arguments: argparse.Namespace) -> QSize | None:
    """The window in pixels: as it was said, or all that the desktop leaves; None for the full screen."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QGuiApplication

    if arguments.windowed:
        width, height = arguments.windowed
        return QSize(round(width), round(height))
    return None if arguments.full_screen else QGuiApplication.primaryScreen().availableSize()


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
        unwanted=not arguments.sync, every_s=arguments.sync_every, start_within_s=arguments.sync_start_within
    )
