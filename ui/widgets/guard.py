"""Mistakes of ours in what Qt calls by itself: told where all mistakes are told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Owner = TypeVar("Owner")
Given = TypeVar("Given")


def guarded(handler: Callable[[Owner, Given], None]) -> Callable[[Owner, Given], None]:
    """Give what `handler`, a widget's event handler, raises to `sys.excepthook`.

    Where Qt was called from Python, as in `grab()` or `setGeometry()`, PySide6 6.9 keeps the exception for that caller;
    in doing so it ends the process by a segmentation fault when the exception was raised by C code (Python 3.11).
    """

    @wraps(handler)
    def handle(self: Owner, event: Given, /) -> None:
        try:
            handler(self, event)
        except Exception:  # noqa: BLE001  the hook knows what to do with every one
            sys.excepthook(*sys.exc_info())

    return handle
