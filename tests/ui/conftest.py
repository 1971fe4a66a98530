"""The demo county's station, and a kiosk in it that fails the test at any mistake, Qt message or log record."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.care.places import Places
from kiosk.commands.demo import bring_in, settle
from kiosk.desk.demo import demo_county
from kiosk.domain.language import Direction, Language
from kiosk.journeys.state import State
from kiosk.printing.printer import Printer
from kiosk.services import OpenStation, open_station
from kiosk.texts.catalogue import Texts
from tests.ui.shown import Show, Shown
from tests.ui.window import MORNING, Window
from ui.app import PICTURE_FOLDERS
from ui.fonts import load_fonts
from ui.theme import Panel
from ui.widgets.pictures import Pictures

ENGINE_CLOSED = "kiosk.speech.engine: the speech process ended (code 0)"
"""Said when a kiosk is closed in the middle of a word."""

SLOW = ("the speech process did not answer within", "the player does not answer")
"""Said of a voice that has to share the processor with other programs; the kiosk begins it anew."""

OpenWindow = Callable[..., Window]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a station with the demo county's postings of the morning; to be copied, never opened."""
    root = tmp_path_factory.mktemp("county")
    with open_station(places_in(root), now=lambda: MORNING) as station:
        settle(station, demo_county())
        bring_in(station)
    return root


@pytest.fixture
def places(county: Path, tmp_path: Path) -> Places:
    """A station of this test's own."""
    shutil.copytree(county, tmp_path / "station")
    return places_in(tmp_path / "station")


def places_in(root: Path) -> Places:
    """The folders of a station below `root`."""
    return Places(data=root / "data", keys=root / "keys")


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where fleeting sound lies; and no sound server is to be found."""
    folder = tmp_path / "memory"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{folder}/nobody")
    return folder


class Unexpected(logging.Handler):
    """What was logged or said by Qt and should not have been; a test takes out what it provoked itself."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._allowed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._note(f"{record.name}: {record.getMessage()}")

    def hear(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            self._note(f"Qt: {message}")

    def _note(self, message: str) -> None:
        if not any(part in message for part in self._allowed):
            self.messages.append(message)

    def allow(self, part: str) -> None:
        """What contains `part` may be said from now on, or not: it depends on when another thread gets to it."""
        self._allowed.append(part)

    def forgive(self, message: str) -> None:
        """Nothing is made of `message`, whether it was said or not."""
        self.messages = [one for one in self.messages if one != message]

    def expect(self, part: str) -> None:
        """Something that contains `part` was said."""
        assert [message for message in self.messages if part in message], self.messages
        self.messages = [message for message in self.messages if part not in message]


@pytest.fixture
def unexpected() -> Iterator[Unexpected]:
    heard = Unexpected()
    for part in SLOW:
        heard.allow(part)
    root = logging.getLogger()
    root.addHandler(heard)
    before = qInstallMessageHandler(heard.hear)
    yield heard
    qInstallMessageHandler(before)
    root.removeHandler(heard)
    assert heard.messages == []


@pytest.fixture
def open_window(qapp: QApplication, places: Places, memory: Path, unexpected: Unexpected) -> Iterator[OpenWindow]:
    """Opens a kiosk in the test's station; it is closed after the test."""
    opened: list[Window] = []

    def open_one(
        *,
        printer: Printer | None = None,
        language: Language = Language.ZH_CN,
        texts: Callable[[Language], Texts] = Texts,
        waits: bool = True,
    ) -> Window:
        opened.append(Window(places, printer=printer, language=language, texts=texts, waits=waits))
        return opened[-1]

    yield open_one
    for window in opened:
        window.close()
    unexpected.forgive(ENGINE_CLOSED)


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window()


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Show]:
    """Shows a state of a visit, each in a window of its own that is gone after the test."""
    load_fonts()
    pictures = Pictures(PICTURE_FOLDERS)
    windows: list[QWidget] = []

    def show_one(state: State, panel: Panel, *, texts: Texts, direction: Direction = Direction.LEFT_TO_RIGHT) -> Shown:
        windows.append(QWidget())
        return Shown(state, panel, texts=texts, direction=direction, pictures=pictures, window=windows[-1])

    yield show_one
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def staff(places: Places) -> Iterator[OpenStation]:
    """The desk's own connection to the same station."""
    with open_station(places, now=lambda: MORNING) as station:
        yield station
