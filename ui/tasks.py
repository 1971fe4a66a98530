"""Work beside the screen: one thread for the database, a few for devices; answers come back on the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject

from ui.crossing import Crossing

Answer = TypeVar("Answer")


class Lane(Enum):
    """Where work runs: `DATABASE` strictly one after the other in the order asked, `DEVICE` side by side."""

    DATABASE = "database"
    DEVICE = "device"


class Tasks(QObject):
    """Runs `work` on a lane and hands its result, or its exception, to a callback on the UI thread."""

    def __init__(self, parent: QObject | None = None, *, device_threads: int = 3) -> None:
        super().__init__(parent)
        self._lanes = {
            Lane.DATABASE: ThreadPoolExecutor(1, thread_name_prefix="database"),
            Lane.DEVICE: ThreadPoolExecutor(device_threads, thread_name_prefix="device"),
        }
        self._crossing = Crossing(self)
        self._open = True

    def run(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
        *,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """Run `work`, which touches no widget; then call `done(result)` or `failed(exception)` on the UI thread."""
        if not self._open:
            return
        crossing = self._crossing
        ended = self._lanes[lane].submit(work)
        ended.add_done_callback(lambda future: crossing.post(_deliver, future, done, failed))

    def close(self, *, last: Callable[[], None]) -> None:
        """Finish what the database was asked, then run `last` there; drop waiting device work; deliver nothing more.

        Closing twice does no harm.
        """
        if not self._open:
            return
        self._open = False
        self._crossing.close()
        self._lanes[Lane.DEVICE].shutdown(wait=False, cancel_futures=True)
        ending = self._lanes[Lane.DATABASE].submit(last)
        self._lanes[Lane.DATABASE].shutdown(wait=True)
        ending.result()


def _deliver(ended: Future[Answer], done: Callable[[Answer], None], failed: Callable[[Exception], None]) -> None:
    if ended.cancelled():
        return
    error = ended.exception()
    if error is None:
        done(ended.result())
    elif isinstance(error, Exception):
        failed(error)
    else:
        raise error
