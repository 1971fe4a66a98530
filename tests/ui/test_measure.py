"""The measure itself can fail: what is painted badly is reported as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.texts.catalogue import ASSETS
from ui.measure import Measured, measured
from ui.theme import Panel, Role, Theme
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

PANEL = Panel(width_px=540, height_px=960, width_mm=268, height_mm=476)


class Board(QWidget):
    """A window with some items, measured as the shell is."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme(PANEL)
        self.typesetter = Typesetter(self.theme, Pictures((ASSETS / "pictures",)))
        self.resize(PANEL.width_px, PANEL.height_px)
        self.items: list[Item] = []
        self.show()

    def put(self, item: Item, face: Face, rect: tuple[int, int, int, int]) -> None:
        item.setGeometry(*rect)
        item.show_face(face)
        item.show()
        self.items.append(item)

    def lit_items(self) -> list[Item]:
        return self.items

    def measure(self, spoil: tuple[int, int, int, int, str] | None = None) -> list[Measured]:
        """Measure a picture of the board; `spoil` paints a patch of a colour over it first."""
        image = QImage(self.size(), QImage.Format.Format_RGB32)
        image.fill(self.theme.color("ground"))
        self.render(image)
        if spoil is not None:
            painter = QPainter(image)
            painter.fillRect(*spoil[:4], spoil[4])
            painter.end()
        return measured(self, image, spoken=lambda phrase: phrase)


@pytest.fixture
def board(qapp: QApplication) -> Iterator[Board]:
    made = Board()
    yield made
    made.deleteLater()


GOOD = Face(lines=(Line(text="今天的活", role=Role.TITLE),), tone=Tone.TILE)


def test_a_sound_button_is_reported_as_it_is(board: Board) -> None:
    board.put(BigButton(board.typesetter, "good", board), GOOD, (100, 100, 200, 80))
    (item,) = board.measure()
    assert (item.kind, item.name, item.text, item.spoken) == ("button", "good", "今天的活", "今天的活")
    assert item.rect_mm == pytest.approx((49.6, 49.6, 99.2, 39.7), abs=0.2)
    assert item.cap_height_mm is not None
    assert item.cap_height_mm > 5.6
    assert item.contrast is not None
    assert item.contrast > 10
    assert not item.clipped


def test_a_text_too_long_for_its_place_is_clipped(board: Board) -> None:
    face = Face(lines=(Line(text="今天的活很多很多" * 6, role=Role.TITLE),))
    board.put(BigButton(board.typesetter, "long", board), face, (100, 100, 120, 60))
    assert board.measure()[0].clipped


def test_an_item_that_leaves_the_panel_is_clipped(board: Board) -> None:
    board.put(BigButton(board.typesetter, "outside", board), GOOD, (400, 100, 200, 80))
    assert board.measure()[0].clipped


def test_items_that_overlap_by_a_pixel_are_clipped_both(board: Board) -> None:
    board.put(BigButton(board.typesetter, "one", board), GOOD, (100, 100, 200, 80))
    board.put(BigButton(board.typesetter, "other", board), GOOD, (100, 179, 200, 80))
    assert [item.clipped for item in board.measure()] == [True, True]


def test_neighbours_that_only_touch_are_whole(board: Board) -> None:
    board.put(BigButton(board.typesetter, "one", board), GOOD, (100, 100, 200, 80))
    board.put(BigButton(board.typesetter, "other", board), GOOD, (100, 180, 200, 80))
    assert [item.clipped for item in board.measure()] == [False, False]


def test_faint_letters_have_the_contrast_that_is_painted(board: Board) -> None:
    faint = Face(lines=(Line(text="今天的活", role=Role.TITLE, color="border"),))
    board.put(Sign(board.typesetter, "faint", board), faint, (100, 100, 200, 80))
    (item,) = board.measure()
    assert item.contrast is not None
    assert item.contrast < 5


def test_letters_that_something_was_painted_over_have_no_contrast(board: Board) -> None:
    board.put(BigButton(board.typesetter, "covered", board), GOOD, (100, 100, 200, 80))
    (item,) = board.measure(spoil=(100, 100, 200, 80, "#ffffff"))
    assert item.contrast == 1.0


def test_small_letters_are_measured_small(board: Board) -> None:
    small = Face(lines=(Line(text="小字", role=Role.BODY),), scale=0.5)
    board.put(Sign(board.typesetter, "small", board), small, (100, 100, 200, 80))
    (item,) = board.measure()
    assert item.cap_height_mm is not None
    assert item.cap_height_mm < 5


def test_a_picture_alone_has_no_letters_to_measure(board: Board) -> None:
    board.put(Sign(board.typesetter, "picture", board), Face(picture="home"), (100, 100, 80, 80))
    (item,) = board.measure()
    assert (item.text, item.spoken, item.cap_height_mm, item.contrast) == ("", "", None, None)
