"""Fingers of a restless hand, inside the kiosk's own process: twenty touches begin each second."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from random import Random

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from shiboken6 import isValid

from ui.desk_door import CORNER_MM
from ui.shell import Shell
from ui.widgets.item import BigButton, Item

MOST_POINTS = 10
"""As many as a touch screen tells at once."""
BUTTONS, DEEPER = 0.8, 0.85
"""The share of touches that aim at a button, and of these at one that leads on."""
PHASE_S = 6.0
"""So long one finger is at work, then so long one beside a hand that rests, then so long many."""


class ManyFingers(QObject):
    """Touches `shell`: `pictures_ms` from putting a finger on a button until that is painted pressed."""

    A_SECOND = 20

    def __init__(self, shell: Shell, *, seed: int) -> None:
        super().__init__()
        self._shell, self._chance = shell, Random(seed)
        self._device = QTest.createTouchDevice()
        self._down: dict[int, QPoint] = {}
        self._began_s = self._due_s = 0.0
        self._phase = -1
        self._watched: tuple[Item, float] | None = None
        self.begun = self.told = 0
        self.kinds: Counter[str] = Counter()
        self.pictures_ms: list[float] = []
        self.late_ms: list[float] = []
        """How late the kiosk's own loop came to each touch: how long the screen was held up."""
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)

    def start(self) -> None:
        self._began_s = self._due_s = time.monotonic()
        self._phase = -1
        self._beat.start()

    def stop(self) -> None:
        self._beat.stop()

    def lift_all(self) -> None:
        """Take every finger from the glass."""
        for number in list(self._down):
            self._release(number)

    def tap(self, at: QPoint) -> None:
        """One finger, down and up."""
        self._press(0, at)
        self._release(0)

    def _on_beat(self) -> None:
        now_s = time.monotonic()
        if now_s < self._due_s:
            return
        self.late_ms.append((now_s - self._due_s) * 1000)
        self._due_s += 1 / self.A_SECOND
        self.begun += 1
        phase = int((now_s - self._began_s) / PHASE_S)
        if phase != self._phase:
            self._phase = phase
            self._change_hands(phase % len(PHASES))
        kinds = PHASES[phase % len(PHASES)]
        (kind,) = self._chance.choices(list(kinds), list(kinds.values()))
        self.kinds[kind] += 1
        MAKE[kind](self)

    def _change_hands(self, phase: int) -> None:
        """Take all fingers away; beside the finger of the second phase a hand lies until it ends."""
        self.lift_all()
        if phase == RESTING_PHASE:
            edge = self._inside(QPoint(2, self._chance.randrange(10_000)))
            for number in (MOST_POINTS - 1, MOST_POINTS - 2, MOST_POINTS - 3):
                self._press(number, edge)

    def _tap(self) -> None:
        self._stay(self._somewhere(), for_ms=self._chance.randrange(20, 48))

    def _slide(self) -> None:
        number = self._begin(self._somewhere())
        if number is not None:
            for step in range(1, 4):
                self._later(step * 10, lambda: self._move(number, self._anywhere()))
            self._later(40, lambda: self._release(number))

    def _drag(self) -> None:
        number = self._begin(self._somewhere())
        if number is not None:
            for step in range(1, 12):
                self._later(step * 25, lambda: self._move(number, self._anywhere()))
            self._later(300, lambda: self._release(number))

    def _long(self) -> None:
        self._stay(self._somewhere(), for_ms=self._chance.randrange(400, 2500))

    def _two(self) -> None:
        self._tap()
        self._stay(self._somewhere(), for_ms=self._chance.randrange(40, 900))

    def _hand(self) -> None:
        at = self._somewhere()
        for finger in range(4):
            shift = QPoint(self._chance.randrange(-120, 120), self._chance.randrange(-120, 120))
            self._later(finger * 15, lambda shift=shift: self._stay(self._inside(at + shift), for_ms=300))

    def _drops(self) -> None:
        for drop in range(8):
            self._later(drop * 12, lambda: self._stay(self._anywhere(), for_ms=8))

    def _stuck(self) -> None:
        self._stay(self._anywhere(), for_ms=15_000)

    def _stay(self, at: QPoint, *, for_ms: int) -> None:
        number = self._begin(at)
        if number is not None:
            self._later(for_ms, lambda: self._release(number))

    def _begin(self, at: QPoint) -> int | None:
        number = next((number for number in range(MOST_POINTS) if number not in self._down), None)
        if number is not None:
            self._press(number, at)
        return number

    def _later(self, ms: int, deed: Callable[[], None]) -> None:
        QTimer.singleShot(ms, self, deed)

    def _press(self, number: int, at: QPoint) -> None:
        item = self._shell.childAt(at)
        sequence = self._others(number)
        self._down[number] = at
        began = time.perf_counter()
        sequence.press(number, at).commit(False)
        if isinstance(item, BigButton) and isValid(item) and item.isDown() and self._watched is None:
            self._watched = item, began
            item.installEventFilter(self)

    def _move(self, number: int, to: QPoint) -> None:
        if number in self._down:
            self._down[number] = to
            self._others(number).move(number, to).commit(False)

    def _release(self, number: int) -> None:
        if number in self._down:
            self._others(number).release(number, self._down.pop(number)).commit(False)
        if self._watched is not None and not (isValid(self._watched[0]) and self._watched[0].isDown()):
            self._unwatch()  # another screen came before its button was painted

    def _others(self, but: int) -> QTest.QTouchEventSequence:
        """Whatever else lies on the glass is told with each event, as a touch screen does."""
        self.told += 1 + len(self._down.keys() - {but})
        sequence = QTest.touchEvent(self._shell.windowHandle(), self._device)
        for number, at in self._down.items():
            if number != but:
                sequence.move(number, at)
        return sequence

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """The button is about to be painted pressed: its picture is there when that is done."""
        if event.type() is QEvent.Type.Paint and self._watched is not None and watched is self._watched[0]:
            began = self._watched[1]
            self._unwatch()
            QTimer.singleShot(0, self, lambda: self.pictures_ms.append((time.perf_counter() - began) * 1000))
        return False

    def _unwatch(self) -> None:
        if self._watched is not None and isValid(self._watched[0]):
            self._watched[0].removeEventFilter(self)
        self._watched = None

    def _somewhere(self) -> QPoint:
        if self._chance.random() >= BUTTONS:
            return self._anywhere()
        buttons = [item for item in self._shell.visible_items() if isinstance(item, BigButton)]
        deeper = [item for item in buttons if not item.objectName().startswith("nav-")]
        chosen = self._chance.choice(deeper if deeper and self._chance.random() < DEEPER else buttons)
        return chosen.mapTo(self._shell, chosen.rect().center())

    def _anywhere(self) -> QPoint:
        return self._inside(QPoint(self._chance.randrange(10_000), self._chance.randrange(10_000)))

    def _inside(self, at: QPoint) -> QPoint:
        """On the panel, and not in the corner that opens the desk, which is a program of its own."""
        size = self._shell.size()
        x, y = at.x() % size.width(), at.y() % size.height()
        corner = self._shell.theme.px(CORNER_MM) + 1
        if x > size.width() - corner and y < corner:
            y = round(corner) + 1
        return QPoint(x, y)


ONE = {"tap": 85, "slide": 15}
MANY = {"tap": 55, "slide": 6, "drag": 4, "long": 6, "two": 12, "hand": 8, "drops": 7, "stuck": 2}
PHASES = (ONE, ONE, MANY)
"""What there is in each phase, and how often."""
RESTING_PHASE = 1
MAKE: dict[str, Callable[[ManyFingers], None]] = {
    "tap": ManyFingers._tap, "slide": ManyFingers._slide, "drag": ManyFingers._drag, "long": ManyFingers._long,
    "two": ManyFingers._two, "hand": ManyFingers._hand, "drops": ManyFingers._drops, "stuck": ManyFingers._stuck,
}  # fmt: skip
