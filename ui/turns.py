"""Work on the screen's own thread that is longer than a frame, done a little in each turn of the event loop.

Qt keeps Python's lock (the GIL) while it lays out text and draws into a picture, so a drawing made on another thread
holds the screen up for as long as its longest piece, again and again; pieces of the screen's own thread do not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

TURN_S = 0.004
"""Pieces are taken for so long, then everybody else has a turn: a touch in between waits a quarter of a frame."""

Made = TypeVar("Made")


def _always() -> bool:
    return True


class Turns(QObject):
    """Takes pieces of work in the turns of the event loop; a piece should be shorter than a frame."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False

    def begin(
        self,
        work: Generator[None, None, Made],
        then: Callable[[Made | None], None] = lambda _: None,
        *,
        while_wanted: Callable[[], bool] = _always,
    ) -> None:
        """Take `work` from the next turn on, to its end or until it is not wanted any more.

        Then `then` is called with what it made, or with None; never after a mistake, which `sys.excepthook` is told.
        """
        QTimer.singleShot(0, self, lambda: self._go_on(work, then, while_wanted))

    def stop(self) -> None:
        """Drop all work; `then` is not called any more."""
        self._stopped = True

    def _go_on(
        self, work: Generator[None, None, Made], then: Callable[[Made | None], None], while_wanted: Callable[[], bool]
    ) -> None:
        until = time.perf_counter() + TURN_S
        try:
            while not self._stopped and while_wanted():
                next(work)
                if time.perf_counter() >= until:
                    self.begin(work, then, while_wanted=while_wanted)
                    return
        except StopIteration as end:
            then(end.value)
            return
        except Exception:  # noqa: BLE001  Qt would keep it for whoever called Qt, and nobody may have
            sys.excepthook(*sys.exc_info())
            return
        work.close()
        if not self._stopped:
            then(None)


def at_once(work: Generator[None, None, Made]) -> Made:
    """Take `work` to its end without a pause and return what it made."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            made: Made = end.value
            return made
