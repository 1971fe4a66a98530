"""Hands on the real window: palms, drops and stuck points act on nothing, and a finger beside them takes a slip."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.journeys import effects as do
from kiosk.journeys.state import Home
from kiosk.services import OpenStation
from tests.pieces import FRAME_S, quickest
from tests.ui.conftest import Unexpected
from tests.ui.touch.many_points import ManyPoints
from tests.ui.window import PANEL_PX, Window
from ui.desk_door import HOLD_MS, Corner
from ui.touch.glass import QUIET_S, RESTING_S, STUCK_S, TOLD_AFTER_S
from ui.touch.one_finger import LOOK_EVERY_MS
from ui.widgets.item import BigButton, Item

EDGE = QPoint(4, PANEL_PX.height() // 2)
FAR_CORNER = QPoint(3, 3)


@pytest.fixture
def glass(window: Window) -> ManyPoints:
    return ManyPoints(window)


def take_a_slip(window: Window, glass: ManyPoints) -> None:
    """Take a slip with finger 1, whatever else lies on the glass."""
    for name, screen in (("home-today", "postings"), ("posting-0", "oneposting"), ("posting-want", "slipshown")):
        window.watch.now_s += 1
        glass.tap(1, window.middle(name))
        window.until(lambda screen=screen: window.name == screen, f"{screen} after {name}")


def happened(window: Window) -> list[object]:
    """What the visitor's hand brings about from now on."""
    noted: list[object] = []
    window.shell.touched.connect(lambda: noted.append(window.name))
    window.shell.effect_wanted.connect(noted.append)
    return noted


def test_a_button_answers_the_press_and_acts_when_it_is_lifted(window: Window, glass: ManyPoints) -> None:
    button = window.item("home-today")
    assert isinstance(button, BigButton)
    glass.press(1, window.middle("home-today"))
    assert button.isDown()
    assert window.name == "home"
    glass.release(1)
    window.until(lambda: window.name == "postings")


def test_a_finger_that_slides_off_acts_on_nothing_and_back_inside_it_acts(window: Window, glass: ManyPoints) -> None:
    button, inside, outside = window.item("home-today"), window.middle("home-today"), window.middle("nav-staff")
    assert isinstance(button, BigButton)
    glass.press(1, inside).move(1, outside)
    assert not button.isDown()
    glass.release(1)
    assert window.name == "home"
    window.watch.now_s += 1
    glass.press(1, inside).move(1, outside).move(1, inside)
    assert button.isDown()
    glass.release(1)
    window.until(lambda: window.name == "postings")


def test_a_long_press_acts_as_a_short_one(window: Window, glass: ManyPoints) -> None:
    glass.press(1, window.middle("home-today"))
    window.watch.now_s += STUCK_S - 0.5
    glass.release(1)
    window.until(lambda: window.name == "postings")


