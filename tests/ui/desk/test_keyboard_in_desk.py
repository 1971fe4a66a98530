"""The keyboard in the real desk: it knows the station's own words, and what is typed with it is saved like anything."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from kiosk.desk.own_words import own_words
from kiosk.domain.staff import Role
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.window import OFFICE, DeskWindow
from ui.screens.desk.screen import Place
from ui.widgets.desk.keyboard.board import Board
from ui.widgets.desk.keyboard.layout import Act
from ui.widgets.desk.keyboard.word_row import WordRow


def strike(window: DeskWindow, *keys: str | Act) -> None:
    board = window.widget("desk-keyboard-keys", Board)
    for wanted in keys:
        area = next(area for key, area in board.placed if wanted in (key.text, key.act))
        tap(window, board, area)


def tap(window: DeskWindow, widget: QWidget, area: QRect) -> None:
    window.tap(widget.mapTo(window.shell, area.center()))


def offered(window: DeskWindow) -> list[str]:
    return [placed.text for placed in window.widget("desk-keyboard-words", WordRow).placed]


def at_walk_in(open_desk: OpenDesk) -> DeskWindow:
    window = open_desk(size=OFFICE, has_keyboard=True)
    window.log_in()
    window.go(Place.WALK_IN)
    window.settle()
    window.touch("walk-in-note")
    return window


def test_a_name_is_registered_by_touch_alone(open_desk: OpenDesk) -> None:
    window = at_walk_in(open_desk)
    window.touch("walk-in-name")
    strike(window, *"wangxiuying")
    assert offered(window)[0] == "王秀英"
    strike(window, Act.SPACE)
    assert window.text_of("walk-in-name") == "王秀英"
    window.touch("walk-in-agree")
    window.settle()
    assert [person.name for person in window.use(lambda desk: desk.people.search("wangxiuying"))] == ["王秀英"]


def test_places_and_employers_of_the_station_come_first(open_desk: OpenDesk) -> None:
    window = at_walk_in(open_desk)
    strike(window, *"longmenao")
    assert offered(window)[0] == "龙门坳"
    strike(window, Act.SPACE, *"sqgpbzc")
    assert offered(window)[0] == "石桥果品包装厂"


def test_it_goes_on_when_the_desk_turns_to_another_language(open_desk: OpenDesk) -> None:
    window = at_walk_in(open_desk)
    window.touch("desk-language")
    window.settle()
    window.touch("walk-in-name")
    strike(window, *"li")
    assert offered(window)[0] == "李"


def test_technicians_are_told_of_no_employer(open_desk: OpenDesk) -> None:
    window = open_desk()
    words = {role: window.use(lambda desk: own_words(desk.room), role=role) for role in (Role.CLERK, Role.TECHNICIAN)}
    assert {"石桥果品包装厂", "龙门坳乡", "龙门坳", "砌墙"} <= set(words[Role.CLERK])
    assert "石桥果品包装厂" not in words[Role.TECHNICIAN]
    assert "龙门坳" in words[Role.TECHNICIAN]
