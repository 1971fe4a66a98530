"""The door of the desk: the first start, log-in, lock-out, and what is behind it for whom."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from kiosk.domain.language import Language
from kiosk.domain.staff import Role
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.window import STAFF, DeskWindow
from ui.screens.desk.made import SCREENS
from ui.screens.desk.screen import DeskScreen, Place


def enter_pin(window: DeskWindow, name: str, pin: str) -> None:
    window.touch(name)
    for digit in pin:
        window.touch(f"{name}-keypad-{digit}")


@pytest.mark.first_start
def test_the_first_start_makes_the_head_and_leads_in(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.touch("first-start-name")
    window.type("陈芳")
    enter_pin(window, "first-start-pin", "123456")
    enter_pin(window, "first-start-again", "123456")
    window.touch("first-start-save")
    window.settle()
    assert "连着" in window.text_of("first-start-pin-problem")
    for field in ("first-start-pin", "first-start-again"):
        window.touch(field)
        window.touch(f"{field}-keypad-clear")
        enter_pin(window, field, "739164")
    window.touch("first-start-save")
    window.until(lambda: window.place is Place.TODAY, "today")
    assert window.text_of("desk-who") == "陈芳 · 站长"


@pytest.mark.first_start
def test_two_different_pins_are_told_before_anything_is_made(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.touch("first-start-name")
    window.type("Chen")
    window.key("Tab")
    window.type("739164")
    window.key("Tab")
    window.type("739165")
    window.key("Ctrl+Return")
    assert window.visible("first-start-again-problem")
    assert window.place is None


def test_log_in_works_by_keyboard_alone(desk_window: DeskWindow) -> None:
    name, pin = STAFF[Role.CLERK]
    index = next(n for n in range(3) if desk_window.widget(f"log-in-name-{n}").accessibleName() == name)
    desk_window.widget(f"log-in-name-{index}", QPushButton).setFocus()
    desk_window.key("Return")
    desk_window.type(pin)
    desk_window.key("Return")
    desk_window.until(lambda: desk_window.place is Place.TODAY, "today")


def test_wrong_pins_are_counted_down_and_then_locked(desk_window: DeskWindow) -> None:
    desk_window.touch("log-in-name-0")
    for left in (3, 2, 1, 0):
        enter_pin(desk_window, "log-in-pin", "000000")
        desk_window.touch("log-in-enter")
        desk_window.settle()
        assert f"{left}" in desk_window.text_of("log-in-pin-problem")
    enter_pin(desk_window, "log-in-pin", "000000")
    desk_window.touch("log-in-enter")
    desk_window.settle()
    assert "1:00" in desk_window.text_of("log-in-pin-problem")
    assert not desk_window.widget("log-in-enter", QPushButton).isEnabled()


def test_nobody_is_let_in_without_saying_who(desk_window: DeskWindow) -> None:
    enter_pin(desk_window, "log-in-pin", STAFF[Role.CLERK][1])
    desk_window.touch("log-in-enter")
    assert desk_window.text_of("log-in-pin-problem") == "先点您的名字。"


def test_keys_lead_to_every_place_of_the_rail_and_esc_back_to_today(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    places = (Place.TODAY, Place.WALK_IN, Place.PEOPLE, Place.ARRIVALS, Place.POSTINGS, Place.DISPATCH)
    for number, place in enumerate((*places, Place.OUTCOMES, Place.COMPLAINTS, Place.MORE), 1):
        desk_window.key(f"F{number}")
        assert desk_window.place is place
        desk_window.settle()
    desk_window.key("Esc")
    assert desk_window.place is Place.TODAY


def test_the_other_language_says_everything_anew_and_loses_nothing(desk_window: DeskWindow) -> None:
    desk_window.log_in()
    desk_window.go(Place.WALK_IN)
    desk_window.touch("walk-in-name")
    desk_window.type("王秀英")
    desk_window.touch("desk-language")
    desk_window.settle()
    assert desk_window.text_of("desk-title") == "Register"
    desk_window.until(lambda: desk_window.text_of("walk-in-name") == "王秀英", "the draft")


def test_the_head_adds_a_clerk_who_can_log_in_and_a_clerk_sees_only_the_own_pin(desk_window: DeskWindow) -> None:
    desk_window.log_in(Role.HEAD)
    desk_window.go(Place.MORE)
    desk_window.touch("more-staff")
    desk_window.settle()
    desk_window.touch("staff-new-name")
    desk_window.type("小何")
    desk_window.touch("staff-new-pin")
    desk_window.type("615283")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert "小何" in desk_window.text_of("desk-news-text")
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert "小何" not in [each.name for each in desk_window.use(lambda desk: desk.accounts.who_may_log_in())]


def test_the_desk_speaks_english_where_it_is_asked_to(open_desk: OpenDesk) -> None:
    window = open_desk(language=Language.EN)
    assert window.text_of("log-in-title") == "Who are you?"


def test_every_screen_is_made_ahead_while_nobody_waits_and_nothing_goes_wrong(open_desk: OpenDesk) -> None:
    window = open_desk(makes_ahead=True)
    window.log_in(Role.CLERK)
    made = {f"desk-{place}" for place in SCREENS}
    window.until(lambda: made <= {each.objectName() for each in window.shell.findChildren(DeskScreen)}, "all screens")
    window.go(Place.WALK_IN)
    assert window.visible("walk-in-name")
    window.touch("desk-language")
    window.settle()
    assert window.text_of("desk-title") == "Register"
