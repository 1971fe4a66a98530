"""People: found while one types, opened by Enter, by a touch or by a card."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint

from kiosk.domain.language import Language
from kiosk.domain.person import Person
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.hall import IDENTITY, WIDE_NAME, Hall, filled_hall
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Place
from ui.widgets.desk.lines import Lines


@pytest.fixture
def hall(desk_window: DeskWindow) -> Hall:
    """The people of the morning; the clerk stands before the search."""
    found: Hall = desk_window.use(filled_hall)
    desk_window.log_in()
    desk_window.key("F3")
    desk_window.settle()
    return found


def shown(window: DeskWindow) -> list[str]:
    """The names in the list, from the top."""
    if not window.visible("people-search-rows"):
        return []
    return [line.title for line in window.widget("people-search-rows", Lines).lines]


def searched(window: DeskWindow, text: str) -> list[str]:
    """Type `text` in place of what stands there."""
    window.key("Ctrl+A")
    window.type(text)
    window.settle()
    return shown(window)


def tap_row(window: DeskWindow, rows: str, row: int) -> None:
    """Touch a row of a list."""
    found = window.widget(rows, Lines)
    rect = found.visualRect(found.model().index(row, 0))
    window.tap(found.viewport().mapTo(window.shell, rect.center() + QPoint(0, 0)))
    window.settle()


def card_with_digit(body: str) -> str:
    from kiosk.domain.slip import check_digit

    return f"{body}-{check_digit(body)}"


@pytest.mark.parametrize(
    ("text", "name"), [("秀英", "王秀英"), ("ljg", "李建国"), ("huangda", "黄大海"), ("0007", "黄大海")]
)
def test_anything_that_somebody_remembers_finds_them(desk_window: DeskWindow, hall: Hall, text: str, name: str) -> None:
    assert name in searched(desk_window, text)


def test_a_row_tells_the_phone_s_end_the_age_the_village_the_trades_and_the_last_visit(
    desk_window: DeskWindow, hall: Hall
) -> None:
    searched(desk_window, "李建国")
    (line,) = desk_window.widget("people-search-rows", Lines).lines
    assert line.lead == "0001"
    assert "67岁" in line.below
    assert "今天" in line.below
    assert len(line.below.split(" · ")) == 3
    assert line.pictures == hall.people[1].trades


def test_enter_opens_whom_the_arrows_stand_on(desk_window: DeskWindow, hall: Hall) -> None:
    names = searched(desk_window, "w")
    assert len(names) > 1
    desk_window.key("Down")
    desk_window.key("Return")
    desk_window.settle()
    assert desk_window.place is Place.PERSON
    assert desk_window.text_of("person-name") == names[1]


def test_enter_right_behind_the_last_key_opens_what_that_key_means(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.type("ljg")
    desk_window.key("Return")
    desk_window.until(lambda: desk_window.place is Place.PERSON, "the person")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "李建国"


def test_a_touch_opens_a_person_and_esc_leads_back_to_the_same_list(desk_window: DeskWindow, hall: Hall) -> None:
    names = searched(desk_window, "w")
    tap_row(desk_window, "people-search-rows", 1)
    assert desk_window.place is Place.PERSON
    assert desk_window.text_of("person-name") == names[1]
    desk_window.key("Esc")
    desk_window.settle()
    assert desk_window.place is Place.PEOPLE
    assert shown(desk_window) == names


def test_the_list_is_always_that_of_what_stands_in_the_line(desk_window: DeskWindow, hall: Hall) -> None:
    line = desk_window.widget("people-search-line")
    for text in ("w", "wx", "wxy", "l", "lj", "ljg"):
        line.setProperty("text", text)  # faster than the desk can answer
    desk_window.settle()
    assert shown(desk_window) == ["李建国"]
    line.setProperty("text", "")
    desk_window.settle()
    assert shown(desk_window) == []
    assert desk_window.visible("people-search-words")


def test_whoever_is_not_found_can_be_registered(desk_window: DeskWindow, hall: Hall) -> None:
    assert searched(desk_window, "欧阳") == []
    assert "欧阳" in desk_window.text_of("people-search-words")
    desk_window.key("Alt+N")
    assert desk_window.place is Place.WALK_IN


def test_a_card_opens_its_person_from_any_screen_and_esc_stays_at_the_search(
    desk_window: DeskWindow, hall: Hall
) -> None:
    desk_window.go(Place.TODAY)
    desk_window.scan(hall.people[3].card)
    desk_window.until(lambda: desk_window.place is Place.PERSON, "the person")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "刘德明"
    desk_window.key("Esc")
    desk_window.settle()
    assert desk_window.place is Place.PEOPLE
    desk_window.scan(hall.people[3].card)
    desk_window.until(lambda: desk_window.place is Place.PERSON, "the person again")


def test_a_card_that_nobody_has_is_said_to_be_so(desk_window: DeskWindow, hall: Hall) -> None:
    card = card_with_digit("ZZ-W-00007")
    desk_window.scan(card)
    desk_window.settle()
    assert desk_window.place is Place.PEOPLE
    assert card in desk_window.text_of("people-unknown-words")
    desk_window.key("Ctrl+Return")
    assert desk_window.place is Place.WALK_IN


def test_an_identity_card_opens_its_person(desk_window: DeskWindow, hall: Hall) -> None:
    desk_window.scan(IDENTITY)
    desk_window.until(lambda: desk_window.place is Place.PERSON, "the person")
    desk_window.settle()
    assert desk_window.text_of("person-name") == "李建国"


def test_an_unknown_identity_number_is_masked_and_goes_into_the_form(desk_window: DeskWindow, hall: Hall) -> None:
    number = "11010519491231002X"
    desk_window.scan(number)
    desk_window.settle()
    assert number not in desk_window.text_of("people-unknown-words")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    assert desk_window.place is Place.WALK_IN
    assert desk_window.text_of("walk-in-identity_number") == number


def test_what_others_change_is_in_the_list_before_long(desk_window: DeskWindow, hall: Hall) -> None:
    searched(desk_window, "李建国")
    person: Person = hall.people[1]
    desk_window.use(lambda desk: desk.people.change(person.id, name="李建国强"))
    desk_window.until(lambda: shown(desk_window) == ["李建国强"], "the new name")


@pytest.mark.parametrize(
    "text", ["王" * 10_000, "a" * 10_000, "\u202e吕布", "<b>王</b>", "🧓🏽" * 40, "'; drop table", "%_*"]
)
def test_hostile_searches_find_nobody_and_break_nothing(desk_window: DeskWindow, hall: Hall, text: str) -> None:
    desk_window.widget("people-search-line").setProperty("text", text)
    desk_window.settle()
    assert desk_window.fits
    assert shown(desk_window) == []


def test_a_name_of_sixty_wide_characters_is_cut_in_the_list(desk_window: DeskWindow, hall: Hall) -> None:
    assert WIDE_NAME in searched(desk_window, "王𠮷")
    assert desk_window.fits


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL])
def test_the_search_fits_every_panel(open_desk: OpenDesk, size: Any, language: Language) -> None:
    window = open_desk(size=size, language=language)
    window.use(filled_hall)
    window.log_in()
    window.go(Place.PEOPLE)
    assert searched(window, "w")
    assert window.fits
    rows = window.widget("people-search-rows", Lines)
    assert rows.sizeHintForRow(0) >= window.shell.look.sizes.target
