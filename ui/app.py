"""The kiosk put together: the only place that builds."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kiosk.care.clock import local_now
from kiosk.care.config.night import Night
from kiosk.care.idling import NIGHT
from kiosk.care.memory import keep_small, rest_from_collecting
from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.domain.preferences import Colours, Preferences, TextSize
from kiosk.domain.tongue import tongue_of
from kiosk.journeys import events as was
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.texts.catalogue import ASSETS, Texts
from ui.desk_door import Corner, DeskDoor
from ui.fonts import load_fonts
from ui.garbage import Collector
from ui.presence import Presence
from ui.shell import Shell
from ui.tasks import Lane, Tasks
from ui.theme import Panel, as_it_stands
from ui.touch.one_finger import OneFinger
from ui.turns import Turns
from ui.widgets.pictures import Pictures

if TYPE_CHECKING:
    from kiosk.services import OpenStation
    from ui.caretaker import Caretaker
    from ui.conductor import Conductor
    from ui.idle import Idle
    from ui.printing_desk import PrintingDesk
    from ui.slip_pages import ComposedSlips
    from ui.sync_process import SyncPlan, SyncProcess
    from ui.voice_message import VoiceMessages

PICTURE_FOLDERS = (ASSETS / "pictures", ASSETS / "trades")
USUAL_DIAGONAL_MM = 21.5 * 25.4
"""The panel that is assumed where the screen does not know its own size: 21.5 inches, the usual kiosk."""

LOADED_AFTERWARDS = (
    "ui.screens.bare",
    "ui.screens.notice",
    "ui.screens.worker.trades",
    "ui.screens.worker.postings",
    "ui.screens.worker.one_posting",
    "ui.screens.worker.slip",
    "ui.screens.worker.sign_in",
    "ui.screens.worker.sign_in_digits",
    "ui.screens.worker.sign_in_pictures",
    "ui.screens.worker.signed_in",
    "ui.screens.worker.together",
    "ui.screens.worker.choosing",
    "ui.screens.worker.near_map",
    "ui.screens.worker.settings",
    "ui.screens.worker.one_setting",
    "ui.screens.worker.more",
    "ui.screens.help",
    "ui.slip_pages",
)
TURN_S = 0.0005
"""How long another thread keeps the interpreter when the screen wants it; Python's own 5 ms add up to whole frames."""
START_AGAIN_MS = 300
"""After a mistake of ours; a mistake that comes back at once must not keep the processor busy."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a kiosk is set up: its places, its look and its devices. `printer_target` names the printer for the desk.

    One that `is_tended` checks and backs up its database and makes clips in idle times; the bench does without.
    With a plan for `sync` a process beside this one exchanges news with the county. Seconds pass by themselves where
    it `counts_seconds`; tests and the tour let them pass by `SecondPassed`, and may bring `texts` of their own.
    `dark` are the hours in which a kiosk that nobody uses is dark.
    """

    places: Places
    language: Language = Language.ZH_CN
    size_px: QSize | None = None
    panel_mm: tuple[float, float] | None = None
    text_size: TextSize = TextSize.NORMAL
    palette: int = 0
    printer: Printer = field(default_factory=NoPrinter)
    printer_target: str = "none"
    paper_mm: int = 80
    volume: int = 4
    is_tended: bool = True
    counts_seconds: bool = True
    sync: SyncPlan | None = None
    dark: Night = NIGHT
    texts: Callable[[Language], Texts] = Texts
    now: Callable[[], datetime] = local_now
    monotonic_s: Callable[[], float] = time.monotonic

    @property
    def usual(self) -> Preferences:
        """How every visitor finds the kiosk."""
        return Preferences(
            tongue=tongue_of(self.language),
            text_size=self.text_size,
            colours=Colours(self.palette + 1),
            volume=self.volume,
        )


