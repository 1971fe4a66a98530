"""The desk put together: the only place that builds it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.services import OpenStation
from kiosk.slips.compose import SlipContent
from kiosk.slips.document import Document
from kiosk.texts.catalogue import ASSETS, Texts
from sync.client.opening import open_here
from ui.desk.county_watch import CountyWatch, Pace
from ui.desk.office import Office
from ui.desk.pdf_files import PdfFiles, saved_words
from ui.desk.printing import DeskPrinting, Unprinted
from ui.desk.session import IDLE_S, LONGEST_S, Session, awake_or_asleep_s
from ui.desk.shell import DeskShell
from ui.desk.stick_watch import LOOK_MS, StickWatch
from ui.fonts import load_fonts
from ui.garbage import Collector
from ui.screens.desk.screen import PrintWish
from ui.slip_pages import WrittenSlip, written
from ui.sync_process import SyncPlan, SyncProcess, sync_command
from ui.tasks import Lane, Tasks
from ui.theme import Panel, as_it_stands
from ui.turns import Turns
from ui.widgets.desk.look import DESK_PX_PER_MM, Look
from ui.widgets.pictures import Pictures


def documents_folders() -> tuple[Path, ...]:
    """Where a document is saved that cannot be printed: the user's documents."""
    return (Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)),)


def _raise(error: Exception) -> None:
    raise error


PICTURE_FOLDERS = (ASSETS / "pictures", ASSETS / "trades")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSetting:
    """How a desk is set up. One that `covers_kiosk` stands before the kiosk on the same screen and can be left.

    One that `makes_ahead` makes its screens before they are wanted. One that runs alone has a plan for `sync`.
    """

    places: Places
    language: Language = Language.ZH_CN
    size_px: QSize | None = None
    panel_mm: tuple[float, float] | None = None
    palette: int = 0
    printer: Printer = field(default_factory=NoPrinter)
    paper_mm: int = 80
    covers_kiosk: bool = False
    has_keyboard: bool = False
    """Whether a finger gets keys to type with."""
    makes_ahead: bool = True
    sync: SyncPlan | None = None
    device: str = field(default_factory=platform.node)
    save_folders: Callable[[], Sequence[Path]] = documents_folders
    idle_s: float = IDLE_S
    longest_s: float = LONGEST_S
    county_pace: Pace = field(default_factory=Pace)
    stick_look_ms: int = LOOK_MS
    stick_program: Sequence[str] = ()
    """What carries sticks; the program's own where it is empty."""
    now: Callable[[], datetime] = local_now
    monotonic_s: Callable[[], float] = awake_or_asleep_s


