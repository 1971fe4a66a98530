"""The log-in of one person: five minutes idle, twelve hours in all, by hand, and what the next person finds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.desk.desk import Desk
from kiosk.domain.staff import Actor, Role
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.window import DeskWindow
from tests.ui.window import Watch
from ui.desk.app import DeskSetting
from ui.desk.session import IDLE_S, LONGEST_S, Session, awake_or_asleep_s
from ui.screens.desk.screen import Place

HEAD = Actor(role=Role.HEAD, device="desk-1", staff_id="head", name="陈站长")
CLERK = Actor(role=Role.CLERK, device="desk-1", staff_id="clerk", name="小林")


@dataclass
class Door:
    """A session over a window with one line, and what it told."""

    session: Session
    line: QLineEdit
    watch: Watch
    told: list[str] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.watch.now_s += seconds
        self.session.look()

    def type(self, letter: str) -> None:
        QTest.keyClick(self.line.window().windowHandle(), letter)


@pytest.fixture
def door(qapp: QApplication) -> Iterator[Door]:
    parent, window, watch = QObject(), QWidget(), Watch()
    line = QLineEdit(window)
    window.resize(300, 100)
    window.show()
    window.activateWindow()
    line.setFocus()
    made = Door(Session(parent, monotonic_s=watch), line, watch)
    made.session.locked.connect(lambda by_itself: made.told.append("locked by itself" if by_itself else "locked"))
    made.session.ended.connect(lambda: made.told.append("ended"))
    yield made
    parent.deleteLater()
    window.deleteLater()
    QApplication.processEvents()


def test_nobody_is_there_before_the_first_log_in(door: Door) -> None:
    door.wait(LONGEST_S * 2)
    assert door.session.is_locked
    assert door.told == []


def test_it_locks_when_nobody_moved_for_five_minutes(door: Door) -> None:
    door.session.begin(CLERK)
    door.wait(IDLE_S - 1)
    assert not door.session.is_locked
    door.wait(1)
    assert door.session.is_locked
    assert door.told == ["locked by itself"]
    door.wait(IDLE_S)
    assert door.told == ["locked by itself"]


def test_a_key_or_a_touch_begins_the_five_minutes_anew(door: Door) -> None:
    door.session.begin(CLERK)
    for _ in range(5):
        door.wait(IDLE_S - 1)
        door.type("x")
    finger = QTest.createTouchDevice()
    handle = door.line.window().windowHandle()
    for _ in range(5):
        door.wait(IDLE_S - 1)
        QTest.touchEvent(handle, finger).press(0, door.line.rect().center()).commit(False)
        QTest.touchEvent(handle, finger).release(0, door.line.rect().center()).commit(False)
    assert door.told == []
    assert door.line.text() == "xxxxx"


def test_who_comes_too_late_wakes_nothing(door: Door) -> None:
    """As after the lid of a sleeping computer was opened: the key comes before the second's look at the clock."""
    door.session.begin(CLERK)
    door.watch.now_s += IDLE_S + 1
    door.session._timer.stop()
    door.line.setText("王")
    door.type("x")
    assert door.told == ["locked by itself"]


def test_it_ends_after_twelve_hours_however_busy(door: Door) -> None:
    door.session.begin(CLERK)
    while door.watch.now_s < LONGEST_S - 60:
        door.wait(60)
        door.type("x")
    assert door.told == []
    door.wait(60)
    assert door.told == ["ended"]
    assert door.session.actor is None
    assert door.session.is_locked


def test_it_ends_after_twelve_hours_also_while_it_is_locked(door: Door) -> None:
    door.session.begin(CLERK)
    door.session.lock()
    door.wait(LONGEST_S)
    assert door.told == ["locked", "ended"]


def test_the_same_person_goes_on_and_the_twelve_hours_too(door: Door) -> None:
    assert not door.session.begin(CLERK)
    door.session.lock()
    door.watch.now_s += LONGEST_S - 10
    assert door.session.begin(CLERK)
    door.wait(10)
    assert door.told == ["locked", "ended"]


