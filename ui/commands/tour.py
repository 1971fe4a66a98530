"""`yizhan-kiosk tour`: pictures and measures of every screen, with the demo county."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import NoReturn

from kiosk.cli import EXIT_FAILED, EXIT_OK
from kiosk.domain.language import Language
from kiosk.stopping import Stopped, stop_by
from kiosk.texts.catalogue import Texts
from ui.commands.sizes import pair

HELP = "drive the real window through every screen and save what it shows"
MORNING = time(9, 0)
"""The tour's time of day: the hour at which a station is busy, so that every run shows the same kind of day."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tour`."""
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the pictures and screens.json"
    )
    parser.add_argument("--size", metavar="WxH", type=pair, default=(1080, 1920), help="pixels (default 1080x1920)")
    parser.add_argument("--panel-mm", metavar="WxH", type=pair, help="millimetres (default: a 21.5-inch panel)")
    parser.add_argument("--text-size", type=int, choices=(1, 2, 3, 4), default=1)
    parser.add_argument("--theme", type=int, choices=(1, 2, 3, 4), default=1)
    parser.add_argument(
        "--looks",
        choices=("none", "sample", "all"),
        default="none",
        help="measure each screen of the worker in a sample of looks, or all of them and low reach, too, in DIR/looks",
    )
    parser.add_argument(
        "--sheet", type=Path, metavar="FILE", help="save all pictures side by side, too, with their names"
    )
    parser.add_argument("--no-desk", action="store_true", help="leave out the screens of staff")
    parser.add_argument(
        "--pseudo",
        choices=("en-XA", "ar-XB"),
        metavar="L",
        help="en-XA: English made longer; ar-XB: English from the right to the left; both without the screens of staff",
    )


def run(arguments: argparse.Namespace) -> int:
    """Walk the tour in a station of its own, with the demo county, that is gone afterwards.

    It lies below `--data` where that is given: whatever station is there already is left alone.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.data is not None:
        arguments.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="yizhan-tour-", dir=arguments.data) as folder:
        stop_by(lambda number: _leave(number, folder, arguments.lang))
        return _walk(arguments, Path(folder))


def _leave(number: int, folder: str, language: Language) -> NoReturn:
    """End without an exception, which would be lost where Qt calls Python; nothing of a tour's station is missed."""
    shutil.rmtree(folder, ignore_errors=True)
    print(Texts(language)("error-stopped"), file=sys.stderr, flush=True)
    os._exit(Stopped(number).exit_code)


def _walk(arguments: argparse.Namespace, data: Path) -> int:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from kiosk.care.places import Places
    from kiosk.commands.demo import bring_in, settle
    from kiosk.desk.demo import demo_county
    from kiosk.domain.preferences import TextSize
    from kiosk.services import open_station
    from kiosk.texts.pseudo import Pseudo, PseudoTexts
    from ui.app import Kiosk, Setting
    from ui.contact_sheet import contact_sheet
    from ui.desk.app import DeskSetting
    from ui.desk_finger import Lost
    from ui.desk_touring import tour_desk
    from ui.looks_touring import Looks
    from ui.touring import Stuck, Tour

    def texts_of(language: Language) -> Texts:
        is_pseudo = arguments.pseudo is not None and language is Language.EN
        return PseudoTexts(Pseudo(arguments.pseudo)) if is_pseudo else Texts(language)

    app = QApplication.instance() or QApplication(["yizhan-kiosk"])
    size_px = QSize(*map(round, arguments.size))
    language = Language.EN if arguments.pseudo is not None else arguments.lang
    places = Places(data=data / "data", keys=data / "keys")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with open_station(places, now=_this_morning) as station:
        settle(station, demo_county())
        bring_in(station)
        kiosk = Kiosk(
            Setting(
                places=places,
                language=language,
                texts=texts_of,
                size_px=size_px,
                panel_mm=arguments.panel_mm,
                text_size=TextSize(arguments.text_size),
                palette=arguments.theme - 1,
                counts_seconds=False,
                now=_this_morning,
                monotonic_s=_patient_clock(),
            )
        )
        kiosk.show(windowed=True)
        looks = Looks(arguments.looks).looks(has_low_reach=kiosk.shell.theme.panel.has_low_reach)
        tour = Tour(kiosk, station, arguments.out, looks=looks)
        try:
            tour.begin()
            screens = tour.walk()
        except Stuck as stuck:
            print(f"tour: {stuck}", file=sys.stderr)
            return EXIT_FAILED
        finally:
            kiosk.close()
            app.processEvents()
    desk = DeskSetting(
        places=places,
        language=arguments.lang,
        size_px=size_px,
        panel_mm=arguments.panel_mm,
        palette=arguments.theme - 1,
        device="tour",
        now=_this_morning,
    )
    try:
        if not arguments.no_desk and arguments.pseudo is None:
            screens += tour_desk(data, arguments.out, like=desk)
    except Lost as lost:
        print(f"tour: {lost}", file=sys.stderr)
        return EXIT_FAILED
    panel = kiosk.shell.theme.panel
    told = {
        "panel": {"px": [panel.width_px, panel.height_px], "mm": [panel.width_mm, panel.height_mm]},
        "screens": screens,
    }
    (arguments.out / "screens.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    if arguments.sheet is not None:
        contact_sheet(screens, arguments.out, size_px).save(str(arguments.sheet))
    print(f"{len(screens)} screens in {arguments.out}")
    return EXIT_OK


def _this_morning() -> datetime:
    return datetime.combine(datetime.now().date(), MORNING).astimezone()


def _patient_clock() -> Callable[[], float]:
    """A clock on which every touch comes a second after the last, so that none is taken for a trembling finger."""
    seconds = itertools.count()
    return lambda: float(next(seconds))
