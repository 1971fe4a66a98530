"""Everything without a finger: tasks of a morning by Tab, Enter, Esc and the keys that stand on the buttons."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.desk.fast_posting import FastPosting
from kiosk.domain.staff import Role
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import Hall
from tests.ui.desk.window import STAFF, DeskWindow
from ui.desk.frame import RAIL
from ui.screens.desk.more import DIGITS, PLACES
from ui.screens.desk.screen import Place

MOST_TABS = 80
RAIL_KEYS = {place: f"F{number}" for number, (place, _) in enumerate(RAIL, start=1)}
MORE_KEYS = {place: f"Alt+{DIGITS.get(place, number)}" for number, (place, _) in enumerate(PLACES, start=1)}


def focused() -> list[str]:
    """The names of what has the focus and of what it lies in."""
    found, names = QApplication.focusWidget(), list[str]()
    while isinstance(found, QWidget):
        names.append(found.objectName())
        found = found.parentWidget()
    return names


def tab_to(window: DeskWindow, name: str) -> None:
    """Press Tab until `name` has the focus."""
    for _ in range(MOST_TABS):
        if name in focused():
            return
        window.key("Tab")
    raise AssertionError(f"Tab never comes to {name} on {window.place}")


def log_in(window: DeskWindow, role: Role) -> None:
    name, pin = STAFF[role]
    window.until(lambda: window.visible("log-in-name-0"), "the names")
    names = sorted(each for each in window.names() if each.startswith("log-in-name-"))
    mine = next(place for place, each in enumerate(names, start=1) if window.widget(each).accessibleName() == name)
    window.key(f"Alt+{mine}")
    window.type(pin)
    window.key("Return")
    window.until(lambda: window.place is not None, "the desk")
    window.settle()


def go(window: DeskWindow, place: Place) -> None:
    window.key(RAIL_KEYS[place] if place in RAIL_KEYS else RAIL_KEYS[Place.MORE])
    window.settle()
    if place in MORE_KEYS:
        window.key(MORE_KEYS[place])
        window.settle()
    assert window.place is place


def news(window: DeskWindow) -> str:
    return window.text_of("desk-news-text")


@pytest.mark.first_start
def test_the_first_start(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.type("陈站长")
    for _ in range(2):
        window.key("Tab")
        window.type("739164")
    window.key("Ctrl+Return")
    window.until(lambda: window.place is Place.TODAY, "the desk")
    assert window.use(lambda desk: [each.name for each in desk.accounts.who_may_log_in()]) == ["陈站长"]


@pytest.mark.first_start
def test_a_wrong_first_pin_is_said_and_can_be_typed_anew(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.type("陈站长")
    for pin in ("123456", "123456"):
        window.key("Tab")
        window.type(pin)
    window.key("Ctrl+Return")
    window.settle()
    assert window.place is None
    tab_to(window, "first-start-pin")
    window.key("Ctrl+A")
    window.type("739164")
    window.key("Tab")
    window.key("Ctrl+A")
    window.type("739164")
    window.key("Ctrl+Return")
    window.until(lambda: window.place is Place.TODAY, "the desk")


def test_a_clerk_is_added_given_a_pin_and_shut_out(desk_window: DeskWindow) -> None:
    log_in(desk_window, Role.HEAD)
    go(desk_window, Place.STAFF)
    tab_to(desk_window, "staff-new-name")
    desk_window.type("小何")
    tab_to(desk_window, "staff-new-pin")
    desk_window.type("615283")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert "小何" in news(desk_window)
    tab_to(desk_window, "staff-rows")
    members = desk_window.use(lambda desk: desk.accounts.all())
    desk_window.key("Up", times=len(members))
    desk_window.key("Down", times=[each.name for each in members].index("小何"))
    desk_window.key("Return")
    desk_window.key("Alt+X")
    desk_window.settle()
    assert "小何" not in [each.name for each in desk_window.use(lambda desk: desk.accounts.who_may_log_in())]
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert "小何" in [each.name for each in desk_window.use(lambda desk: desk.accounts.who_may_log_in())]


def test_an_employer_is_written_down_verified_suspended_and_lifted(desk_window: DeskWindow) -> None:
    log_in(desk_window, Role.HEAD)
    go(desk_window, Place.EMPLOYERS)
    desk_window.key("Alt+N")
    desk_window.settle()
    tab_to(desk_window, "employer-name")
    desk_window.type("青山果园")
    tab_to(desk_window, "employer-phone")
    desk_window.type("13907421234")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.EMPLOYER

    def kept() -> tuple[bool, bool]:
        found = next(each for each in desk_window.use(lambda desk: desk.employers.search("青山果园")))
        return found.verified, found.suspended

    before = kept()[0]
    desk_window.key("Alt+V")
    desk_window.settle()
    assert kept()[0] is not before
    desk_window.key("Alt+S")
    desk_window.settle()
    desk_window.key("Space")  # the first of the usual reasons
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert kept()[1]
    desk_window.key("Alt+S")
    desk_window.settle()
    assert not kept()[1]


def test_two_registrations_are_merged(desk_window: DeskWindow, hall: Hall) -> None:
    kept, other = hall.people[0], hall.people[5]
    desk_window.key(RAIL_KEYS[Place.PEOPLE])
    desk_window.settle()
    desk_window.type("wxy")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.place is Place.PERSON
    desk_window.key("Alt+M")
    desk_window.settle()
    desk_window.type("yg")
    desk_window.settle()
    desk_window.key("Return")
    desk_window.settle()
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    numbers = desk_window.use(lambda desk: {desk.people.page(each.id).person.id for each in (kept, other)})
    assert len(numbers) == 1
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert len(desk_window.use(lambda desk: {desk.people.page(each.id).person.id for each in (kept, other)})) == 2


def test_a_posting_is_copied_as_soon_as_there_is_one(desk_window: DeskWindow) -> None:
    log_in(desk_window, Role.CLERK)
    go(desk_window, Place.POSTINGS)
    desk_window.key("Alt+Y")
    desk_window.settle()
    assert not desk_window.visible("repeat-rows")
    desk_window.key("Esc")
    work = FastPosting(
        work="摘苹果", headcount="5", pay="180", when="今天", place="石桥镇", employer="老王果园", phone="13907420011"
    )
    desk_window.use(lambda desk: desk.postings.take_fast(work))
    desk_window.settle()
    desk_window.key("Alt+Y")
    desk_window.settle()
    assert "repeat-rows" in focused()
    desk_window.key("Return")
    desk_window.settle()
    assert news(desk_window).startswith("发出去了：老王果园，摘苹果")


def test_esc_leads_home_from_everywhere(desk_window: DeskWindow) -> None:
    log_in(desk_window, Role.HEAD)
    for place in (*RAIL_KEYS, *MORE_KEYS):
        go(desk_window, place)
        for _ in range(3):
            desk_window.key("Esc")
            desk_window.settle()
        assert desk_window.place is Place.TODAY, place
