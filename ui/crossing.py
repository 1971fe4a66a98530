"""The way from other threads to the UI thread, open as long as whoever is told lives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from weakref import ref

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


class _Postman(QObject):
    """Lives on the UI thread to the end of the process, so that it can be given something at any time."""

    _given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._given.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def give(self, call: Callable[[], None]) -> None:
        self._given.emit(call)

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


@cache
def _postman() -> _Postman:
    return _Postman()


class Crossing:
    """Calls functions of `owner` on the UI thread, where it is made; none once it is closed or `owner` is destroyed.

    No other thread emits a signal of `owner`: when that is destroyed meanwhile, the process ends by a segmentation
    fault (PySide6 6.9).
    """

    def __init__(self, owner: QObject) -> None:
        self._owner = ref(owner)
        self._home = threading.get_ident()
        self._is_open = True
        self._postman = _postman()

    def tell(self, function: Callable[..., None], *values: object) -> None:
        """Call `function`: at once on the UI thread, as soon as its loop comes to it from any other."""
        if threading.get_ident() == self._home:
            self._call(function, values)
        else:
            self.post(function, *values)

    def post(self, function: Callable[..., None], *values: object) -> None:
        """Call `function` as soon as the UI thread's loop comes to it. What is posted on a thread keeps its order."""
        self._postman.give(lambda: self._call(function, values))

    def _call(self, function: Callable[..., None], values: tuple[object, ...]) -> None:
        owner = self._owner()
        if self._is_open and owner is not None and isValid(owner):
            function(*values)

    def close(self) -> None:
        """Call nothing more. On the UI thread."""
        self._is_open = False
