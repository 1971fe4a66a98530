"""A real desk under a test's hands: touched by name, typed at and scanned at, with clocks that the test holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from kiosk.care.places import Places
from kiosk.desk.desk import Desk
from kiosk.domain.language import Language
from kiosk.domain.staff import Actor, Role
from kiosk.printing.printer import NoPrinter, Printer
from kiosk.services import open_station
from tests.ui.breath import breathe
from tests.ui.window import PATIENCE_S, WallClock, Watch
from ui.desk.app import DeskApp, DeskSetting
from ui.desk.scanner import Scanner
from ui.screens.desk.screen import Place

PORTRAIT = (QSize(1080, 1920), (268.0, 476.0))
OFFICE = (QSize(1366, 768), None)
SMALL = (QSize(1024, 600), (222.0, 125.0))
"""The three panels that the desk must fit: a kiosk, a clerk's screen, the smallest touch panel."""
STAFF = {
    Role.HEAD: ("陈站长", "739164"),
    Role.CLERK: ("小林", "582937"),
    Role.TECHNICIAN: ("赵师傅", "406285"),
}
"""Everybody's name and PIN."""
HAND_MS, READER_MS = 130, 5
"""Between two keys of a practised typist, and of a reader."""

Widget = TypeVar("Widget", bound=QWidget)


