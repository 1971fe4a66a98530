"""A kiosk in a process of its own, led by words on its standard input: what it still knows is looked for from outside.

Whatever is secret comes in pieces (`digits 1 9 7`), so that nothing but the kiosk ever puts it together here.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QClipboard, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.care.places import Places
from kiosk.journeys.state import State
from tests.ui.window import Window
from ui.widgets.item import Item

BREAK = "\u200b"
"""Stands in a number where it may be broken into two lines."""
FOUND_AT_MOST = 20


def touch(window: Window, name: str, screen: str | None = None) -> None:
    window.touch(name, screen)
    window.settle()


def digits(window: Window, *typed: str) -> None:
    for digit in typed:
        window.touch(f"key-{digit}")
        window.settle()


def scan(window: Window, *letters: str) -> None:
    """Type like a reader: a character each 5 ms by the window system's own clock, and an Enter at the end."""
    keys = [(Qt.Key(ord(letter)), letter) for letter in letters] + [(Qt.Key.Key_Return, "\r")]
    for number, (key, letter) in enumerate(keys, start=1):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(1_000_000 + 5 * number)
            QCoreApplication.sendEvent(window.shell.windowHandle(), event)


def seconds(window: Window, count: str) -> None:
    window.seconds(int(count))


def screen(window: Window, name: str) -> None:
    window.until(lambda: window.name == name)


def wait(window: Window, for_s: str) -> None:
    """Live on, as the loop of a program does: what is to be deleted goes."""
    until = time.monotonic() + float(for_s)
    while time.monotonic() < until:
        window.live()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)


def rights(window: Window) -> None:
    """Home leads there by a tile, or by one behind "more" where it has no room."""
    if "home-rights" in window.names():
        window.touch("home-rights", "rights")
    else:
        window.touch("home-more", "more")
        window.touch("more-rights", "rights")


def wish(window: Window) -> None:
    if "home-wish" in window.names():
        window.touch("home-wish", "wishconsent")
    else:
        window.touch("home-more", "more")
        window.touch("more-wish", "wishconsent")


def clipboard(_: Window) -> list[str]:
    board = QApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)
    return [board.text(mode) for mode in modes]


def states(_: Window) -> list[str]:
    """The personal screens' states that something living refers to; an empty one lies ready for the next visitor."""
    gc.unfreeze()
    gc.collect()
    return [repr(one) for one in gc.get_objects() if isinstance(one, State) and type(one).is_personal]


def is_fresh(window: Window) -> bool:
    return window.shell.visit == window.shell._journey.start()


def living(_: Window, *pieces: str) -> list[str]:
    """Where a secret still is, among all texts of all widgets and all living objects; `/` stands between secrets."""
    gc.unfreeze()  # what was there at the start is looked through, too: it may have taken something in since
    gc.collect()
    secrets = "".join(pieces).split("/")
    found = [
        f"secret {number}: {where}"
        for where, text in chain(_shown(), _held())
        for number, secret in enumerate(secrets)
        if secret in text and text is not secret and text != "".join(pieces)
    ]
    return found[:FOUND_AT_MOST]


def _shown() -> Iterator[tuple[str, str]]:
    objects: list[QObject] = []
    for widget in QApplication.allWidgets():
        objects += [widget, *widget.findChildren(QObject)]
    for each in (QApplication.instance(), *QApplication.topLevelWindows(), *objects):
        if each is None:
            continue
        texts = [each.objectName()]
        about = each.metaObject()
        names = [about.property(index).name() for index in range(about.propertyCount())]
        names += [bytes(name.data()).decode() for name in each.dynamicPropertyNames()]
        texts += [value for name in names if isinstance(value := _property(each, name), str)]
        if isinstance(each, QWidget):
            texts += [each.windowTitle(), each.toolTip(), each.statusTip(), each.whatsThis(), each.accessibleName()]
            texts += [each.accessibleDescription()]
        if isinstance(each, Item):
            texts += [line.text for line in each.face.lines] + [one.text for one in each.texts()] + [*each.spoken]
        yield from ((f"{type(each).__name__} {each.objectName()}", text.replace(BREAK, "")) for text in texts)


def _property(of: QObject, name: str) -> object:
    try:
        return of.property(name)
    except RuntimeError:  # of a kind that PySide does not know
        return None


def _held() -> Iterator[tuple[str, str]]:
    for holder in gc.get_objects():
        for each in gc.get_referents(holder):
            if type(each) is str:
                yield f"str in {type(holder).__name__}", each.replace(BREAK, "") if BREAK in each else each
            elif type(each) in (bytes, bytearray):
                for encoding in ("utf-8", "utf-16-le"):
                    yield f"{type(each).__name__} in {type(holder).__name__}", each.decode(encoding, "ignore")


DEEDS: dict[str, Callable[..., object]] = {
    deed.__name__: deed
    for deed in (
        touch, digits, scan, seconds, screen, wait, rights, wish, clipboard, states, is_fresh, living,
    )
}  # fmt: skip


def main(data: str, keys: str) -> None:
    QApplication(["kiosk"])
    window = Window(Places(data=Path(data), keys=Path(keys)))
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        deed, *words = line.split()
        print(json.dumps(DEEDS[deed](window, *words)), flush=True)
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
