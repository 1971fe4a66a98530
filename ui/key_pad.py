"""The kiosk by five keys, for whoever cannot touch the panel: arrows lead from one thing to the next, Enter acts."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from kiosk.domain.language import Language
from kiosk.journeys import effects as do
from kiosk.texts.catalogue import Texts
from ui.shell import Said, Shell
from ui.widgets.focus_ring import FocusRing
from ui.widgets.item import BigButton, Item
from ui.widgets.nearest import Way, nearest

ARROWS: dict[int, Way] = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
AFTER_LETTERS_S = 0.3
"""An Enter so soon behind a letter or digit ends what a card reader or a keyboard typed, and is none of the pad's."""
GONE_AFTER_MS = 50_000
"""So long after the last key the ring goes from a kiosk that nobody uses: before the pictures of an idle one come."""
ANNOUNCING = (do.Announce, do.SayEntered, do.SayTouchToHear)


class KeyPad(QObject):
    """Keeps a ring around one item, says it, and touches it for the person; all by names, as items come and go.

    Where an arrow finds nothing in its direction it leads to what was not heard yet on this screen, and when all was,
    around: whoever presses one and the same arrow comes past everything.
    """

    def __init__(
        self, shell: Shell, texts: dict[Language, Texts], *, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(shell)
        self._shell, self._texts, self._monotonic_s = shell, texts, monotonic_s
        self._ring = FocusRing(shell)
        self._focused = ""
        """The name of the item with the ring; empty while nobody uses keys."""
        self._screen = ""
        self._place = QPoint()
        self._passed: set[str] = set()
        self._has_moved = False
        """Whether an arrow was pressed since the last Enter: a second Enter right behind the first is a bounce."""
        self._pressing: str | None = None
        """While a key is carried out, the item that had the ring."""
        self._is_announced = False
        self._typed_s = float("-inf")
        self._gone = QTimer(self, singleShot=True, interval=GONE_AFTER_MS)
        self._gone.timeout.connect(self._end_if_free)
        shell.installEventFilter(self)
        shell.shown.connect(self._follow)
        shell.touched.connect(self._on_touch)
        shell.effect_wanted.connect(self._on_effect)

    @property
    def focused(self) -> Item | None:
        """The item with the ring; None while nobody uses keys."""
        return next((item for item in self.items() if item.objectName() == self._focused), None)

    def items(self) -> list[Item]:
        """All that can be heard or touched now, in reading order."""
        return [item for item in self._shell.visible_items() if item.spoken or isinstance(item, BigButton)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the pad; a key that is held down counts once."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if (event.key() not in ARROWS and event.key() not in ENTERS) or event.modifiers() & COMMANDS:
            if event.text():
                self._typed_s = self._monotonic_s()
            return False
        is_of_letters = event.key() in ENTERS and self._monotonic_s() - self._typed_s < AFTER_LETTERS_S
        if not event.isAutoRepeat() and not is_of_letters:
            self._press(ARROWS.get(event.key()))
        return True

    def _press(self, way: Way | None) -> None:
        self._gone.start()
        self._pressing = self._focused
        before = self._shell.screen_name, self._shell.visit.is_helped
        self._shell.beside()  # somebody is there: the question whether, and the help, are put away
        is_put_away = before != (self._shell.screen_name, self._shell.visit.is_helped)
        item = self.focused
        if item is None:
            self._begin()
        elif is_put_away:
            self._is_announced = True
            self._shell.hear(item)
        elif way is not None:
            self._move(item, way)
        else:
            self._act(item)
        self._pressing = None

    def _begin(self) -> None:
        """The first key shows where one is, and says what the keys do."""
        first = self.items()[0]
        self._put(first)
        self._shell.touched.emit()
        texts = self._texts[self._shell.visit.language]
        said = [Said(text, first) for text in first.spoken]
        if not self._shell.is_listening:
            self._shell.hearing_wanted.emit([Said(texts("keys-begin"), None), *said])

    def _move(self, item: Item, way: Way) -> None:
        self._has_moved = True
        items = self.items()
        here = items.index(item)
        places = [self._shell.place_of(one) for one in items]
        there = nearest(places, here, way)
        self._put(items[self._around(items, here, way) if there is None else there])
        focused = self.focused
        if focused is not None:
            self._shell.hear(focused)

    def _around(self, items: list[Item], here: int, way: Way) -> int:
        """The next that was not passed yet, as one reads or against it; the next one at all where all were."""
        step = 1 if way.is_on else -1
        others = [(here + step * number) % len(items) for number in range(1, len(items) + 1)]
        return next((one for one in others if items[one].objectName() not in self._passed), others[0])

    def _act(self, item: Item) -> None:
        """Do as a touch would; what cannot be touched is said again."""
        if not self._has_moved and self._shell.is_trembling:
            return
        self._has_moved = False
        if not isinstance(item, BigButton) or not item.isEnabled():
            self._shell.hear(item)
            return
        self._shell.press(item)

    def _put(self, item: Item) -> None:
        self._focused, self._screen = item.objectName(), self._shell.screen_name
        self._passed.add(self._focused)
        place = self._shell.place_of(item)
        self._place = place.center()
        self._ring.surround(place, self._shell.theme)

    def _follow(self) -> None:
        """Begin with the name of a new screen; stay where one was on the same, or close by."""
        if self._focused == "":
            return
        items, item = self.items(), self.focused
        if self._screen != self._shell.screen_name:
            self._passed.clear()
            item = items[0]
            self._is_announced = False
            QTimer.singleShot(0, self, self._say_name)
        elif item is None:
            item = min(items, key=self._distance)
        self._put(item)

    def _say_name(self) -> None:
        """Say the name of a screen that does not read itself aloud: one that a notice lay over."""
        focused = self.focused
        if focused is not None and not self._is_announced:
            self._pressing = self._focused
            self._shell.hear(focused)
            self._pressing = None

    def _distance(self, item: Item) -> int:
        return (self._shell.place_of(item).center() - self._place).manhattanLength()

    def _on_touch(self) -> None:
        """Whoever touches the panel needs no ring."""
        if self._pressing is None:
            self._end()

    def _on_effect(self, effect: do.Effect) -> None:
        """The ring goes with the visitor; whoever went Home by it stays."""
        self._is_announced = self._is_announced or isinstance(effect, ANNOUNCING)
        if isinstance(effect, do.ForgetVisitor) and self._pressing != "nav-home":
            self._end()

    def _end_if_free(self) -> None:
        if self._shell.is_heard:
            self._gone.start()
        elif not self._shell.has_visitor:
            self._end()

    def _end(self) -> None:
        self._focused = ""
        self._passed.clear()
        self._ring.hide()
        self._gone.stop()