class DeskWindow:
    """A desk that was opened for a test; whom it has is up to the station (`hire`).

    `events` counts what a clerk does: a touch, a swipe, a key, a scan are one each.
    """

    def __init__(
        self,
        places: Places,
        *,
        size: tuple[QSize, tuple[float, float] | None] = PORTRAIT,
        language: Language = Language.ZH_CN,
        printer: Printer | None = None,
        waits: bool = True,
        **setting: Any,
    ) -> None:
        self.places, self.events = places, 0
        self.watch, self.clock = Watch(), WallClock()
        size_px, panel_mm = size
        self.app = DeskApp(
            DeskSetting(
                places=places,
                language=language,
                size_px=size_px,
                panel_mm=panel_mm,
                printer=printer or NoPrinter(),
                device="desk-1",
                now=self.clock,
                monotonic_s=self.watch,
                **{"makes_ahead": False, **setting},
            )
        )
        self.shell = self.app.shell
        scanner = self.shell.findChild(Scanner)
        assert isinstance(scanner, Scanner)
        self._scanner = scanner
        self._finger = QTest.createTouchDevice()
        self._typed_ms = 1_000
        self.app.show(windowed=True)
        if waits:
            self.until(lambda: self._is_at_door or self.place is not None, "the door")

    # what is there

    @property
    def place(self) -> Place | None:
        """The screen that is shown; None at the door."""
        return self.shell.place

    @property
    def _is_at_door(self) -> bool:
        return self.visible("desk-log-in") or self.visible("desk-first-start")

    @property
    def fits(self) -> bool:
        """Whether the window is no larger than its panel: what it holds may ask for more than there is."""
        return self.shell.size() == self.app.setting.size_px

    def visible(self, name: str) -> bool:
        """Whether something of this name is shown and has a size; it may have to be scrolled to."""
        return bool(self._found(name))

    def widget(self, name: str, kind: type[Widget] = QWidget) -> Widget:  # type: ignore[assignment]  # any widget
        """The visible widget with this name."""
        found = self._found(name)
        assert found, f"{name} is not on {self.place}: {sorted(self.names())}"
        assert isinstance(found[0], kind)
        return found[0]

    def names(self) -> set[str]:
        """The names of everything that is shown."""
        return {each.objectName() for each in self.shell.findChildren(QWidget) if each.isVisible()} - {""}

    def text_of(self, name: str) -> str:
        """What a label, button, line, box or list item says."""
        shown = self.widget(name)
        for attribute in ("text", "toPlainText", "currentText"):
            if hasattr(shown, attribute):
                return str(getattr(shown, attribute)())
        return shown.accessibleName()

    def _found(self, name: str) -> list[QWidget]:
        everything = self.shell.findChildren(QWidget, name)
        if self.shell.objectName() == name:
            everything.append(self.shell)
        return [each for each in everything if each.isVisible() and not each.size().isEmpty()]

    # what a clerk does

    def log_in(self, role: Role = Role.CLERK) -> None:
        """Log in as the head, the clerk or the technician, by touches."""
        name, pin = STAFF[role]
        self.until(lambda: self.visible("log-in-name-0"), "the names")
        self.touch(next(each for each in self.names() if each.startswith("log-in-name-") and self._says(each, name)))
        for digit in pin:
            self.touch(f"log-in-pin-keypad-{digit}")
        self.touch("log-in-enter")
        self.until(lambda: self.place is not None, "the desk")
        self.settle()

    def _says(self, name: str, text: str) -> bool:
        return self.widget(name).accessibleName() == text

    def go(self, place: Place) -> None:
        """Touch a place of the rail."""
        self.touch(f"rail-{place}")
        assert self.place is place
        self.settle()

    def touch(self, name: str) -> None:
        """Touch the middle of what is seen of a widget; scroll to it first where it must be.

        No finger is so quick that it comes down between an answer and what that moves on the screen.
        """
        self.live()
        shown = self.widget(name)
        if not self._seen(shown).contains(shown.mapTo(self.shell, shown.rect().center())):
            self._swipe_to(shown)
        assert shown.isEnabled(), f"{name} cannot be touched now"
        at = self._seen(shown).center()
        on_top = self.shell.childAt(at)
        assert on_top is not None
        assert on_top is shown or shown.isAncestorOf(on_top), f"{on_top.objectName()} covers {name}"
        self.tap(at)

    def tap(self, at: QPoint) -> None:
        """Put a finger down and lift it, at pixels of the window."""
        self.events += 1
        handle = self.shell.windowHandle()
        QTest.touchEvent(handle, self._finger).press(0, at).commit(False)
        QTest.touchEvent(handle, self._finger).release(0, at).commit(False)
        self.live()

    def click(self, name: str) -> None:
        """Click the middle of a widget with the mouse."""
        self.events += 1
        shown = self.widget(name)
        QTest.mouseClick(self.shell.windowHandle(), Qt.MouseButton.LeftButton, pos=self._seen(shown).center())
        self.live()

    def type(self, text: str) -> None:
        """Type at a hand's pace into whatever has the focus; Chinese comes from an input method, as it does."""
        for letter in text:
            self.events += 1
            if letter.isascii():
                self._press(letter, after_ms=HAND_MS)
            else:
                self._compose(letter)
        self.until(lambda: not self._scanner.is_reading, "the last letter")
        self.live()

    def key(self, keys: str, times: int = 1) -> None:
        """Press keys as they stand on a button: "Ctrl+Return", "F3", "Esc", "Tab"."""
        pressed = QKeySequence(keys)[0]
        for _ in range(times):
            self.events += 1
            QTest.keyClick(self.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())
            self.until(lambda: not self._scanner.is_reading, "the key")
        self.live()

    def scan(self, text: str) -> None:
        """Let a reader type `text` and Enter."""
        self.events += 1
        self._typed_ms += 10_000
        for letter in text + "\n":
            self._press(letter, after_ms=READER_MS)
        self.until(lambda: not self._scanner.is_reading, "the end of the scan")
        self.live()

    def _press(self, letter: str, *, after_ms: int) -> None:
        self._typed_ms += after_ms
        key = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}.get(letter, ord(letter.upper()))
        text = {"\n": "\r"}.get(letter, letter)
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, int(key), shift, text)
            event.setTimestamp(self._typed_ms)
            QApplication.sendEvent(self.shell.windowHandle(), event)

    def _compose(self, letter: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        focus = QGuiApplication.focusObject()
        assert focus is not None, "nothing has the focus"
        QApplication.sendEvent(focus, event)

    def _seen(self, shown: QWidget) -> QRect:
        """What can be seen of a widget, in pixels of the window."""
        return shown.visibleRegion().boundingRect().translated(shown.mapTo(self.shell, QPoint()))

    def _swipe_to(self, shown: QWidget) -> None:
        self.events += 1
        parent = shown.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(shown)
            parent = parent.parentWidget()
        self.live()
        assert self._seen(shown).isValid(), f"{shown.objectName()} cannot be scrolled to"

    # time

    def live(self) -> None:
        """Let the window do what is due now; what is to be deleted goes too, as in the loop of a real program."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, is_so: Callable[[], bool], what: str = "it") -> None:
        """Let the window live until `is_so`, or fail after `PATIENCE_S`."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, f"waited in vain for {what}; there is {self.place}"
            breathe()
            self.live()

    def settle(self) -> None:
        """Wait until everything that the screens asked is answered, and what the answers asked in turn."""
        self.live()
        while self.shell.is_waiting:
            self.until(lambda: not self.shell.is_waiting, "the answer on the screen")
            self.live()

    # beside the window

    def use(self, use_case: Callable[[Desk], Any], role: Role = Role.HEAD) -> Any:
        """Do something at another desk of the same station, past this window."""
        name = STAFF[role][0] if role in STAFF else ""
        actor = Actor(role=role, device="desk-2", staff_id="" if role is Role.WORKER else f"test-{role}", name=name)
        with open_station(self.places, now=self.clock) as station:
            return use_case(station.desk(actor))

    def close(self) -> None:
        """End the desk and drop its widgets; again, nothing more happens."""
        if not isValid(self.shell):
            return
        self.app.close()
        self.shell.deleteLater()
        self.app.deleteLater()  # its log-in looks at every event of every window
        self.live()


def hire(desk: Desk) -> None:
    """Make the head, the clerk and the technician, as `STAFF` names them."""
    name, pin = STAFF[Role.HEAD]
    desk.accounts.make_head(name=name, pin=pin)
    for role in (Role.CLERK, Role.TECHNICIAN):
        name, pin = STAFF[role]
        desk.accounts.add(name=name, role=role, pin=pin)
