"""Registering a walk-in on the real window: within a minute's touches, nothing lost, nobody twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.person import Consent
from kiosk.domain.posting import Strength
from kiosk.printing.target import describe_target
from tests.ui.desk.conftest import OpenDesk
from tests.ui.desk.power_cut import type_and_lose_power
from tests.ui.desk.window import OFFICE, PORTRAIT, SMALL, DeskWindow
from ui.screens.desk.screen import Place
from ui.system_printer import system_printer

MOST_EVENTS = 25
"""From log-in to the printed card, the letters of the name aside (issue)."""


def at_walk_in(window: DeskWindow) -> DeskWindow:
    window.log_in()
    window.go(Place.WALK_IN)
    return window


def news(window: DeskWindow) -> str:
    return window.text_of("desk-news-text") if window.visible("desk-news-text") else ""


def people(window: DeskWindow, text: str) -> tuple[object, ...]:
    found: tuple[object, ...] = window.use(lambda desk: desk.people.search(text))
    return found


def test_a_walk_in_takes_few_touches_from_log_in_to_the_card(open_desk: OpenDesk, tmp_path: Path) -> None:
    card = tmp_path / "card.escpos"
    window = open_desk(printer=describe_target(f"file:{card}", system=system_printer))
    window.log_in()
    window.touch("rail-walk-in")
    before = window.events
    window.type("王秀英")
    window.events = before
    window.touch("walk-in-phone")
    for digit in "13907420011":
        window.touch(f"walk-in-phone-keypad-{digit}")
    window.touch("pick-year-decade-1960")
    window.touch("pick-year-year-1962")
    window.touch("pick-trades-trade-fruit-picking")
    window.touch("walk-in-agree")
    window.until(card.exists, "the card")
    assert window.events <= MOST_EVENTS
    window.settle()
    person = window.use(lambda desk: desk.people.page(desk.people.search("王秀英")[0].id)).person
    assert (person.phone, person.birth_year, person.trades) == ("13907420011", 1962, ("fruit-picking",))
    assert person.consent is Consent.GIVEN


def test_a_walk_in_works_by_keyboard_alone(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.type("王秀英")
    desk_window.key("Return")
    desk_window.type("13907420011")
    desk_window.type("62")
    desk_window.key("Return")
    desk_window.type("石桥镇")
    desk_window.key("Ctrl+Return")
    desk_window.settle()
    page = desk_window.use(lambda desk: desk.people.page(desk.people.search("wxy")[0].id))
    assert (page.person.birth_year, page.person.region) == (1962, "430796101")


def test_every_field_says_what_is_wrong_with_it_and_nothing_is_saved(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.touch("walk-in-phone")
    desk_window.type("139")
    desk_window.touch("walk-in-identity_number")
    desk_window.type("430796196203041230")
    desk_window.touch("walk-in-region")
    desk_window.type("月亮村")
    desk_window.touch("walk-in-agree")
    desk_window.settle()
    for field in ("name", "phone", "identity_number", "region"):
        assert desk_window.visible(f"walk-in-{field}-problem"), field
    assert desk_window.place is Place.WALK_IN


def test_who_is_known_by_the_phone_is_shown_before_anything_is_saved(desk_window: DeskWindow) -> None:
    known = WalkIn(name="王秀英", phone="13907420011", consent=Consent.GIVEN, strength=Strength.LIGHT)
    desk_window.use(lambda desk: desk.people.register(known))
    at_walk_in(desk_window)
    desk_window.type("王大姐")
    desk_window.touch("walk-in-phone")
    desk_window.type("13907420011")
    desk_window.settle()
    assert "王秀英" in desk_window.text_of("walk-in-known-words")
    desk_window.touch("walk-in-agree")
    desk_window.settle()
    assert len(people(desk_window, "13907420011")) == 2


def test_who_does_not_agree_is_kept_by_name_alone(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.type("老周")
    desk_window.touch("walk-in-phone")
    desk_window.type("13907420022")
    desk_window.touch("walk-in-disagree")
    desk_window.settle()
    person = desk_window.use(lambda desk: desk.people.page(desk.people.search("老周")[0].id)).person
    assert (person.phone, person.birth_year, person.consent) == ("", None, Consent.REFUSED)


def test_there_are_eight_fields_and_one_of_them_is_needed(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    labels = {name for name in desk_window.names() if name.startswith("walk-in-") and name.endswith("-label")}
    assert len(labels) == 8
    desk_window.touch("walk-in-agree")
    desk_window.settle()
    assert [name for name in desk_window.names() if name.endswith("-problem")] == ["walk-in-name-problem"]


def test_a_registration_is_taken_back_after_its_card_was_printed_too(open_desk: OpenDesk, tmp_path: Path) -> None:
    card = tmp_path / "card.escpos"
    window = at_walk_in(open_desk(printer=describe_target(f"file:{card}", system=system_printer)))
    window.type("王秀英")
    window.touch("walk-in-agree")
    window.until(lambda: "卡片打好了" in news(window), "the card")
    window.touch("desk-undo")
    window.until(lambda: "撤销了" in news(window), "the undo")
    assert people(window, "王秀英") == ()


def test_the_last_changes_are_taken_back_one_after_the_other(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    for name in ("王秀英", "李建国"):
        desk_window.go(Place.WALK_IN)
        desk_window.type(name)
        desk_window.touch("walk-in-agree")
        desk_window.settle()
    desk_window.touch("desk-close-news")
    for name in ("李建国", "王秀英"):
        assert people(desk_window, name)
        desk_window.key("Ctrl+Z")
        desk_window.until(lambda name=name: not people(desk_window, name), "the undo")


def test_undo_takes_the_registration_back(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.type("王秀英")
    desk_window.touch("walk-in-agree")
    desk_window.settle()
    assert people(desk_window, "王秀英")
    desk_window.key("Ctrl+Z")
    desk_window.settle()
    assert people(desk_window, "王秀英") == ()


def test_a_form_that_was_cleared_comes_back_with_undo(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.type("王秀英")
    desk_window.touch("walk-in-clear")
    desk_window.settle()
    assert desk_window.text_of("walk-in-name") == ""
    desk_window.touch("desk-undo")
    assert desk_window.text_of("walk-in-name") == "王秀英"


def test_an_identity_card_goes_into_its_field_whatever_has_the_focus(desk_window: DeskWindow) -> None:
    at_walk_in(desk_window)
    desk_window.type("Wang")
    desk_window.touch("walk-in-note")
    desk_window.type("sews")
    desk_window.scan("11010519491231002X")
    desk_window.settle()
    assert desk_window.text_of("walk-in-identity_number") == "11010519491231002X"
    assert desk_window.text_of("walk-in-note") == "sews"
    assert desk_window.text_of("walk-in-name") == "Wang"


@pytest.mark.parametrize("size", [PORTRAIT, OFFICE, SMALL], ids=["kiosk", "office", "small"])
def test_the_form_fits_every_panel(open_desk: OpenDesk, size: object) -> None:
    window = at_walk_in(open_desk(size=size))
    assert window.fits
    agree = window.widget("walk-in-agree", QWidget)
    assert agree.visibleRegion().boundingRect() == agree.rect()


WALK_IN_BEGUN = ("rail-walk-in", "+王秀英", "walk-in-phone", "+1390742")


def test_a_power_cut_in_the_middle_of_a_walk_in_costs_not_a_letter(open_desk: OpenDesk) -> None:
    window = open_desk()
    window.close()
    type_and_lose_power(window.places, WALK_IN_BEGUN)
    after = open_desk()
    at_walk_in(after)
    assert after.text_of("walk-in-name") == "王秀英"
    assert after.text_of("walk-in-phone") == "1390742"