def test_after_twelve_hours_the_same_person_begins_anew(door: Door) -> None:
    door.session.begin(CLERK)
    door.session.lock()
    door.watch.now_s += LONGEST_S
    assert not door.session.begin(CLERK)


def test_somebody_else_begins_anew(door: Door) -> None:
    door.session.begin(CLERK)
    door.session.lock()
    door.watch.now_s += LONGEST_S - 10
    assert not door.session.begin(HEAD)
    door.wait(10)
    assert door.told == ["locked"]
    assert door.session.actor == HEAD


def test_to_lock_twice_is_to_lock_once(door: Door) -> None:
    door.session.begin(CLERK)
    door.session.lock()
    door.session.lock()
    assert door.told == ["locked"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Python's monotonic clock goes on in sleep")
def test_the_clock_goes_on_while_the_computer_sleeps() -> None:
    """Linux counts sleep on one clock only; a computer that never slept since it was started shows the same on both."""
    assert awake_or_asleep_s() >= time.monotonic() - 1
    assert abs(awake_or_asleep_s() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1


def test_the_desk_is_idle_by_that_clock(desk_window: DeskWindow) -> None:
    assert DeskSetting(places=desk_window.places).monotonic_s is awake_or_asleep_s


# at the desk


def test_the_desk_locks_by_itself_and_says_so_in_its_log(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.CLERK)
    desk_window.watch.now_s += IDLE_S
    desk_window.app.session.look()
    desk_window.settle()
    assert desk_window.place is None
    assert desk_window.visible("log-in-pin")
    assert "locked-by-itself" in _actions(desk_window)


def test_nothing_of_the_desk_is_to_be_seen_while_its_door_is_fetched(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.CLERK)
    desk_window.app.session.lock()
    assert desk_window.place is None
    assert not desk_window.visible("desk-rail")


def test_f10_locks_at_once_and_the_same_person_goes_on_where_they_were(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.CLERK)
    desk_window.go(Place.MORE)
    screen = desk_window.shell.present
    desk_window.key("F10")
    desk_window.settle()
    assert desk_window.place is None
    desk_window.log_in(Role.CLERK)
    assert desk_window.place is Place.MORE
    assert desk_window.shell.present is screen
    assert "logged-out" in _actions(desk_window)


def test_somebody_else_finds_nothing_of_the_first(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.CLERK)
    desk_window.go(Place.MORE)
    left = desk_window.shell.present
    assert left is not None
    trace = QLineEdit(left)
    trace.setText("王秀英")
    desk_window.key("F10")
    desk_window.settle()
    desk_window.log_in(Role.HEAD)
    assert desk_window.place is Place.TODAY
    assert not [line for line in desk_window.shell.findChildren(QLineEdit) if line.text() == "王秀英"]


def test_after_twelve_hours_nothing_is_left_even_for_the_same_person(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.CLERK)
    desk_window.go(Place.MORE)
    desk_window.watch.now_s += LONGEST_S
    desk_window.app.session.look()
    desk_window.settle()
    desk_window.log_in(Role.CLERK)
    assert desk_window.place is Place.TODAY


@pytest.mark.parametrize("role", [Role.HEAD, Role.CLERK, Role.TECHNICIAN])
def test_everybody_comes_in_by_touches_alone(open_desk: OpenDesk, role: Role) -> None:
    window = open_desk()
    window.log_in(role)
    assert window.place is (Place.COUNTY if role is Role.TECHNICIAN else Place.TODAY)
    assert not window.visible("desk-news")
    assert window.events == 8


def _actions(window: DeskWindow) -> list[str]:
    def read(desk: Desk) -> list[str]:
        return [line.action for line in desk.logbook.latest()]

    actions: list[str] = window.use(read)
    return actions
