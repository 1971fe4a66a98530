"""What was seen on contact sheets and mended: pictures that tell something, whole words, one place for each thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.domain.language import Language
from kiosk.domain.preferences import SettingKind
from kiosk.journeys.adjusting import OneSetting
from kiosk.journeys.complaint_states import Rights, WhatHappened
from kiosk.journeys.learning import OneLesson
from kiosk.journeys.state import Home, State
from kiosk.journeys.states import SignIn
from kiosk.journeys.wish_states import WishReach
from kiosk.lessons.shelf import SHIPPED, read_in
from kiosk.texts.catalogue import Texts
from tests.ui.shown import Show
from ui.app import PICTURE_FOLDERS
from ui.screens.worker.complaint_tiles import LISTED_PICTURE_MM, MOST_LINES
from ui.theme import Panel, Role, Theme
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line
from ui.widgets.item import Item
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

UPRIGHT = Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476)
LOW = Panel(width_px=1280, height_px=800, width_mm=217, height_mm=136)
SMALL = Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158)
LEAST_OF_PAGE = 0.12
WORK = ("home-today", "home-trades", "home-older", "home-near")


def picture_mm(item: Item) -> float:
    """The width of an item's picture."""
    rect = item.placed().picture_rect
    assert rect is not None
    return item.typesetter.theme.mm(rect.width())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("panel", [UPRIGHT, LOW, SMALL], ids=["upright", "low", "small"])
def test_each_right_is_a_sentence_beside_a_picture(show: Show, panel: Panel, language: Language) -> None:
    shown = show(Rights(), panel, texts=Texts(language))
    rights = [item for item in shown.stage.visible_items() if item.objectName().startswith("complaint-right-")]
    assert rights
    for item in rights:
        assert picture_mm(item) >= LISTED_PICTURE_MM, item.objectName()
        assert item.placed().lines[0].layout.lineCount() <= MOST_LINES, item.objectName()


@pytest.mark.parametrize("panel", [UPRIGHT, LOW, SMALL], ids=["upright", "low", "small"])
def test_the_picture_of_a_lesson_shows_what_is_done(show: Show, panel: Panel) -> None:
    """It takes a fair part of the page, in the shape in which it was drawn."""
    for read in read_in(SHIPPED, is_own=False):
        assert read.lesson is not None
        pages = read.lesson.pages
        longest = max(range(len(pages)), key=lambda number: len(pages[number].text[Language.ZH_CN]))
        shown = show(OneLesson(read.lesson, first=longest), panel, texts=Texts(Language.ZH_CN))
        page = shown.item("lesson-page")
        rect = page.placed().picture_rect
        assert rect is not None
        assert rect.height() / rect.width() == pytest.approx(0.75)
        assert rect.width() * rect.height() > page.width() * page.height() * LEAST_OF_PAGE, read.lesson.id


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("panel", [LOW, SMALL], ids=["low", "small"])
def test_home_shows_its_pictures_and_touch_to_hear_on_a_panel_of_10_inches(
    show: Show, panel: Panel, language: Language
) -> None:
    shown = show(Home(), panel, texts=Texts(language))
    assert "nav-touch-to-hear" in shown.places()
    assert "language" in shown.places()
    for name in WORK:
        assert picture_mm(shown.item(name)) >= 11.0
    tops = {shown.places()[name].top() for name in WORK}
    assert len(tops) == 2, "two by two"


def test_on_an_upright_panel_all_names_stand_beside_what_helps(show: Show) -> None:
    texts = Texts(Language.ZH_CN)
    states: list[State] = [Home(), SignIn(), Rights(), WhatHappened(), WishReach(trades=(), days=())]
    states += [OneSetting(kind) for kind in SettingKind]
    all_shown = [show(state, UPRIGHT, texts=texts) for state in states]
    assert len({shown.places()["heading"].top() for shown in all_shown}) == 1
    assert len({shown.places()["nav-help"].height() for shown in all_shown}) == 1
    assert {shown.item("heading").face.scale for shown in all_shown} == {1.0}


def test_the_tongues_have_pictures_of_their_own(show: Show) -> None:
    shown = show(OneSetting(SettingKind.LANGUAGE), SMALL, texts=Texts(Language.ZH_CN))
    pictures = [item.face.picture for item in shown.stage.visible_items() if item.objectName().startswith("tongue-")]
    assert len(pictures) == len(set(pictures)) == 3


def test_a_tick_hides_no_word(qapp: QApplication) -> None:
    typesetter = Typesetter(Theme(LOW), Pictures(PICTURE_FOLDERS))
    window = QWidget()
    choice = Choice(typesetter, "day", window)
    face = Face(lines=(Line(text="明天", role=Role.STRONG), Line(text="11月29日")), centered=True)
    for width_mm, height_mm in ((28, 36), (30, 30), (40, 40)):
        choice.resize(round(typesetter.theme.px(width_mm)), round(typesetter.theme.px(height_mm)))
        choice.show_choice(face, is_chosen=True)
        tick = choice.tick_rect()
        assert QRectF(choice.rect()).contains(tick)
        assert tick.width() >= typesetter.theme.px(5)
        for text in choice.texts():
            leading = text.rect.height() * 0.14
            assert not tick.intersects(text.rect.adjusted(0, leading, 0, -leading)), f"{width_mm} mm: {text.text}"
    window.deleteLater()
