"""A real kiosk window under a test's finger: touched by name or by place, with a watch that the test holds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.care.places import Places
from kiosk.domain.language import Language
from kiosk.journeys import events as was
from kiosk.journeys.states import OnePosting, SlipShown
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.texts.catalogue import Texts
from tests.ui.breath import breathe
from ui.app import Kiosk, Setting
from ui.widgets.item import Item

MORNING = datetime(2026, 11, 21, 9, 0).astimezone()
PANEL_PX, PANEL_MM = QSize(540, 960), (268.0, 476.0)
PATIENCE_S = 60.0
"""A crash report takes ten seconds, and more than twenty where another program has half of the processor."""


class Watch:
    """The kiosk's monotonic clock, which goes on only when a test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class WallClock:
    """The kiosk's time of day: one morning that never ends, unless a test sets another `moment`.

    With `fails` set the window's next look at it is a mistake of ours.
    """

    def __init__(self) -> None:
        self.fails = False
        self.moment = MORNING

    def __call__(self) -> datetime:
        if self.fails and threading.current_thread() is threading.main_thread():
            self.fails = False
            raise ZeroDivisionError
        return self.moment


class Window:
    """A kiosk that was opened for a test. Each `touch` comes a second after the last, so that none is ignored."""

    def __init__(
        self,
        places: Places,
        *,
        printer: Printer | None = None,
        language: Language = Language.ZH_CN,
        texts: Callable[[Language], Texts] = Texts,
        waits: bool = True,
    ) -> None:
        self.places = places
        self.watch, self.clock = Watch(), WallClock()
        self.kiosk = Kiosk(
            Setting(
                places=places,
                language=language,
                texts=texts,
                size_px=PANEL_PX,
                panel_mm=PANEL_MM,
                printer=printer or NoPrinter(),
                is_tended=False,
                counts_seconds=False,
                now=self.clock,
                monotonic_s=self.watch,
            )
        )
        self.shell = self.kiosk.shell
        self._finger = QTest.createTouchDevice()
        self.kiosk.show(windowed=True)
        self.until(lambda: self.kiosk.conductor is not None)
        if waits:
            self.until(lambda: self.kiosk.is_open)

    @property
    def name(self) -> str:
        """The name of the screen, or of the notice over it."""
        return self.shell.screen_name

    def names(self) -> list[str]:
        """The names of everything that can be seen."""
        return [item.objectName() for item in self.shell.visible_items()]

    def item(self, name: str) -> Item:
        """The visible item with this name."""
        found = [item for item in self.shell.visible_items() if item.objectName() == name]
        assert found, f"{name} is not on {self.name}: {self.names()}"
        return found[0]

    def middle(self, name: str) -> QPoint:
        """Where the middle of an item is, in pixels of the window."""
        item = self.item(name)
        return item.mapTo(self.shell, item.rect().center())

    def touch(self, name: str, screen: str | None = None) -> None:
        """Touch the item `name`, and wait until `screen` is there."""
        self.tap(self.middle(name), after_s=1.0)
        if screen is not None:
            self.until(lambda: self.name == screen, f"{screen} after {name}")

    def tap(
        self,
        at: QPoint,
        *,
        after_s: float,
        lifted_at: QPoint | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        """Put a finger down `after_s` seconds after the last and lift it, there or elsewhere, after `meanwhile`."""
        self.watch.now_s += after_s
        window = self.shell.windowHandle()
        QTest.touchEvent(window, self._finger).press(0, at).commit(False)
        meanwhile()
        if lifted_at is not None:
            QTest.touchEvent(window, self._finger).move(0, lifted_at).commit(False)
        QTest.touchEvent(window, self._finger).release(0, lifted_at or at).commit(False)
        self.live()

    def to_posting(self) -> OnePosting:
        """Go from Home to the first posting of today."""
        self.touch("nav-home", "home")
        self.touch("home-today", "postings")
        self.touch("posting-0", "oneposting")
        screen = self.shell.visit.screen
        assert isinstance(screen, OnePosting)
        return screen

    def to_slip(self) -> SlipShown:
        """Go from Home to a slip of the first posting of today."""
        self.to_posting()
        self.touch("posting-want", "slipshown")
        screen = self.shell.visit.screen
        assert isinstance(screen, SlipShown)
        return screen

    def seconds(self, count: int) -> None:
        """Let the kiosk's seconds pass."""
        for _ in range(count):
            self.shell.happen(was.SecondPassed())
        self.live()

    def live(self) -> None:
        """Let the window do what is due now."""
        QApplication.processEvents()

    def until(self, is_so: Callable[[], bool], what: str = "it") -> None:
        """Let the window live until `is_so`, or fail after `PATIENCE_S`."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, f"waited in vain for {what}; there is {self.name}"
            breathe()

    def settle(self) -> None:
        """Wait until the store has answered everything that was asked so far, and the answer has come to the screen."""
        conductor, answered = self.kiosk.conductor, []
        assert conductor is not None
        conductor.ask(lambda _: True, answered.append)
        self.until(lambda: bool(answered), "the store")
        self.until(lambda: not self.shell.is_waiting, "the answer on the screen")
        self.live()

    def close(self) -> None:
        """End the kiosk and drop its widgets."""
        self.kiosk.close()
        self.shell.deleteLater()
        self.kiosk.deleteLater()  # now, not when the collector comes by on some other thread
        self.live()


def texts_of(folder: Path) -> bytes:
    """Everything that lies in the files of `folder`; what the voice removes or renames meanwhile is left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            found += [path.read_bytes()] if path.is_file() else []
    return b"".join(found)
