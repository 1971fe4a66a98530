"""A window with Qt's keyboard in a process of its own, typed at by touches; what came of it is printed as JSON."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.ui.breath import breathe
from ui.desk.keyboard import KeyboardPanel, prepare_keyboard

assert prepare_keyboard(os.environ, platform="linux")

from PySide6.QtCore import QPoint, QPointF, Qt, qInstallMessageHandler  # noqa: E402
from PySide6.QtQuick import QQuickItem  # noqa: E402
from PySide6.QtQuickWidgets import QQuickWidget  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget  # noqa: E402

from kiosk.domain.language import Language  # noqa: E402
from kiosk.texts.catalogue import ASSETS, Texts  # noqa: E402
from ui.desk.scanner import Scanner  # noqa: E402
from ui.fonts import load_fonts  # noqa: E402
from ui.theme import Panel  # noqa: E402
from ui.widgets.desk.button import DeskButton  # noqa: E402
from ui.widgets.desk.field import Field  # noqa: E402
from ui.widgets.desk.look import Look  # noqa: E402
from ui.widgets.pictures import Pictures  # noqa: E402

PATIENCE_S = 15.0
STILL_LOOKS = 6
"""Looks, each up to 10 ms after the last."""
FIELDS = ("name", "village", "phone", "pin", "last")


class Hands:
    """Touches and types in a window of five lines and a button on the smallest panel."""

    def __init__(self) -> None:
        self.look = Look(
            panel=Panel(width_px=1024, height_px=600, width_mm=222.0, height_mm=125.0),
            texts=Texts(Language.ZH_CN),
            pictures=Pictures((ASSETS / "pictures",)),
            today=lambda: date(2026, 11, 21),
        )
        self.window = QWidget()
        self.window.setObjectName("desk")
        self.window.setStyleSheet(self.look.style_sheet)
        self.window.resize(1024, 600)
        self.area = QScrollArea(self.window)
        self.area.setWidgetResizable(True)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        self.lines = {}
        for name in FIELDS:
            field = Field(self.look, name, name, inner, digits=name == "phone", secret=name == "pin")
            self.lines[name] = field.line
            inside.addWidget(field)
        self.clicks: list[str] = []
        self.button = DeskButton(self.look, "save", "save", inner, pressed=lambda: self.clicks.append("save"))
        inside.addWidget(self.button)
        self.area.setWidget(inner)
        self.panel = KeyboardPanel(self.look, self.window)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area, 1)
        column.addWidget(self.panel)
        self.scans: list[str] = []
        self.scanner = Scanner(self.window)
        self.scanner.scanned.connect(self.scans.append)
        self.finger = QTest.createTouchDevice()
        self.window.show()
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.window)

    def until(self, is_so: Callable[[], bool], what: Callable[[], str] = str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, f"waited in vain for {what()}"
            breathe()

    def tap(self, at: QPoint) -> None:
        handle = self.window.windowHandle()
        QTest.touchEvent(handle, self.finger).press(0, at).commit(False)
        QApplication.processEvents()
        QTest.touchEvent(handle, self.finger).release(0, at).commit(False)
        for _ in range(3):
            QApplication.processEvents()

    def touch(self, widget: QWidget) -> None:
        self.tap(self._seen(widget))

    def _seen(self, widget: QWidget) -> QPoint:
        """The middle of a widget after it was scrolled to."""
        QApplication.processEvents()
        self.area.ensureWidgetVisible(widget)
        QApplication.processEvents()
        return widget.mapTo(self.window, widget.rect().center())

    def click(self, widget: QWidget) -> None:
        at = self._seen(widget)
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        for _ in range(3):
            QApplication.processEvents()

    # the keyboard

    @property
    def keys(self) -> QQuickWidget:
        found = self.panel.findChild(QQuickWidget)
        assert isinstance(found, QQuickWidget)
        return found

    def items(self) -> list[QQuickItem]:
        found, waiting = [], [self.keys.rootObject()]
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting.extend(child for child in item.childItems() if child.isVisible())
        return found

    def key(self, text: str, kind: str = "Key") -> QQuickItem | None:
        for item in self.items():
            shown = item.property("displayText")
            if item.property("keyType") is not None and (shown == text if text else kind in _class(item)):
                return item
        return None

    def press(self, text: str, kind: str = "Key") -> None:
        self.tap(self._still(lambda: self.key(text, kind), text or kind))

    def _still(self, find: Callable[[], QQuickItem | None], name: str) -> QPoint:
        """The middle of something that has come and moves no more, as a finger would wait for."""
        seen: list[QPoint] = []

        def stands() -> bool:
            item = find()
            at = self._middle(item) if item is not None and item.width() > 0 else None
            if at is None or (seen and seen[-1] != at):
                seen.clear()
            if at is not None:
                seen.append(at)
            return len(seen) >= STILL_LOOKS

        self.until(stands, lambda: f"{name} among {list(self.words())}")
        return seen[-1]

    def words(self) -> dict[str, QQuickItem]:
        found = {}
        for item in self.items():
            if "SelectionListItem" in _class(item):
                found.update({child.property("text"): child for child in item.childItems() if child.property("text")})
        return found

    def choose(self, word: str) -> None:
        self.tap(self._still(lambda: self.words().get(word), word))

    def _middle(self, item: QQuickItem) -> QPoint:
        return self.keys.mapTo(self.window, item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint())


def _class(item: QQuickItem) -> str:
    return item.metaObject().className()


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def run() -> dict[str, Any]:
    hands, told = Hands(), {}
    panel, lines = hands.panel, hands.lines
    hands.click(lines["name"])
    told["shown to a mouse"] = panel.isVisible()
    told["loaded for a mouse"] = panel.findChild(QQuickWidget) is not None
    before_mb = _resident_mb()
    started = time.perf_counter()
    hands.touch(lines["village"])
    told["shown to a finger"] = panel.isVisible()
    told["first ms"] = (time.perf_counter() - started) * 1000
    told["more mb"] = _resident_mb() - before_mb
    told["errors"] = [error.toString() for error in hands.keys.errors()]
    told["height mm"] = panel.height() / hands.look.panel.px_per_mm
    told["window px"] = hands.window.height()
    panel.put_away()
    told["put away"] = not panel.isVisible()
    started = time.perf_counter()
    hands.touch(lines["last"])
    told["again ms"] = (time.perf_counter() - started) * 1000
    hands.until(lambda: _sees(hands, lines["last"]))
    for letter in "wangxiuying":
        hands.press(letter)
    for word in "王秀英":
        hands.choose(word)
    hands.until(lambda: len(lines["last"].text()) == 3)
    told["pinyin"] = lines["last"].text()
    hands.touch(hands.button)
    hands.until(lambda: not panel.isVisible())
    told["clicks"] = list(hands.clicks)
    hands.touch(lines["phone"])
    for digit in "138":
        hands.press(digit)
    hands.until(lambda: not hands.scanner.is_reading)
    told["digits"], told["letters beside digits"] = lines["phone"].text(), hands.key("q") is not None
    hands.press("", "EnterKey")
    told["after enter"] = QApplication.focusWidget().objectName()
    hands.until(lambda: not panel.isVisible())
    hands.touch(lines["pin"])
    told["shown for a PIN"] = panel.isVisible()
    hands.touch(lines["village"])
    hands.press("", "ChangeLanguageKey")
    hands.until(lambda: any("English" in _text(item) for item in hands.items()))
    hands.tap(hands._still(lambda: next(item for item in hands.items() if "English" in _text(item)), "English"))
    hands.until(lambda: hands.key("", "ShiftKey") is not None)
    for letter in ("L", "i") if hands.key("L") is not None else ("l", "i"):
        hands.press(letter)
    hands.until(lambda: not hands.scanner.is_reading)
    told["english"] = lines["village"].text()
    hands.press("", "HideKeyboardKey")
    hands.until(lambda: not panel.isVisible())
    told["hidden by its key"] = True
    lines["name"].setFocus()
    panel.toggle()
    told["toggled"] = panel.isVisible()
    panel.toggle()
    told["toggled again"] = panel.isVisible()
    told["scans"] = hands.scans
    return told


def _sees(hands: Hands, line: QWidget) -> bool:
    seen = line.visibleRegion().boundingRect()
    return seen.height() == line.height() and hands.panel.isVisible()


def _text(item: QQuickItem) -> str:
    text = item.property("text")
    return text if isinstance(text, str) else ""


def main() -> None:
    said: list[str] = []
    qInstallMessageHandler(lambda _kind, _context, text: said.append(text))
    app = QApplication([])
    load_fonts()
    told = run()
    told["said"] = [text for text in said if "propagateSizeHints" not in text]
    print(json.dumps(told, ensure_ascii=True))
    app.quit()


if __name__ == "__main__":
    main()
