"""Colours and sizes of every theme, computed: contrast, capital heights, nothing small."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication

from kiosk.domain.preferences import TextSize
from ui.theme import PALETTES, TARGET_MM, Palette, Panel, Role, Theme, as_it_stands, contrast
from ui.widgets.face import Tone

GROUNDS = ("ground", "surface", "quiet")
PANELS = [
    Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476),
    Panel(width_px=1920, height_px=1080, width_mm=476, height_mm=268),
    Panel(width_px=1280, height_px=800, width_mm=217, height_mm=136),
    Panel(width_px=1024, height_px=768, width_mm=211, height_mm=158),
    Panel(width_px=1920, height_px=1080, width_mm=708, height_mm=398),
]
LEAST_CAP_MM, LEAST_EM_MM = 5.6, 5.0


@pytest.fixture(params=PALETTES, ids=lambda palette: palette.name)
def palette(request: pytest.FixtureRequest) -> Palette:
    return request.param


def ratio(palette: Palette, one: str, other: str) -> float:
    return contrast(QColor(getattr(palette, one)), QColor(getattr(palette, other)))


def test_contrast_is_that_of_the_accessibility_guidelines() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(QColor("#ffffff"), QColor("#ffffff")) == 1


def test_every_letter_of_every_theme_stands_out_ten_to_one(palette: Palette) -> None:
    for ground in GROUNDS:
        assert ratio(palette, "ink", ground) >= 10
        assert ratio(palette, "figure", ground) >= 10
    for tone in Tone:
        ground, ink, _ = tone.value
        assert ratio(palette, ink, ground) >= 10, tone
    assert ratio(palette, "on_spoken", "spoken") >= 10


def test_borders_and_marked_grounds_stand_out_three_to_one(palette: Palette) -> None:
    for ground in GROUNDS:
        assert ratio(palette, "border", ground) >= 3
        assert ratio(palette, "primary", ground) >= 3
        assert ratio(palette, "warning", ground) >= 3


def test_two_themes_reach_twenty_to_one_and_one_is_dark() -> None:
    strong = [palette for palette in PALETTES if ratio(palette, "ink", "ground") >= 20]
    assert len(PALETTES) == 4
    assert len(strong) == 2
    assert [palette for palette in PALETTES if palette not in strong and QColor(palette.ground).lightnessF() < 0.5]


def test_a_turned_screen_that_tells_its_size_as_it_was_made_is_taken_as_it_stands() -> None:
    assert as_it_stands((476, 268), size_px=(1080, 1920)) == (268, 476)
    assert as_it_stands((268, 476), size_px=(1080, 1920)) == (268, 476)
    assert as_it_stands((476, 268), size_px=(1920, 1080)) == (476, 268)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.width_px}x{panel.height_px}")
def test_capitals_have_their_height_on_every_panel_at_every_size(panel: Panel) -> None:
    heights = []
    for size in TextSize:
        theme = Theme(panel, text_size=size)
        for role in Role:
            font = theme.font(role)
            cap_mm, em_mm = theme.mm(QFontMetricsF(font).capHeight()), theme.mm(font.pixelSize())
            assert cap_mm >= LEAST_CAP_MM
            assert em_mm >= LEAST_EM_MM
        heights.append(theme.mm(QFontMetricsF(theme.font(Role.BODY)).capHeight()))
    assert heights == sorted(set(heights))
    assert heights[-1] >= 9


@pytest.mark.usefixtures("qapp")
def test_pay_and_numbers_are_largest_of_all(qapp: QApplication) -> None:
    theme = Theme(PANELS[0])
    sizes = {role: theme.font(role).pixelSize() for role in Role}
    assert max(sizes, key=lambda role: sizes[role]) is Role.FIGURE


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.width_px}x{panel.height_px}")
def test_gaps_and_margins_keep_the_fingers_apart(panel: Panel) -> None:
    theme = Theme(panel)
    assert theme.mm(theme.gap) >= 3
    assert theme.mm(theme.margin) + TARGET_MM / 2 >= 15
