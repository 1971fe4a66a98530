"""A finger and a hand on the real desk's window: it touches by name, types, and waits for the answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.desk.scanner import Scanner
from ui.desk.shell import DeskShell

PATIENCE_S = 60.0
HAND_MS = 130
"""Between two keys of a practised typist; a reader is much quicker."""
WAKE_MS = 50
TOUCHES = 3
"""So often a button is touched that does not answer: a person would touch it again, and then call somebody."""

log = logging.getLogger(__name__)

Widget = TypeVar("Widget", bound=QWidget)


class Lost(Exception):
    """The desk did not come to what was expected."""


class DeskFinger:
    """`events` counts what a clerk does: a touch, a swipe, a key are one each. All methods may raise `Lost`."""

    def __init__(self, shell: DeskShell) -> None:
        self.shell, self.events = shell, 0
        scanner = shell.findChild(Scanner)
        assert isinstance(scanner, Scanner)
        self._scanner = scanner
        self._finger = QTest.createTouchDevice()
        self._typed_ms = 1_000
        self._wake = QTimer()
        self._wake.start(WAKE_MS)  # an event now and then, so that a condition without one of its own is seen

    def shown(self) -> Iterator[QWidget]:
        """Everything that is shown and has a size; it may have to be scrolled to."""
        return (each for each in self.shell.findChildren(QWidget) if each.isVisible() and not each.size().isEmpty())

    def names(self) -> set[str]:
        """The names of everything that is shown."""
        return {each.objectName() for each in self.shown()} - {""}

    def sees(self, name: str) -> bool:
        """Whether something of this name is shown."""
        return any(each.objectName() == name for each in self.shown())

    def widget(self, name: str, kind: type[Widget] = QWidget) -> Widget:  # type: ignore[assignment]  # any widget
        """What is shown under this name."""
        for each in self.shown():
            if each.objectName() == name and isinstance(each, kind):
                return each
        raise Lost(f"{name} is not on {self.shell.place}")

    def log_in(self, name: str, pin: str) -> None:
        """Log in by touches, and see the first screen with its content."""
        self.until(lambda: self.sees("log-in-name-0"), "the door")
        buttons = (each for each in self.shown() if each.objectName().startswith("log-in-name-"))
        self.touch(next(each.objectName() for each in buttons if each.accessibleName() == name))
        for digit in pin:
            self.touch(f"log-in-pin-keypad-{digit}")
        self.touch("log-in-enter")
        self.until(lambda: self.shell.place is not None, "the desk")
        self.settle()

    def touch(self, name: str) -> float:
        """Touch the middle of what is seen of a widget; scroll to it first where it must be. See `tap`.

        A button that did not answer is touched again, as a person would, and a warning tells of it.
        """
        for _ in range(TOUCHES):
            wanted: QWidget = self.widget(name)
            place = self._reached(wanted)
            with Answers(wanted) as answers:
                lifted = self.tap(place.center())
            if answers.came:
                return lifted
            there = self.seen(wanted) if isValid(wanted) else None
            log.warning("%s did not answer: it was at %s, and is at %s", name, place, there)
        raise Lost(f"{name} did not answer {TOUCHES} touches")

    def _reached(self, wanted: QWidget) -> QRect:
        """What is seen of a widget once it was scrolled to."""
        name = wanted.objectName()
        if not self.seen(wanted).contains(wanted.mapTo(self.shell, wanted.rect().center())):
            self._swipe_to(wanted)
        if not wanted.isEnabled():
            raise Lost(f"{name} cannot be touched now")
        return self.seen(wanted)

    def touch_row(self, name: str, row: int = 0) -> float:
        """Touch the first cell of a list's row. See `tap`."""
        view = self.widget(name, QAbstractItemView)
        cell = view.visualRect(view.model().index(row, 0))
        if not cell.isValid():
            raise Lost(f"{name} has no row {row}")
        return self.tap(view.viewport().mapTo(self.shell, cell.intersected(view.viewport().rect()).center()))

    def tap(self, at: QPoint) -> float:
        """Put a finger down at pixels of the window and lift it; return when it was lifted (`perf_counter`)."""
        self.events += 1
        window = self.shell.windowHandle()
        QTest.touchEvent(window, self._finger).press(0, at).commit(False)
        self.live()  # no finger is so quick that the button could not answer it before
        lifted = time.perf_counter()
        QTest.touchEvent(window, self._finger).release(0, at).commit(False)
        self._after_tap()
        return lifted

    def _after_tap(self) -> None:
        self.live()

    def type(self, text: str) -> None:
        """Type at a hand's pace into whatever has the focus; Chinese comes from an input method, as it does."""
        for letter in text:
            self.events += 1
            if letter.isascii():
                self._press(letter)
            else:
                self._compose(letter)
        self.until(lambda: not self._scanner.is_reading, "the last letter")
        self.settle()

    def key(self, keys: str) -> None:
        """Press keys as they stand on a button: "Ctrl+Return", "F3", "Esc"."""
        self.events += 1
        pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs leave it out
        QTest.keyClick(self.shell.windowHandle(), pressed.key(), pressed.keyboardModifiers())
        self.until(lambda: not self._scanner.is_reading, "the key")
        self.settle()

    def seen(self, shown: QWidget) -> QRect:
        """What can be seen of a widget, in pixels of the window."""
        return shown.visibleRegion().boundingRect().translated(shown.mapTo(self.shell, QPoint()))

    def live(self) -> None:
        """Let the window do what is due now; what is to be deleted goes too, as in the loop of a real program."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Let the window live until `is_so`, asleep between its events."""
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > deadline:
                raise Lost(f"waited in vain for {what}; there is {self.shell.place}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        """Wait until everything that the screens asked is answered, and what the answers asked in turn."""
        self.live()
        while self.shell.is_waiting:
            self.until(lambda: not self.shell.is_waiting, "the answer on the screen")
            self.live()

    def _swipe_to(self, wanted: QWidget) -> None:
        self.events += 1
        parent = wanted.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(wanted)
            parent = parent.parentWidget()
        self.live()
        if not self.seen(wanted).isValid():
            raise Lost(f"{wanted.objectName()} cannot be scrolled to")

    def _press(self, letter: str) -> None:
        self._typed_ms += HAND_MS
        shift = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(letter.upper()), shift, letter)
            event.setTimestamp(self._typed_ms)
            QApplication.sendEvent(self.shell.windowHandle(), event)

    def _compose(self, letter: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        focus = QGuiApplication.focusObject()
        if focus is None:
            raise Lost("nothing has the focus")
        QApplication.sendEvent(focus, event)


class Answers:
    """Whether a button was clicked while this is held; other widgets have their own ways to answer, and count as if."""

    def __init__(self, wanted: QWidget) -> None:
        self._button = wanted if isinstance(wanted, QAbstractButton) else None
        self.came = self._button is None

    def __enter__(self) -> Answers:
        if self._button is not None:
            self._button.clicked.connect(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._button is not None and isValid(self._button):
            self._button.clicked.disconnect(self._note)

    def _note(self) -> None:
        self.came = True
