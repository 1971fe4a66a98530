"""The board put together: the only place that builds it."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.care.clock import local_now
from kiosk.care.places import Places
from kiosk.domain.arrival import Board
from kiosk.domain.language import Language
from kiosk.domain.station import Station
from kiosk.errors import YizhanError
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import ASSETS, Texts
from ui.app import panel_of
from ui.board.announcer import Announcer
from ui.board.calls import Calls
from ui.board.window import BoardWindow
from ui.desk.office import Office
from ui.fonts import load_fonts
from ui.garbage import Collector
from ui.sound.speaker import Speaker
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.pictures import Pictures

CLOCK_MS, SILENT_MS = 1000, 10_000
PICTURE_FOLDERS = (ASSETS / "pictures",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSetting:
    """How a board is set up. It calls in Chinese, and in English too where that is its language.

    Without sound a number is shown as being called for `silent_ms`.
    """

    places: Places
    language: Language = Language.ZH_CN
    size_px: QSize | None = None
    panel_mm: tuple[float, float] | None = None
    palette: int = 0
    silent_ms: int = SILENT_MS
    device: str = field(default_factory=platform.node)
    now: Callable[[], datetime] = local_now


class BoardApp(QObject):
    """One board over a station. `speaker` is for tests; made where it is not given."""

    def __init__(self, setting: BoardSetting, *, speaker: Speaker | None = None) -> None:
        super().__init__()
        Collector(self)
        self.setting = setting
        load_fonts()
        self.tasks = Tasks(self)
        self._texts = Texts(setting.language)
        panel, direction = panel_of(setting.size_px, setting.panel_mm), self._texts.direction
        theme = Theme(panel, palette=setting.palette, direction=direction)
        self.window = BoardWindow(theme, Pictures(PICTURE_FOLDERS), self._texts)
        self.speaker = speaker or Speaker(
            clips=setting.places.clips,
            today=lambda: setting.now().date(),
            lexicon=setting.places.lexicon,
            parent=self,
        )
        languages = tuple(dict.fromkeys((Language.ZH_CN, setting.language)))
        self.announcer = Announcer(self.speaker, languages, self, silent_ms=setting.silent_ms)
        self.office = Office(tasks=self.tasks, open_station=self._open_station, device=setting.device)
        self._calls, self._minute = Calls(), ""
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self.office.opened.connect(self._on_open)
        self.office.failed_to_open.connect(self._on_trouble)
        self.office.store_changed.connect(self.look)
        self.announcer.calling.connect(self.window.show_call)
        self.speaker.sound_available.connect(self.window.show_sound)

    def show(self, *, windowed: bool) -> None:
        """Show the board, on the second screen where there is one; the station is opened beside it."""
        if windowed and self.setting.size_px is not None:
            self.window.setFixedSize(self.setting.size_px)
            self.window.show()
        else:
            self.window.setCursor(Qt.CursorShape.BlankCursor)
            others = [one for one in QGuiApplication.screens() if one is not QGuiApplication.primaryScreen()]
            if others:
                self.window.setScreen(others[0])
                self.window.move(others[0].geometry().topLeft())
            self.window.showFullScreen()
        self._tick()
        self._clock.start()
        self.office.start()

    def close(self) -> None:
        """Fall silent and stop."""
        self._clock.stop()
        self.speaker.close()
        self.office.close()
        self.window.close()

    def look(self) -> None:
        """Ask how the queue stands, show it and call whoever was called since."""
        self.office.ask(self.office.nobody, lambda desk: desk.arrivals.board(), self._on_board, self._on_trouble)

    def _on_open(self, station: Station) -> None:
        self.window.show_station(station.name)
        self.look()

    def _on_board(self, board: Board) -> None:
        self.window.show_board(board)
        self.announcer.call(self._calls.new_in(board))

    def _on_trouble(self, error: YizhanError) -> None:
        self.window.show_trouble(self._texts(error.key, **error.details))

    def _tick(self) -> None:
        """At each full minute look at the queue too: at midnight it begins anew, though nobody changed anything."""
        now = self.setting.now()
        self.window.show_time(now)
        minute = f"{now:%d %H:%M}"
        if minute != self._minute and self._minute:
            self.look()
        self._minute = minute

    def _open_station(self) -> OpenStation:
        return open_station(self.setting.places, now=self.setting.now)
