"""Large text that is kept as a picture looks as if it were written anew each time."""

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLayout

from ui.fonts import load_fonts
from ui.theme import FONT_FAMILIES
from ui.widgets import lettering
from ui.widgets.lettering import LARGEST_KEPT_BY_QT_PX, Lettering

RECT = QRectF(20, 10, 700, 120)
GROUND, INK, OTHER_INK = QColor("#fff7e8"), QColor("#1b3a2f"), QColor("#ffffff")


@pytest.fixture
def written(qapp: QCoreApplication) -> QTextLayout:
    load_fonts()
    return layout_of("今天的活 180元", LARGEST_KEPT_BY_QT_PX + 9)


def layout_of(text: str, pixel_size: int) -> QTextLayout:
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    font.setPixelSize(pixel_size)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(RECT.width())
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    return layout


def painted(draw: Lettering, layout: QTextLayout, ink: QColor) -> Image.Image:
    image = QImage(760, 160, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    draw.draw(painter, layout, RECT, ink)
    painter.end()
    return Image.frombuffer("RGBA", (760, 160), bytes(image.constBits()), "raw", "BGRA", 0, 1).convert("RGB")


def by_qt(layout: QTextLayout, ink: QColor) -> Image.Image:
    image = QImage(760, 160, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setPen(ink)
    layout.draw(painter, RECT.topLeft())
    painter.end()
    return Image.frombuffer("RGBA", (760, 160), bytes(image.constBits()), "raw", "BGRA", 0, 1).convert("RGB")


@pytest.mark.parametrize("ink", [INK, OTHER_INK])
def test_it_looks_as_qt_writes_it_the_first_time_and_again(written: QTextLayout, ink: QColor) -> None:
    hand = Lettering()
    for _ in range(2):
        drawn = painted(hand, written, ink)
        apart = ImageChops.difference(drawn, by_qt(written, ink))
        assert max(high for _, high in apart.getextrema()) <= 2
        assert len(drawn.getcolors(1 << 16) or ()) > 20, "soft edges on the ground that is there"


def test_each_colour_has_its_own(written: QTextLayout) -> None:
    hand = Lettering()
    assert painted(hand, written, INK).tobytes() != painted(hand, written, OTHER_INK).tobytes()
    assert painted(hand, written, INK).tobytes() == painted(Lettering(), written, INK).tobytes()


def test_a_text_that_came_where_another_was_in_memory_is_not_mistaken_for_it(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "KEPT_BYTES", 1)
    load_fonts()
    hand = Lettering()
    for number in range(40):
        layout = layout_of(f"{number}元", LARGEST_KEPT_BY_QT_PX + 9)
        assert ImageChops.difference(painted(hand, layout, INK), by_qt(layout, INK)).getextrema()[0][1] <= 2


def test_what_is_kept_stays_within_its_room(qapp: QCoreApplication) -> None:
    load_fonts()
    hand = Lettering()
    for number in range(60):
        painted(hand, layout_of(f"{number:06}元一天", LARGEST_KEPT_BY_QT_PX + 30), INK)
    kept = list(hand._kept.values())
    assert 3 < len(kept) < 60
    assert sum(image.sizeInBytes() for _, image in kept) == hand._kept_bytes <= lettering.KEPT_BYTES
