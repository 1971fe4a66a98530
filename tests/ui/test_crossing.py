"""From other threads to the UI thread: in order, never to somebody who is gone, and without harm to the process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

from ui.crossing import Crossing

MORTAL = """
import sys, threading, time
import shiboken6
from PySide6.QtCore import QCoreApplication
from ui.tasks import Lane, Tasks
application, until = QCoreApplication([]), time.monotonic() + float(sys.argv[1])
sys.setswitchinterval(1e-6)
while time.monotonic() < until:
    tasks, go = Tasks(), threading.Event()
    for _ in range(3):
        tasks.run(lambda: go.wait(5), print, print, lane=Lane.DEVICE)
    time.sleep(0.0005)
    go.set()
    if sys.argv[2] == "closed":
        tasks.close(last=lambda: None)
    shiboken6.delete(tasks)
    application.processEvents()
"""
"""Work that ends in the very moment in which whoever asked for it is destroyed, again and again."""
STRESS_S = 4.0


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def on_another_thread(act: Callable[[], None]) -> None:
    other = threading.Thread(target=act)
    other.start()
    other.join()


def live() -> None:
    QCoreApplication.processEvents()


def test_calls_from_another_thread_come_in_their_order_on_the_ui_thread(owner: QObject) -> None:
    crossing, came = Crossing(owner), list[tuple[int, int]]()

    def tell() -> None:
        for number in range(100):
            crossing.tell(lambda each: came.append((each, threading.get_ident())), number)

    on_another_thread(tell)
    assert came == []
    live()
    assert came == [(number, threading.get_ident()) for number in range(100)]


def test_on_the_ui_thread_telling_is_calling_and_posting_is_not(owner: QObject) -> None:
    crossing, came = Crossing(owner), list[str]()
    crossing.post(came.append, "posted")
    crossing.tell(came.append, "told")
    assert came == ["told"]
    live()
    assert came == ["told", "posted"]


@pytest.mark.parametrize("end", ["closed", "destroyed", "dropped"])
def test_what_comes_too_late_is_not_called(qapp: QApplication, end: str) -> None:
    mortal = QObject()
    crossing, came = Crossing(mortal), list[str]()
    on_another_thread(lambda: crossing.tell(came.append, "under way"))
    if end == "closed":
        crossing.close()
    elif end == "destroyed":
        shiboken6.delete(mortal)
    else:
        del mortal
    on_another_thread(lambda: crossing.tell(came.append, "too late"))
    crossing.tell(came.append, "too late here")
    live()
    assert came == []


@pytest.mark.parametrize("how", ["closed", "left open"])
def test_work_that_ends_while_its_owner_is_destroyed_does_no_harm(how: str) -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", MORTAL, str(STRESS_S), how],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - began >= STRESS_S
