"""Whether anybody is at the kiosk: what its watch is told, so that the fresh start at night disturbs nobody."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.care.watching.rules import BEAT, BUSY, FREE
from kiosk.journeys.state import Home
from kiosk.printing.printer import PrintJob, PrintOutcome
from tests.ui.conftest import OpenWindow
from tests.ui.window import Window
from ui.desk_door import AT_REST, IN_USE
from ui.heartbeat import Heartbeat
from ui.presence import GONE_AFTER_S

DESK = """import os, sys, time
while not os.path.exists({rests!r}):
    time.sleep(0.02)
os.write(1, b"words of a library")
os.write(1, {at_rest!r})
while not os.path.exists({used!r}):
    time.sleep(0.02)
os.write(1, {in_use!r})
time.sleep(60)
"""


class SlowPrinter:
    """A printer that keeps its slip until it is let go."""

    def __init__(self) -> None:
        self.let_go, self.began = threading.Event(), threading.Event()

    def warm_up(self) -> None:
        """It is warm."""

    def print(self, job: PrintJob) -> PrintOutcome:
        self.began.set()
        self.let_go.wait(20.0)
        return PrintOutcome.PRINTED


@pytest.fixture
def beats() -> Iterator[tuple[int, Callable[[], bytes]]]:
    reads, writes = os.pipe()
    yield writes, lambda: os.read(reads, 100)
    os.close(reads)
    os.close(writes)


def test_a_beat_says_whether_it_is_busy(window: Window, beats: tuple[int, Callable[[], bytes]]) -> None:
    output, heard = beats
    heart = Heartbeat(
        window.kiosk, unwatched=lambda: None, is_busy=lambda: window.kiosk.presence.is_busy, output=output
    )
    heart.begin()
    assert heard() == BEAT + FREE
    window.touch("home-today", "postings")
    heart.tell_open()
    assert heard()[-1:] == BUSY


def test_a_visit_is_waited_for_and_a_minute_after_the_last_touch(window: Window) -> None:
    presence = window.kiosk.presence
    assert not presence.is_busy
    window.to_posting()
    window.watch.now_s += GONE_AFTER_S * 10
    assert presence.is_busy, "somebody still reads"
    window.touch("nav-home", "home")
    window.until(lambda: window.shell.visit.screen == Home())
    assert presence.is_busy, "somebody was here just now"
    window.watch.now_s += GONE_AFTER_S
    assert not presence.is_busy


def test_a_slip_on_its_way_to_the_paper_is_waited_for(open_window: OpenWindow) -> None:
    printer = SlowPrinter()
    window = open_window(printer=printer)
    window.to_slip()
    window.until(printer.began.is_set, "the printer")
    window.touch("nav-home", "home")
    window.watch.now_s += GONE_AFTER_S * 2
    assert window.kiosk.presence.is_busy
    printer.let_go.set()
    window.until(lambda: not window.kiosk.presence.is_busy, "the end of the slip")


def test_staff_at_the_desk_are_waited_for_and_a_desk_that_was_left_is_not(window: Window, tmp_path: Path) -> None:
    rests, used = tmp_path / "rests", tmp_path / "used"
    script = tmp_path / "desk.py"
    script.write_text(DESK.format(rests=str(rests), used=str(used), at_rest=AT_REST, in_use=IN_USE), "utf-8")
    door, presence = window.kiosk.desk_door, window.kiosk.presence
    door.program = (sys.executable, str(script))
    door.open()
    assert presence.is_busy
    rests.touch()
    window.until(lambda: not presence.is_busy, "the desk at rest")
    used.touch()
    window.until(lambda: presence.is_busy, "the desk in use again")
    door.close()
    assert not presence.is_busy
