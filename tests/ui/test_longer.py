"""A language longer than ours finds room: words of the frame give way on a small panel, and pictures become smaller."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from kiosk.domain.language import Language
from kiosk.journeys.state import Home
from kiosk.journeys.states import SignIn
from kiosk.texts.catalogue import ASSETS, Texts
from kiosk.texts.pseudo import Pseudo, PseudoTexts
from tests.ui.rules_of_design import WAYS_OUT
from tests.ui.shown import Show
from ui.fonts import load_fonts
from ui.screens.frame import Talking
from ui.theme import LEAST_PICTURE_MM, Panel, Theme
from ui.widgets.face import Face, Line
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

WIDE = Panel(width_px=1920, height_px=1080, width_mm=476, height_mm=268)
LOW = Panel(width_px=1280, height_px=800, width_mm=217, height_mm=136)
SMALL = Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158)
HELPS = ("nav-help", "nav-pause", "nav-settings")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("panel", [WIDE, LOW, SMALL])
def test_the_ways_out_keep_their_words_in_the_languages_of_the_house(
    show: Show, panel: Panel, language: Language
) -> None:
    for state in (Home(), SignIn()):
        shown = show(state, panel, texts=Texts(language))
        assert all(shown.item(name).texts() for name in (*WAYS_OUT, *HELPS))


@pytest.mark.parametrize("panel", [LOW, SMALL])
def test_on_a_small_panel_long_words_of_the_frame_give_way_to_its_pictures_and_are_heard(
    show: Show, panel: Panel
) -> None:
    texts = PseudoTexts(Pseudo.LONGER)
    shown = show(SignIn(), panel, texts=texts)
    for name in (*WAYS_OUT, *HELPS):
        item = shown.item(name)
        assert item.texts() == ()
        assert item.placed().picture_rect is not None
        assert item.spoken == (texts(name),)
    shown.stage.frame.show_talking(Talking.PAUSED)
    assert shown.item("nav-pause").texts() == ()
    assert shown.item("nav-pause").spoken == (texts("nav-go-on"),)


def test_on_a_large_panel_they_have_room(show: Show) -> None:
    shown = show(SignIn(), WIDE, texts=PseudoTexts(Pseudo.LONGER))
    assert all(shown.item(name).texts() for name in (*WAYS_OUT, *HELPS))


def test_a_picture_beside_a_text_is_made_smaller_before_the_text_is_cut(qapp: QApplication) -> None:
    load_fonts()
    typesetter = Typesetter(Theme(SMALL), Pictures((ASSETS / "pictures",)))
    face = Face(picture="waiting", lines=(Line(text="Please come when your number is called"),), beside=True)
    roomy, tight = QRectF(0, 0, 800, 200), QRectF(0, 0, 400, 170)
    usual = typesetter.place(face, roomy)
    assert usual.fits
    placed = typesetter.place(face, tight)
    assert placed.picture_rect is not None
    assert typesetter.theme.px(LEAST_PICTURE_MM) <= placed.picture_rect.width() < tight.height() * 0.7
    assert (placed.is_whole, placed.is_torn, placed.fits) == (True, False, False)
    for line in placed.lines:
        assert tight.contains(line.rect)
        assert not placed.picture_rect.intersects(line.rect)
