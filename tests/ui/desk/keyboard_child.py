"""A window with the keyboard in a process of its own, typed at by touches; what came of it is printed as JSON."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.language import Language
from kiosk.texts.catalogue import ASSETS, Texts
from tests.ui.breath import breathe
from ui.desk.keyboard import KeyboardPanel
from ui.desk.scanner import Scanner
from ui.fonts import load_fonts
from ui.theme import Panel
from ui.widgets.desk.button import DeskButton
from ui.widgets.desk.field import Field
from ui.widgets.desk.keyboard.board import Board
from ui.widgets.desk.keyboard.keyboard import Keyboard
from ui.widgets.desk.keyboard.layout import Act
from ui.widgets.desk.keyboard.word_row import WordRow
from ui.widgets.desk.look import Look
from ui.widgets.desk.paragraph import Paragraph
from ui.widgets.pictures import Pictures

PATIENCE_S = 60.0
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
            field = Field(
                self.look, name, name, inner,
                digits=name == "phone", secret=name == "pin", of_person=name in ("name", "last"),
            )  # fmt: skip
            self.lines[name] = field.line
            inside.addWidget(field)
        self.note = Paragraph(self.look, "note", "note", inner, lines=1)
        inside.addWidget(self.note)
        self.clicks: list[str] = []
        self.button = DeskButton(self.look, "save", "save", inner, pressed=lambda: self.clicks.append("save"))
        inside.addWidget(self.button)
        self.area.setWidget(inner)
        self.panel = KeyboardPanel(self.look, self.window, is_there=True)
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

    def until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline, "waited in vain"
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

        def is_seen() -> bool:
            self.area.ensureWidgetVisible(widget)
            QApplication.processEvents()
            return self.area.geometry().contains(self._middle(widget))

        self.until(is_seen)
        return self._middle(widget)

    def _middle(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.window, widget.rect().center())

    def click(self, widget: QWidget) -> None:
        at = self._seen(widget)
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        for _ in range(3):
            QApplication.processEvents()

    # the keyboard

    @property
    def board(self) -> Board:
        return self.panel.findChildren(Board)[0]

    @property
    def row(self) -> WordRow:
        return self.panel.findChildren(WordRow)[0]

    @property
    def keys(self) -> set[str]:
        return {key.text for key, _ in self.board.placed}

    @property
    def words(self) -> list[str]:
        return [placed.text for placed in self.row.placed]

    def place_of(self, wanted: str | Act) -> QPoint:
        """The middle of the key with this text, or that does this."""
        area = next(area for key, area in self.board.placed if wanted in (key.text, key.act))
        return self.board.mapTo(self.window, area.center())

    def press(self, *keys: str | Act) -> None:
        for key in keys:
            self.tap(self.place_of(key))

    def choose(self, word: str) -> None:
        area = next(placed.area for placed in self.row.placed if placed.text == word)
        self.tap_in(self.row, area)

    def tap_in(self, widget: QWidget, area: QRect) -> None:
        self.tap(widget.mapTo(self.window, area.center()))

    def roll(self, keys: str) -> None:
        """Two thumbs: each comes down before the last is lifted."""
        handle, last = self.window.windowHandle(), len(keys) - 1
        for place, key in enumerate(keys):
            touch = QTest.touchEvent(handle, self.finger)
            if place:
                touch.stationary(place - 1)
            touch.press(place, self.place_of(key)).commit(True)
            if place:
                lift = QTest.touchEvent(handle, self.finger).release(place - 1, self.place_of(keys[place - 1]))
                lift.stationary(place).commit(True)
        QTest.touchEvent(handle, self.finger).release(last, self.place_of(keys[last])).commit(True)
        for _ in range(3):
            QApplication.processEvents()

    def hold(self, act: Act, until: Callable[[], bool]) -> None:
        """Keep a finger on a key until something has come of it."""
        handle, at = self.window.windowHandle(), self.place_of(act)
        QTest.touchEvent(handle, self.finger).press(0, at).commit(True)
        self.until(until)
        QTest.touchEvent(handle, self.finger).release(0, at).commit(True)
        for _ in range(3):
            QApplication.processEvents()

    def strike(self, *keys: Qt.Key) -> None:
        """Keys of plastic, as slowly as a hand."""
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key)
            self.until(lambda: not self.scanner.is_reading)


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def run() -> dict[str, Any]:
    hands, told = Hands(), {}
    comes(hands, told)
    chinese(hands, told)
    lines_of_all_kinds(hands, told)
    plastic(hands, told)
    goes(hands, told)
    told["scans"] = hands.scans
    return told


def comes(hands: Hands, told: dict[str, Any]) -> None:
    panel, lines = hands.panel, hands.lines
    hands.click(lines["name"])
    told["shown to a mouse"] = panel.isVisible()
    told["made for a mouse"] = panel.findChild(Keyboard) is not None
    hands._seen(lines["village"])
    before_mb, started = _resident_mb(), time.perf_counter()
    hands.touch(lines["village"])
    told["shown to a finger"] = panel.isVisible()
    told["first ms"] = (time.perf_counter() - started) * 1000
    told["more mb"] = _resident_mb() - before_mb
    told["height mm"] = panel.height() / hands.look.panel.px_per_mm
    told["least key mm"] = min(
        min(area.width(), area.height()) for _, area in hands.board.placed
    ) / hands.look.panel.px_per_mm  # fmt: skip
    told["window px"] = hands.window.height()
    panel.put_away()
    told["put away"] = not panel.isVisible()
    started = time.perf_counter()
    hands.touch(lines["last"])
    told["again ms"] = (time.perf_counter() - started) * 1000
    hands.until(lambda: _sees(hands, lines["last"]))


def chinese(hands: Hands, told: dict[str, Any]) -> None:
    panel, lines = hands.panel, hands.lines
    hands.press(*"wangxiuying")
    told["written while composing"] = lines["last"].text()
    told["names"] = list(hands.words)
    hands.choose("王")
    told["given names"] = list(hands.words)
    hands.press(Act.BACK)
    hands.choose("王秀英")
    told["pinyin"] = lines["last"].text()
    lines["last"].undo()
    told["undone"] = lines["last"].text()
    lines["last"].redo()
    hands.press(*"yi")
    first = list(hands.words)
    hands.tap_in(hands.row, hands.row.arrow(on=True))
    told["pages differ"] = not set(first) & set(hands.words) and bool(hands.words)
    hands.tap_in(hands.row, hands.row.arrow(on=False))
    told["page turned back"] = hands.words == first
    hands.touch(hands.button)
    told["left while composing"] = lines["last"].text()
    hands.until(lambda: not panel.isVisible())
    told["clicks"] = list(hands.clicks)
    panel.know(("坳上湾",))
    hands.touch(lines["village"])
    hands.press(*"aoshangwan", Act.SPACE, "，")
    told["own word"] = lines["village"].text()
    hands.hold(Act.BACK, lambda: not lines["village"].text())
    told["held back"] = lines["village"].text()


def lines_of_all_kinds(hands: Hands, told: dict[str, Any]) -> None:
    panel, lines = hands.panel, hands.lines
    hands.touch(lines["phone"])
    hands.press(*"138")
    told["digits"], told["letters beside digits"] = lines["phone"].text(), "q" in hands.keys
    hands.press(Act.ENTER)
    told["after enter"] = QApplication.focusWidget().objectName()
    hands.until(lambda: not panel.isVisible())
    hands.touch(lines["pin"])
    told["shown for a PIN"] = panel.isVisible()
    lines["village"].setMaxLength(4)
    hands.touch(lines["village"])
    hands.press(Act.LANGUAGE, Act.SHIFT, "L")
    hands.press(*"iang")
    told["english"] = lines["village"].text()
    lines["village"].clear()
    hands.roll("lia")
    told["two thumbs"] = lines["village"].text()
    hands.press(Act.SIGNS, "7", Act.LETTERS, Act.LANGUAGE)
    told["signs"] = lines["village"].text()
    hands.touch(hands.note.box.viewport())
    hands.until(hands.note.box.hasFocus)  # what a finger may also scroll waits for it to be lifted
    hands.press(*"banshuini")
    told["composed"] = [_composed(hands.note.box)]
    hands.choose("伴随")
    told["composed"].append(_composed(hands.note.box))
    hands.press(Act.BACK)
    told["composed"].append(_composed(hands.note.box))
    hands.press(Act.SPACE, Act.ENTER)
    hands.press(*"ruguo", Act.ENTER)
    told["paragraph"] = hands.note.text


def plastic(hands: Hands, told: dict[str, Any]) -> None:
    box = hands.note.box
    box.clear()
    hands.strike(Qt.Key.Key_N, Qt.Key.Key_I, Qt.Key.Key_H, Qt.Key.Key_A, Qt.Key.Key_O)
    told["plastic composes"] = [hands.note.text, hands.words[0]]
    hands.strike(Qt.Key.Key_1)
    hands.strike(Qt.Key.Key_7)
    told["plastic"] = hands.note.text
    hands.strike(Qt.Key.Key_N, Qt.Key.Key_Escape)
    told["plastic given up"] = hands.note.text


def goes(hands: Hands, told: dict[str, Any]) -> None:
    panel, lines = hands.panel, hands.lines
    hands.touch(lines["name"])
    hands.press(*"wo")
    hands.touch(lines["name"])
    told["touched while composing"] = lines["name"].text()
    lines["name"].clear()
    hands.press(*"li")
    hands.press(Act.HIDE)
    hands.until(lambda: not panel.isVisible())
    told["hidden by its key"] = lines["name"].text()
    lines["name"].setFocus()
    panel.toggle()
    told["toggled"] = panel.isVisible()
    panel.toggle()
    told["toggled again"] = panel.isVisible()


def _composed(box: QPlainTextEdit) -> str:
    """What stands in the box and is not written yet."""
    return box.document().firstBlock().layout().preeditAreaText()


def _sees(hands: Hands, line: QWidget) -> bool:
    seen = line.visibleRegion().boundingRect()
    return seen.height() == line.height() and hands.panel.isVisible()


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