class DeskApp(QObject):
    """One desk over a station."""

    def __init__(self, setting: DeskSetting) -> None:
        super().__init__()
        Collector(self)
        self.setting = setting
        load_fonts()
        # a second touch soon after another would be a double-click, which Qt loses on what a finger scrolls
        QApplication.setDoubleClickInterval(0)
        self.tasks = Tasks(self)
        self.turns = Turns(self)
        self._pictures = Pictures(PICTURE_FOLDERS)
        self._panel = desk_panel(setting)
        self.office = Office(tasks=self.tasks, open_station=self._open_station, device=setting.device)
        self.county = CountyWatch(tasks=self.tasks, data=setting.places.data, pace=setting.county_pace)
        self.stick = StickWatch(
            tasks=self.tasks,
            office=self.office,
            places=setting.places,
            look_ms=setting.stick_look_ms,
            program=setting.stick_program,
        )
        self.stick.answer_taken.connect(self.county.look_again)
        self.session = Session(
            self, idle_s=setting.idle_s, longest_s=setting.longest_s, monotonic_s=setting.monotonic_s
        )
        self.shell = DeskShell(
            office=self.office,
            session=self.session,
            looks=self._look,
            language=setting.language,
            covers_kiosk=setting.covers_kiosk,
            has_keyboard=setting.has_keyboard,
            turns=self.turns if setting.makes_ahead else None,
            county=self.county,
            stick=self.stick,
        )

        self._sync: SyncProcess | None = None
        if setting.sync is not None:
            self._sync = SyncProcess(sync_command(setting.places.data, setting.sync), self)
            self.shell.first_painted.connect(self._sync.start_soon)
        self._wire_printing()

    def _wire_printing(self) -> None:
        setting, shell = self.setting, self.shell
        self.printing = DeskPrinting(
            tasks=self.tasks, turns=self.turns, printer=setting.printer, paper_mm=setting.paper_mm, parent=self
        )
        self._files = PdfFiles(tasks=self.tasks, turns=self.turns, paper_mm=setting.paper_mm, parent=self)
        shell.print_wanted.connect(self._print)
        shell.print_again.connect(self.printing.try_again)
        shell.print_leave.connect(self.printing.let_go)
        shell.print_save.connect(self._save_as_pdf)
        self.printing.began.connect(self._on_began)
        self.printing.printed.connect(self._on_printed)
        self.printing.stopped.connect(self._on_stopped)
        self._files.saved.connect(lambda paths: shell.say(saved_words(paths, shell.look.texts)))
        self._files.not_saved.connect(shell.tell_error)
        self.session.ended.connect(self.printing.forget)
        shell.tries_printer.connect(self._try_printer)

    def _try_printer(self, target: str, paper_mm: int, paper: Document) -> None:
        """Print where nothing was printed yet: a machine that is being set up has no printer of its own."""
        from ui.desk.trial_print import TrialPrint

        trial = TrialPrint(tasks=self.tasks, turns=self.turns, parent=self)
        trial.ended.connect(lambda text, is_good: self.shell.show_trial(text, is_good=is_good))
        trial.ended.connect(trial.deleteLater)
        trial.print(target, paper_mm, paper, self.shell.look.texts)

    def _print(self, wish: PrintWish) -> None:
        """Work the codes of slips out beside the screen, then print."""
        paper = wish.paper
        if isinstance(paper, tuple) and all(isinstance(slip, SlipContent) for slip in paper):

            def done(slips: tuple[WrittenSlip, ...]) -> None:
                self.printing.print(replace(wish, paper=slips))

            self.tasks.run(lambda: tuple(map(written, paper)), done, _raise, lane=Lane.DEVICE)
        else:
            self.printing.print(wish)

    def _on_began(self, _: PrintWish) -> None:
        """What waits for a decision keeps the bar, with its buttons where the finger is going."""
        if not self.printing.has_set_aside:
            self.shell.print_bar.show_printing()

    def _on_printed(self, wish: PrintWish) -> None:
        if not self.printing.has_set_aside:
            self.shell.print_bar.clear()
        self.shell.say(wish.done_text)

    def _on_stopped(self, unprinted: Unprinted) -> None:
        self.shell.print_bar.show_unprinted(unprinted)

    def _save_as_pdf(self, wish: PrintWish) -> None:
        folder = next(iter(self.setting.save_folders()), self.setting.places.data)
        self._files.save(wish, folder=folder, texts=self.shell.look.texts)

    def show(self, *, windowed: bool) -> None:
        """Show the door; the station is opened beside it."""
        if windowed and self.setting.size_px is not None:
            self.shell.resize(self.setting.size_px)
            self.shell.show()
        elif self.setting.covers_kiosk:
            self.shell.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            self.shell.setGeometry(QGuiApplication.primaryScreen().geometry())
            self.shell.showFullScreen()
        else:
            self.shell.showMaximized()
        self.shell.activateWindow()
        self.office.start()
        self.county.start()

    def close(self) -> None:
        """Save what is typed, and stop."""
        if self._sync is not None:
            self._sync.close()
        self.stick.close()
        self.shell.close()
        self.turns.stop()
        self.office.close()

    def _look(self, language: Language) -> Look:
        return Look(
            panel=self._panel,
            texts=Texts(language),
            pictures=self._pictures,
            today=lambda: self.setting.now().date(),
            palette=self.setting.palette,
        )

    def _open_station(self) -> OpenStation:
        return open_here(self.setting.places, now=self.setting.now)


def desk_panel(setting: DeskSetting) -> Panel:
    """The panel by what was said, else by what the screen says, else that of a usual office screen."""
    screen = QGuiApplication.primaryScreen()
    size = setting.size_px or screen.size()
    if setting.panel_mm is not None:
        width_mm, height_mm = setting.panel_mm
    else:
        width_mm, height_mm = size.width() / DESK_PX_PER_MM, size.height() / DESK_PX_PER_MM
        told = screen.physicalSize()
        if setting.size_px is None and 150 < told.width() < 1500 and 100 < told.height() < 1500:
            told_mm = told.width(), told.height()
            width_mm, height_mm = as_it_stands(told_mm, size_px=(size.width(), size.height()))
    return Panel(width_px=size.width(), height_px=size.height(), width_mm=width_mm, height_mm=height_mm)
