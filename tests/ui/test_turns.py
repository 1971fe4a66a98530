"""Long work on the screen's thread: a little at a time, to its end, or dropped."""

import sys
import time
from collections.abc import Callable, Generator

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from tests.ui.window import PATIENCE_S
from ui.turns import TURN_S, Turns, at_once

PIECE_S = TURN_S / 4
PIECES = 40


def work(done: list[int], pieces: int = PIECES) -> Generator[None, None, str]:
    try:
        for number in range(pieces):
            time.sleep(PIECE_S)
            done.append(number)
            yield
    finally:
        done.append(-1)
    return "made"


def live_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        QCoreApplication.processEvents()


def test_nothing_is_done_before_the_next_turn_and_everything_in_the_end(qapp: QCoreApplication) -> None:
    turns, done, made = Turns(), list[int](), list[str | None]()
    turns.begin(work(done), made.append)
    assert done == []
    live_until(lambda: made != [])
    assert made == ["made"]
    assert done == [*range(PIECES), -1]


def test_others_have_their_turn_in_between(qapp: QCoreApplication) -> None:
    turns, done, made, seen = Turns(), list[int](), list[str | None](), set[int]()
    other = QTimer(interval=0)
    other.timeout.connect(lambda: seen.add(len(done)))
    other.start()
    turns.begin(work(done), made.append)
    live_until(lambda: made != [])
    other.stop()
    amid = sorted(number for number in seen if 0 < number < PIECES)
    longest = max(later - earlier for earlier, later in zip([0, *amid], [*amid, PIECES], strict=True))
    assert longest <= TURN_S / PIECE_S + 1


def test_what_is_not_wanted_any_more_is_dropped_and_tidied_up(qapp: QCoreApplication) -> None:
    turns, done, made = Turns(), list[int](), list[str | None]()
    turns.begin(work(done), made.append, while_wanted=lambda: len(done) < 3)
    live_until(lambda: made != [])
    assert made == [None]
    assert done == [0, 1, 2, -1]


def test_after_the_end_of_the_kiosk_nothing_goes_on(qapp: QCoreApplication) -> None:
    turns, done, made = Turns(), list[int](), list[str | None]()
    turns.begin(work(done), made.append)
    live_until(lambda: bool(done))
    turns.stop()
    live_until(lambda: done[-1] == -1)
    for _ in range(10):
        QCoreApplication.processEvents()
    assert done.count(-1) == 1
    assert made == []


def test_a_mistake_is_told_and_ends_the_work(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    told, made = list[type](), list[None]()
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))

    def wrong() -> Generator[None, None, None]:
        yield
        raise ZeroDivisionError

    turns = Turns()
    turns.begin(wrong(), made.append)
    live_until(lambda: told != [])
    assert told == [ZeroDivisionError]
    assert made == []


def test_at_once_means_without_a_pause() -> None:
    done = list[int]()
    assert at_once(work(done, pieces=3)) == "made"
    assert done == [0, 1, 2, -1]