def test_a_palm_over_a_tile_does_nothing(window: Window, glass: ManyPoints) -> None:
    noted, middle = happened(window), window.middle("home-today")
    for number, shift in enumerate((0, 20, 40, 60)):
        glass.press(number, middle + QPoint(shift, shift // 2))
        window.watch.now_s += 0.02
    for number in range(4):
        glass.release(number)
        window.watch.now_s += 0.02
    window.settle()
    assert window.name == "home"
    assert noted == []
    button = window.item("home-today")
    assert isinstance(button, BigButton)
    assert not button.isDown()


def test_a_palm_takes_back_what_a_finger_pressed(window: Window, glass: ManyPoints) -> None:
    button = window.item("home-today")
    assert isinstance(button, BigButton)
    glass.press(0, window.middle("home-today"))
    assert button.isDown()
    window.watch.now_s += 0.05
    glass.press(1, window.middle("nav-home")).press(2, window.middle("nav-staff"))
    assert not button.isDown()
    glass.release(0).release(1).release(2)
    assert window.name == "home"


def test_drops_do_nothing_and_keep_nobody_s_visit_alive(window: Window, glass: ManyPoints) -> None:
    places = [window.middle(name) for name in window.names() if isinstance(window.item(name), BigButton)]
    glass.press(0, EDGE).press(1, EDGE).press(2, EDGE).release(0).release(1).release(2)
    window.seconds(100)
    noted = happened(window)
    for number, place in enumerate(itertools.islice(itertools.cycle(places), 60)):
        glass.press(number % 5, place)
        window.watch.now_s += 0.03
        glass.release(number % 5)
    window.settle()
    assert noted == []
    assert window.shell.visit.screen == Home()
    window.watch.now_s += QUIET_S
    glass.tap(1, window.middle("home-today"))
    window.until(lambda: window.name == "postings")


def test_with_a_stuck_point_in_a_corner_a_finger_takes_a_slip(window: Window, glass: ManyPoints) -> None:
    glass.press(0, FAR_CORNER)
    window.watch.now_s += 3 * STUCK_S
    take_a_slip(window, glass)


def test_while_the_other_hand_rests_on_the_edge_a_finger_takes_a_slip(window: Window, glass: ManyPoints) -> None:
    glass.press(0, EDGE).press(5, EDGE + QPoint(0, 30)).press(6, EDGE + QPoint(0, 60))
    window.watch.now_s += RESTING_S
    take_a_slip(window, glass)
    glass.release(0).release(5).release(6)
    assert window.name == "slipshown"


def test_a_finger_that_comes_to_rest_meanwhile_stops_nothing(window: Window, glass: ManyPoints) -> None:
    glass.press(1, window.middle("home-today"))
    window.watch.now_s += 0.1
    glass.press(2, window.middle("nav-staff")).release(1)
    window.until(lambda: window.name == "postings")
    glass.release(2)
    window.settle()
    assert window.name == "postings"


def test_a_button_that_something_lies_on_is_not_pressed_for_ever(window: Window, glass: ManyPoints) -> None:
    button = window.item("home-today")
    assert isinstance(button, BigButton)
    glass.press(0, window.middle("home-today"))
    window.watch.now_s += STUCK_S
    window.until(lambda: not button.isDown(), f"a look within {LOOK_EVERY_MS} ms")
    glass.release(0)
    window.settle()
    assert window.name == "home"


def test_what_lies_on_the_glass_for_a_minute_is_told(window: Window, glass: ManyPoints, unexpected: Unexpected) -> None:
    glass.press(0, FAR_CORNER)
    window.watch.now_s += TOLD_AFTER_S
    window.until(lambda: bool(unexpected.messages), "the word of it")
    unexpected.expect("something has lain on the glass for a minute: 1 mm, 1 mm")


def test_a_second_tap_at_once_does_nothing_more(window: Window, glass: ManyPoints, staff: OpenStation) -> None:
    """Where "I want this" was, another screen's button may be when a trembling finger comes again."""
    window.to_posting()
    window.watch.now_s += 1
    want = window.middle("posting-want")
    asked: list[object] = []
    window.shell.effect_wanted.connect(
        lambda effect: asked.append(effect) if isinstance(effect, do.IssueSlip) else None
    )
    for _ in range(3):
        glass.tap(1, want)
        window.watch.now_s += 0.12
    window.until(lambda: window.name == "slipshown")
    assert len(asked) == 1
    assert staff.database.value("select count(*) from slips") == 1


def test_touches_that_the_system_calls_off_do_nothing(window: Window, glass: ManyPoints) -> None:
    """A lift that was lost is followed by a first touch as if nothing lay on the glass."""
    glass.press(1, window.middle("home-today"))
    glass.forget()
    window.watch.now_s += 1
    glass.tap(2, window.middle("home-trades"))
    window.until(lambda: window.name == "trades")


def test_a_mouse_does_what_a_finger_does(window: Window) -> None:
    window.watch.now_s += 1
    QTest.mouseClick(window.shell.windowHandle(), Qt.MouseButton.LeftButton, pos=window.middle("home-today"))
    window.until(lambda: window.name == "postings")


def test_the_corner_is_held_by_a_finger_as_by_a_mouse(window: Window, glass: ManyPoints) -> None:
    corner = window.shell.findChild(Corner)
    assert isinstance(corner, Corner)
    held: list[float] = []
    corner.held.disconnect()
    corner.held.connect(lambda: held.append(time.monotonic()))
    began = time.monotonic()
    glass.press(1, QPoint(PANEL_PX.width() - 5, 5))
    window.until(lambda: bool(held), "the corner to have been held")
    assert held[0] - began > HOLD_MS / 1000 * 0.9
    glass.release(1)


def test_a_touch_on_nothing_keeps_the_visit_alive(window: Window, glass: ManyPoints) -> None:
    window.to_slip()
    window.seconds(79)
    assert window.name == "notice-still-there"
    window.watch.now_s += 1
    glass.tap(1, window.middle("heading"))
    assert window.name == "slipshown"


def test_a_touch_is_taken_within_a_frame(window: Window, glass: ManyPoints) -> None:
    """Of the press; what comes of lifting the finger is measured elsewhere."""
    button = window.item("home-today")

    def press_s() -> float:
        begun = time.perf_counter()
        glass.press(1, window.middle("home-today"))
        took = time.perf_counter() - begun
        assert is_down(button)()
        glass.move(1, FAR_CORNER).release(1)
        window.watch.now_s += 1
        return took

    assert quickest(press_s, bar=FRAME_S / 4) < FRAME_S / 4


def is_down(item: Item) -> Callable[[], bool]:
    return item.isDown
