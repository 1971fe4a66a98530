"""The system at a glance: in each palette the sizes of text, the tones, and what a touch and the voice do to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QWidget

from scripts.design_page.sheet import sheet
from ui.app import PICTURE_FOLDERS
from ui.theme import PALETTES, Panel, Role, Theme
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line, Tone
from ui.widgets.item import BigButton, Item, Sign
from ui.widgets.level_sign import LevelSign
from ui.widgets.pictures import Pictures
from ui.widgets.typesetter import Typesetter

PANEL = Panel(width_px=1080, height_px=1920, width_mm=268, height_mm=476)
SIZE = QSize(1000, 900)
TILE_MM = 36.0
SAMPLES = {
    Role.FIGURE: "260元一天 · figure",
    Role.TITLE: "今天的活 · title",
    Role.STRONG: "瓦工 · strong",
    Role.BODY: "早上六点半，在北门 · body",
}
TILES = (
    ("trades", "tile", Tone.TILE),
    ("note", "quiet", Tone.QUIET),
    ("hand", "primary", Tone.PRIMARY),
    ("warning", "warning", Tone.WARNING),
)


def looks_sheet() -> QImage:
    """One picture a palette, side by side."""
    return sheet([(palette.name, _look(index)) for index, palette in enumerate(PALETTES)], columns=2)


def _look(palette: int) -> QImage:
    theme = Theme(PANEL, palette=palette)
    ground = QWidget()
    ground.resize(SIZE)
    ground.setPalette(QPalette(theme.color("ground")))
    page = _Page(Typesetter(theme, Pictures(PICTURE_FOLDERS)), ground)
    for role, text in SAMPLES.items():
        page.words(role, text)
    page.row(TILE_MM, page.tile(), page.tile("touched", pressed=True), page.tile("heard", heard=True))
    page.row(TILE_MM, *(page.button(*each) for each in TILES))
    page.row(TILE_MM, page.choice("chosen", is_chosen=True), page.choice("free", is_chosen=False), page.level())
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    ground.render(image)
    return image


class _Page:
    """Places items one row below the other."""

    def __init__(self, typesetter: Typesetter, ground: QWidget) -> None:
        self._typesetter, self._ground = typesetter, ground
        self._names = _numbers()
        margin = typesetter.theme.margin
        self._rest = QRectF(ground.rect()).adjusted(margin, margin, -margin, -margin)

    def words(self, role: Role, text: str) -> None:
        color = "figure" if role is Role.FIGURE else None
        face = Face(lines=(Line(text=text, role=role, color=color),), tone=Tone.PLAIN)
        item = Sign(self._typesetter, next(self._names), self._ground, face)
        item.setGeometry(self._below(item.height_for(self._rest.width())))

    def row(self, height_mm: float, *items: Callable[[QRect], Item]) -> None:
        theme = self._typesetter.theme
        whole = self._below(theme.px(height_mm))
        width = (whole.width() - theme.gap * (len(items) - 1)) / len(items)
        for index, made in enumerate(items):
            made(QRectF(whole.left() + index * (width + theme.gap), whole.top(), width, whole.height()).toRect())

    def tile(self, text: str = "usual", *, pressed: bool = False, heard: bool = False) -> Callable[[QRect], Item]:
        face = Face(picture="today", lines=(Line(text=text, role=Role.STRONG),), centered=True, beside=False)

        def made(place: QRect) -> Item:
            item = self._button(face, place)
            item.setDown(pressed)
            item.set_speaking(heard)
            return item

        return made

    def button(self, picture: str, text: str, tone: Tone) -> Callable[[QRect], Item]:
        face = Face(picture=picture, lines=(Line(text=text, role=Role.STRONG),), tone=tone, centered=True, beside=False)
        return lambda place: self._button(face, place)

    def choice(self, text: str, *, is_chosen: bool) -> Callable[[QRect], Item]:
        def made(place: QRect) -> Item:
            item = Choice(self._typesetter, next(self._names), self._ground)
            item.setGeometry(place)
            lines = (Line(text=text, role=Role.STRONG),)
            item.show_choice(Face(picture="meals", lines=lines, centered=True, beside=False), is_chosen=is_chosen)
            return item

        return made

    def level(self) -> Callable[[QRect], Item]:
        def made(place: QRect) -> Item:
            item = LevelSign(self._typesetter, next(self._names), self._ground)
            item.setGeometry(place)
            item.show_level(4, 7, Line(text="4 of 7", role=Role.STRONG))
            return item

        return made

    def _button(self, face: Face, place: QRect) -> Item:
        item = BigButton(self._typesetter, next(self._names), self._ground, face)
        item.setGeometry(place)
        return item

    def _below(self, height: float) -> QRect:
        place = QRectF(self._rest.left(), self._rest.top(), self._rest.width(), height)
        self._rest.setTop(place.bottom() + self._typesetter.theme.gap)
        return place.toRect()


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        yield f"sample-{number}"
        number += 1
