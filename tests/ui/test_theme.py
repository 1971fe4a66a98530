"""Colours and sizes of every theme, computed: contrast, capital heights, nothing small."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kiosk.domain.preferences import TextSize
from ui.theme import PALETTES, SHADE, TARGET_MM, Level, Palette, Panel, Role, Theme, as_it_stands, contrast
from ui.widgets.face import Face, Tone
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

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


def texts_on_grounds(palette: Palette) -> dict[str, float]:
    """The contrast of each text with each ground that it stands on; a fact's own colour stands on no strong ground."""
    found = {f"{tone.name} {ink}": ratio(palette, ink, ground) for tone in Tone for ground, ink, _ in [tone.value]}
    found |= {f"{ground} figure": ratio(palette, "figure", ground) for ground in GROUNDS}
    return found | {"spoken": ratio(palette, "on_spoken", "spoken")}


def test_every_letter_of_every_theme_stands_out_ten_to_one(palette: Palette) -> None:
    assert {text: value for text, value in texts_on_grounds(palette).items() if value < 10} == {}


def test_two_themes_reach_twenty_to_one_and_one_is_dark() -> None:
    strong = [palette for palette in PALETTES if min(texts_on_grounds(palette).values()) >= 20]
    assert len(PALETTES) == 4
    assert len(strong) == 2
    assert [palette for palette in PALETTES if palette not in strong and QColor(palette.ground).lightnessF() < 0.5]


def test_letters_under_a_finger_are_read_too(palette: Palette) -> None:
    _, shade = Level.PRESSED.value
    for tone in Tone:
        ground, ink, _ = tone.value
        pressed = QColor(getattr(palette, ground)).darker(shade)
        assert contrast(pressed, QColor(getattr(palette, ink))) >= 8, tone


def test_borders_and_strong_grounds_stand_out_three_to_one(palette: Palette) -> None:
    for ground in GROUNDS:
        for mark in ("border", "primary", "warning"):
            assert ratio(palette, mark, ground) >= 3, (mark, ground)


def test_what_is_heard_and_what_is_explained_is_marked_three_to_one(palette: Palette) -> None:
    for ground in (*GROUNDS, "primary", "warning"):
        shaded = over(QColor(getattr(palette, ground)), SHADE)
        assert contrast(QColor(palette.spoken), shaded) >= 3, ground
    for ground in ("spoken", *GROUNDS):
        assert ratio(palette, "on_spoken", ground) >= 3 or ratio(palette, "spoken", ground) >= 3, ground


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("tone", Tone, ids=lambda tone: tone.name)
@pytest.mark.parametrize("state", [{"pressed": True, "speaking": False}, {"pressed": False, "speaking": True}], ids=str)
def test_a_touch_and_the_voice_are_seen_on_every_item(palette: Palette, tone: Tone, state: dict[str, bool]) -> None:
    if tone is Tone.PLAIN and state["pressed"]:
        return  # words on the ground are not touched
    usual = painted(palette, tone, pressed=False, speaking=False)
    marked = painted(palette, tone, **state)
    changes = [
        contrast(usual.pixelColor(x, y), marked.pixelColor(x, y))
        for x in range(usual.width())
        for y in range(usual.height())
    ]
    assert max(changes) >= (3 if state["speaking"] or palette.ground in ("#FFFFFF", "#000000") else 1.1)


def painted(palette: Palette, tone: Tone, *, pressed: bool, speaking: bool) -> QImage:
    """An item without words."""
    theme = Theme(PANELS[0], palette=PALETTES.index(palette))
    typesetter, face = Typesetter(theme, Pictures(())), Face(tone=tone)
    image = QImage(120, 96, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    placed = typesetter.place(face, QRectF(image.rect()))
    typesetter.painter.paint(painter, image.size(), face, placed, pressed=pressed, speaking=speaking)
    painter.end()
    return image


def over(below: QColor, above: QColor) -> QColor:
    """The colour seen where `above`, which lets some through, lies over `below`."""
    share = above.alphaF()
    channels = zip(below.getRgbF()[:3], above.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(low * (1 - share) + high * share for low, high in channels))


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
    assert heights[-1] >= (7 if panel.is_small else 9)


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
