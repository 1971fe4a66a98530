"""What Ctrl-C, `kill` and a closed terminal do to a command: they end it tidily, once; a second one ends it at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
SHELLS_BASE = 128
"""A shell tells of a program that a signal ended by this and the signal's number."""


class Stopped(BaseException):
    """A signal asked this process to end; no `except Exception` is in its way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = SHELLS_BASE + number


def stop_by(end: Callable[[int], None]) -> None:
    """Have the first signal to stop call `end` with its number. One that is ignored, as by `nohup`, stays so."""

    def heed(number: int, _: FrameType | None) -> None:
        for each in STOPS:
            if signal.getsignal(each) is heed:
                signal.signal(each, signal.SIG_DFL)
        end(number)

    for each in STOPS:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, heed)


def raise_stopped(number: int) -> None:
    """End by an exception, so that what was begun is given back and what lies about is cleared away."""
    raise Stopped(number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep signals to stop waiting until the block has ended: for the little that must happen whole."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
