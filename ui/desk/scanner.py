"""Scanners and card readers that type like a keyboard: told from people by their speed, whatever has the focus.

A reader sends its characters within milliseconds of each other and an Enter or Tab after each line. Every key is held
back until the next would have come from a reader; a person's keys then go on to the widget they were meant for, in
their order, and a reader's never reach one: no line is changed, no button pressed and no shortcut released by them.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.desk.entrance import Entrance
from ui.desk.line_before import LineBefore

FASTEST_HAND_S = 0.030
"""Readers send a character each 1 to 20 ms; the fastest typists need 60 ms, and a key that is held repeats after 30.
Everything that is typed appears so much later, which nobody can see."""
LEAST_CHARACTERS = 6
"""Nothing that a station scans is shorter; six keys within 0.15 s are no hand."""
STUMBLE_AFTER = 3
"""From so many fast characters on, one longer pause is forgiven: readers stumble over a busy USB bus."""
SILENCE_S = 0.120
"""A text of several lines comes with an Enter after each; when nothing more comes for so long, it has ended."""
MOST_CHARACTERS = 4_000

LINE_ENDS: dict[int, str] = {Qt.Key.Key_Return: "\n", Qt.Key.Key_Enter: "\n", Qt.Key.Key_Tab: "\t"}
BESIDE_TEXT = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
})  # fmt: skip
"""Keys that only change what others mean: they belong to nobody's run of letters and are let through at once."""
POINTED = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Scanner(QObject):
    """Watches the keys that the window system sends to `window` and to what it opened (dialogs, lists).

    Time between keys is measured by the window system's own time stamps where it gives them: after the screen was
    busy, keys that a person typed meanwhile arrive all at once.
    """

    scanned = Signal(str)
    """Carries what a reader typed; lines are separated by newline, or tab where the reader sends that."""

    def __init__(self, window: QWidget, *, arrival_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._arrival_s = window, arrival_s
        self._last_stamp_ms, self._last_arrival_s = 0, float("-inf")
        self._is_letting_go = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)
        self._begin_anew()
        Entrance(self)

    @property
    def is_reading(self) -> bool:
        """Whether keys are held back: a reader is typing, or somebody has just pressed a key."""
        return self._is_reader or bool(self._held)

    def _begin_anew(self) -> None:
        self._held: list[QKeyEvent] = []
        self._held_for: QWindow | None = None
        self._typed = ""
        self._has_stumbled = self._is_reader = False
        self._line_before: LineBefore | None = None
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep back a reader's keys, and a person's until it is known that they are one's."""
        kind = event.type()
        if self._is_letting_go:
            return False
        if kind in KEYS and isinstance(event, QKeyEvent):
            return self._is_ours(watched) and self._take(watched, event)
        if kind in POINTED and self._held:
            self._let_go()
        elif kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._on_composing(watched)
        return False

    def _is_ours(self, watched: QObject) -> bool:
        """Each key is seen once: where it enters the program, before it goes to a widget and on to its parents."""
        ours = self._window.windowHandle()
        while isinstance(watched, QWindow):
            if watched is ours:
                return True
            watched = watched.transientParent() or watched.parent()
        return False

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in BESIDE_TEXT:
            return False
        match event.type():
            case QEvent.Type.ShortcutOverride:
                return self._overrides(event)
            case QEvent.Type.KeyRelease:
                return self._on_release(event)
            case _:
                assert isinstance(watched, QWindow)
                return self._on_press(watched, event)

    def _overrides(self, event: QKeyEvent) -> bool:
        """Keep a reader's key from being a shortcut; let a person's shortcut find all that was typed before it."""
        if self._is_reader or (self._held and self._fits(self._gap_s(event)) and self._is_part(event)):
            event.accept()
            return True
        if not _is_letter(event):
            self._let_go()
        return False

    def _is_part(self, event: QKeyEvent) -> bool:
        """Whether a key that came fast may belong to what is held."""
        return event.key() in LINE_ENDS or bool(event.text())

    @property
    def _is_proven(self) -> bool:
        """Whether the held characters are a reader's if an Enter follows; a key that is held down repeats itself."""
        letters = self._typed.replace("\n", "").replace("\t", "")
        return len(letters) >= LEAST_CHARACTERS and len(set(letters)) > 1

    def _on_press(self, watched: QWindow, event: QKeyEvent) -> bool:
        gap_s = self._gap_s(event)
        self._last_stamp_ms, self._last_arrival_s = event.timestamp(), self._arrival_s()
        if self._is_reader and gap_s > SILENCE_S:
            self._end()
        if self._is_reader:
            self._add(LINE_ENDS.get(event.key()) or _printable(event))
            return True
        if not self._fits(gap_s):
            self._let_go()
        if event.key() in LINE_ENDS and not event.modifiers() & COMMANDS:
            return self._on_line_end(watched, event, gap_s)
        if event.isAutoRepeat() or not (_is_letter(event) or (self._held and event.text())):
            self._let_go()
            return False
        self._hold(watched, event, gap_s)
        return True

    def _gap_s(self, event: QKeyEvent) -> float:
        """Seconds since the last key; a stamp that ran backwards (another source, a counter's end) says nothing."""
        by_stamp_ms = event.timestamp() - self._last_stamp_ms
        if event.timestamp() and self._last_stamp_ms and by_stamp_ms >= 0:
            return by_stamp_ms / 1000
        return self._arrival_s() - self._last_arrival_s

    def _fits(self, gap_s: float) -> bool:
        if gap_s <= FASTEST_HAND_S:
            return True
        return gap_s <= SILENCE_S and self._may_stumble

    @property
    def _may_stumble(self) -> bool:
        return len(self._typed) >= STUMBLE_AFTER and not self._has_stumbled

    def _on_line_end(self, watched: QWindow, event: QKeyEvent, gap_s: float) -> bool:
        if not self._is_proven:
            if self._held:  # the first line of several may be short: a name of two characters
                self._hold(watched, event, gap_s)
            return bool(self._held)
        if self._line_before is not None:
            QGuiApplication.inputMethod().reset()
            self._line_before.restore()
        self._held.clear()
        self._is_reader = True
        self._add(LINE_ENDS[event.key()])
        return True

    def _add(self, text: str) -> None:
        self._typed = (self._typed + text)[:MOST_CHARACTERS]
        self._timer.start(round(SILENCE_S * 1000))

    def _hold(self, watched: QWindow, event: QKeyEvent, gap_s: float) -> None:
        self._has_stumbled = self._has_stumbled or (bool(self._held) and gap_s > FASTEST_HAND_S)
        self._held.append(_copy(event))
        self._held_for = watched
        self._typed += LINE_ENDS.get(event.key()) or _printable(event)
        self._timer.start(round((SILENCE_S if self._may_stumble else FASTEST_HAND_S) * 1000))

    def _on_release(self, event: QKeyEvent) -> bool:
        if self._held:
            self._held.append(_copy(event))
        return self._is_reader or bool(self._held)

    def _on_composing(self, watched: QObject) -> None:
        """An input method changes a line: by a person's doing, or because it ate a reader's keys."""
        now_s = self._arrival_s()
        is_fast = now_s - self._last_arrival_s <= FASTEST_HAND_S
        self._last_stamp_ms, self._last_arrival_s = 0, now_s
        if self._held and not is_fast:
            self._let_go()
        if not is_fast or self._line_before is None:
            self._line_before = LineBefore.of(watched)

    def _on_silence(self) -> None:
        """The time is up: wait one more turn, for keys that lie there already because the screen was busy."""
        QTimer.singleShot(0, self, lambda: None if self._timer.isActive() else self._decide())

    def _decide(self) -> None:
        if self._is_reader:
            self._end()
        else:
            self._let_go()

    def _end(self) -> None:
        typed = self._typed.strip()
        self._begin_anew()
        self.scanned.emit(typed)

    def _let_go(self) -> None:
        """It was a person: give the keys to whom they were meant for."""
        if self._is_reader:
            return
        held, window = self._held, self._held_for
        self._begin_anew()
        self._is_letting_go = True
        try:
            for event in held:
                if window is not None and isValid(window):
                    QApplication.sendEvent(window, event)
        finally:
            self._is_letting_go = False


def _is_letter(event: QKeyEvent) -> bool:
    return bool(_printable(event)) and not event.modifiers() & COMMANDS


def _printable(event: QKeyEvent) -> str:
    """The key's text; what is no printable sign (start and end marks that some readers send) is left out."""
    text = event.text()
    return text if text.isprintable() else ""


def _copy(event: QKeyEvent) -> QKeyEvent:
    """An event lives only as long as Qt delivers it."""
    copy = QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip
    copy.setTimestamp(event.timestamp())
    return copy