class Kiosk(QObject):
    """One kiosk. The window comes first; station, voice and printer are made after the first picture."""

    began = Signal()
    """Everything is made and wired; the station is being opened."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        load_fonts()
        self.texts = {language: setting.texts(language) for language in Language}
        self.tasks = Tasks(self)
        self.turns = Turns(self)
        self._pictures = Pictures(PICTURE_FOLDERS)
        self.shell = Shell(
            usual=setting.usual,
            panel=panel_of(setting.size_px, setting.panel_mm),
            pictures=self._pictures,
            turns=self.turns,
            texts=self.texts,
            today=self._today,
            slip_pages=lambda: self.slips,
            monotonic_s=setting.monotonic_s,
        )
        self._corner = Corner(self.shell.theme, self.shell)
        self._corner.held.connect(self._open_desk)
        self.desk_door = DeskDoor(self.desk_arguments, self)
        self.conductor: Conductor | None = None
        self.idle: Idle | None = None
        self._caretaker: Caretaker | None = None
        self._voices: VoiceMessages | None = None
        self._sync: SyncProcess | None = None
        self._printing: PrintingDesk | None = None
        self.presence = Presence(
            self,
            shell=self.shell,
            door=self.desk_door,
            printing=lambda: self._printing,
            monotonic_s=setting.monotonic_s,
        )
        self.is_open = False

    @cached_property
    def slips(self) -> ComposedSlips:
        """The slips of the present visit; what draws them is loaded after the first picture."""
        from ui.slip_pages import ComposedSlips

        return ComposedSlips(self.turns)

    def show(self, *, windowed: bool) -> None:
        """Show the first picture; everything that may wait begins after it."""
        self.shell.first_painted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        if windowed and self.setting.size_px is not None:
            self.shell.setFixedSize(self.setting.size_px)
            self.shell.show()
        else:
            self.shell.stay()
            self.shell.setCursor(Qt.CursorShape.BlankCursor)
            self.shell.setGeometry(QGuiApplication.primaryScreen().geometry())  # where no window manager does it
            self.shell.showFullScreen()
        panel, clock = self.shell.theme.panel, self.setting.monotonic_s
        self._finger = OneFinger(self.shell.windowHandle(), panel, monotonic_s=clock, parent=self)

    def close(self) -> None:
        """Stop every part; what was saved is saved."""
        if self.idle is not None:
            self.idle.stop()
        if self._caretaker is not None:
            self._caretaker.stop()
        if self._sync is not None:
            self._sync.close()
        self.desk_door.close()
        self.turns.stop()
        if self._voices is not None:
            self._voices.close()
        if self.conductor is not None:
            self.conductor.close()
        self.shell.close()

    def _open_desk(self) -> None:
        self.shell.happen(was.StaffCame())
        self.desk_door.open()

    def _on_card(self, text: str) -> None:
        """Somebody held a card to the scanner, whatever is on the screen."""
        self.shell.touched.emit()
        self.shell.happen(was.CardScanned(text))

    def desk_arguments(self) -> list[str]:
        """Options of the desk's process: the same station, language and panel.

        A kiosk in a window shows a usual panel made smaller; staff's letters would be too small to read so, and the
        desk takes the window for a screen of its own.
        """
        panel, setting = self.shell.theme.panel, self.setting
        window = [] if setting.size_px is None else ["--windowed", f"{panel.width_px}x{panel.height_px}"]
        is_known = setting.size_px is None or setting.panel_mm is not None
        panel_mm = ["--panel-mm", f"{panel.width_mm}x{panel.height_mm}"] if is_known else []
        return [
            *("--data", str(setting.places.data), "--lang", setting.language, "--theme", str(setting.palette + 1)),
            *("--printer", setting.printer_target, "--paper", str(setting.paper_mm), *window, *panel_mm),
        ]

    def _begin(self) -> None:
        keep_small()
        rest_from_collecting()
        Collector(self)
        sys.setswitchinterval(TURN_S)
        from ui.caretaker import Caretaker
        from ui.complaint_desk import ComplaintDesk
        from ui.conductor import Conductor
        from ui.desk.scanner import Scanner
        from ui.key_pad import KeyPad
        from ui.listening import ListeningLayer
        from ui.printing_desk import PrintingDesk
        from ui.sound.speaker import Speaker
        from ui.voice_message import VoiceMessages
        from ui.wish_desk import WishDesk

        self.speaker = Speaker(
            clips=self.setting.places.clips,
            today=self._today,
            volume=self.setting.volume,
            lexicon=self.setting.places.lexicon,
            parent=self,
        )
        self._printing = PrintingDesk(self.setting.printer, paper_mm=self.setting.paper_mm)
        self.conductor = Conductor(
            shell=self.shell,
            tasks=self.tasks,
            open_station=self._open_station,
            turns=self.turns,
            slips=self.slips,
            speaker=self.speaker,
            printing=self._printing,
            texts=self.texts,
        )
        self.conductor.opened.connect(self._on_open)
        self._voices = VoiceMessages(shell=self.shell, ask=self.conductor.ask)
        complaints = ComplaintDesk(
            shell=self.shell,
            ask=self.conductor.ask,
            tasks=self.tasks,
            turns=self.turns,
            printing=self._printing,
            texts=self.texts,
            voices=self._voices,
        )
        complaints.printed.connect(self.conductor.printer.after)
        WishDesk(shell=self.shell, ask=self.conductor.ask, voices=self._voices)
        self.conductor.opened.connect(self._voices.take_up)
        Scanner(self.shell).scanned.connect(self._on_card)
        ListeningLayer(self.shell)
        self.key_pad = KeyPad(self.shell, self.texts, monotonic_s=self.setting.monotonic_s)
        self.shell.shown.connect(self._corner.raise_)  # above the layer, and above a stage of another look
        if self.setting.is_tended:
            self._caretaker = Caretaker(
                conductor=self.conductor,
                tasks=self.tasks,
                speaker=self.speaker,
                texts=self.texts,
                language=self.setting.language,
            )
        if self.setting.sync is not None:
            from ui.sync_process import SyncProcess, sync_command

            self._sync = SyncProcess(sync_command(self.setting.places.data, self.setting.sync), self)
            self._sync.start_soon()
        self.conductor.start()
        self.idle = self._made_idle()
        if self.setting.counts_seconds:
            self.shell.start_clock()
            self.idle.begin()
        self.began.emit()

    def _made_idle(self) -> Idle:
        from ui.idle import Idle, IdleLayer

        return Idle(
            self,
            shell=self.shell,
            door=self.desk_door,
            corner=self._corner,
            layer=IdleLayer(self.shell.theme, self._pictures, self.shell),
            now=self.setting.now,
            monotonic_s=self.setting.monotonic_s,
            night=self.setting.dark,
        )

    def _on_open(self) -> None:
        self.is_open = True
        self.tasks.run(self._load_the_rest, self._on_loaded, _not_loaded, lane=Lane.DEVICE)

    def _on_loaded(self, _: None) -> None:
        if self.conductor is not None:
            self.conductor.make_ready()
            self.conductor.rehearse()

    def _load_the_rest(self) -> None:
        """Load, beside the screen, what the first touches would otherwise wait for."""
        for module in LOADED_AFTERWARDS:
            import_module(module)
        self._pictures.read_all()

    def _open_station(self) -> OpenStation:
        from sync.client.opening import open_here

        return open_here(self.setting.places, now=self.setting.now)

    def _today(self) -> date:
        return self.setting.now().date()


def _not_loaded(error: Exception) -> None:
    raise error


def panel_of(size_px: QSize | None, panel_mm: tuple[float, float] | None) -> Panel:
    """The panel by what was said on the command line, else by what the screen says, else the usual kiosk."""
    screen = QGuiApplication.primaryScreen()
    size = size_px or screen.size()
    if panel_mm is not None:
        width_mm, height_mm = panel_mm
    else:
        diagonal_px = (size.width() ** 2 + size.height() ** 2) ** 0.5
        width_mm, height_mm = (side / diagonal_px * USUAL_DIAGONAL_MM for side in (size.width(), size.height()))
        told = screen.physicalSize()
        if size_px is None and 150 < told.width() < 1500 and 100 < told.height() < 1500:
            told_mm = told.width(), told.height()
            width_mm, height_mm = as_it_stands(told_mm, size_px=(size.width(), size.height()))
    return Panel(width_px=size.width(), height_px=size.height(), width_mm=width_mm, height_mm=height_mm)


def catch_everything(kiosk: Kiosk) -> None:
    """Send what we did wrong to the log and the visitor back to Home: no trace of it ever reaches the screen."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("a mistake of ours", exc_info=(kind, error, trace))
        QTimer.singleShot(START_AGAIN_MS, lambda: kiosk.shell.happen(was.SomethingBroke()))

    sys.excepthook = caught
