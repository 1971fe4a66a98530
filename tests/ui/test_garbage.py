"""What Qt's objects leave behind goes on their own thread, whichever thread makes the next object."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from tests.ui.sound.mouth import Patience
from ui.garbage import Collector

MANY = 200_000


class Ring(QObject):
    """Kept by nothing but itself, with a timer that only its own thread may stop."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(1_000)


@pytest.fixture
def owner(qapp: QCoreApplication) -> Iterator[QObject]:
    gc.collect()
    gc.enable()  # as Python begins
    yield QObject()
    gc.disable()


def left_behind() -> list[threading.Thread]:
    """Leave a ring behind, and tell afterwards on which thread it went."""
    went: list[threading.Thread] = []
    weakref.finalize(Ring(), lambda: went.append(threading.current_thread()))
    return went


def make_much() -> None:
    _kept = [[] for _ in range(MANY)]


def test_it_is_not_destroyed_by_another_thread(owner: QObject) -> None:
    Collector(owner)
    went = left_behind()
    other = threading.Thread(target=make_much)
    other.start()
    other.join()
    assert went == []
    kept = [[] for _ in range(MANY)]
    Patience()(lambda: bool(went))
    assert went == [threading.main_thread()]
    assert len(kept) == MANY
