"""An event for handlers of signals."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import Empty, SimpleQueue


class Signalled(threading.Event):
    """What `threading.Event` is elsewhere: its lock, taken by a handler that came while it was held, is never given up.

    A queue of this kind may be put into at any moment, also while it is being read (Python's documentation of `queue`).
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_set, self._told = False, SimpleQueue[None]()

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        self._is_set = True
        self._told.put(None)

    def clear(self) -> None:
        self._is_set = False
        with suppress(Empty):
            while True:
                self._told.get_nowait()

    def wait(self, timeout: float | None = None) -> bool:
        """Return whether it is set, at the latest after `timeout` seconds."""
        with suppress(Empty):
            while not self._is_set:
                self._told.get(timeout=timeout)
        return self._is_set
