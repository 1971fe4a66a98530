"""Near: the county's towns that have work, as pictures on a simple map, or in a list where that has no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from kiosk.domain.listing import InTown, Near
from kiosk.domain.near import TownNear, signs_of
from kiosk.domain.region import Region
from kiosk.journeys.choosing import NearMap
from kiosk.journeys.events import ListingChosen, TurnedTo
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.map_places import placed
from ui.screens.worker.town_words import distance_words, town_name
from ui.theme import TARGET_MM, Role
from ui.widgets.button_row import button_row
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, how_many, split_bottom
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

MOST_TOWNS = 24
"""As many as one panel could ever hold; a county with more lists them page by page."""
MAP_TILES_MM = ((88.0, 62.0), (76.0, 54.0), (66.0, 50.0), (58.0, 48.0), (50.0, 44.0))
"""Width and height of a town's tile on the map, the largest that has room counts."""
TILE_MM = (62.0, 40.0)
MOST_COLUMNS, MOST_ROWS = 4, 4


class NearMapScreen(Screen):
    """Each town with a sign of its own, its name, how far it is and how many jobs it has; heard from near to far."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = [BigButton(typesetter, f"town-{index}", self) for index in range(MOST_TOWNS)]
        self._shown: list[TownNear] = []
        self._under_finger: Region | None = None
        for index, tile in enumerate(self._tiles):
            tile.pressed.connect(lambda index=index: self._put_under_finger(index))
            tile.clicked.connect(self._go_to_town)
        self._all = BigButton(typesetter, "near-all", self)
        self._all.clicked.connect(lambda: self.report(ListingChosen(Near())))
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state = NearMap()
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show the towns that have work."""
        state = visit.screen
        assert isinstance(state, NearMap)
        self._state, self._words = state, words
        self._heading = Heading(words.texts("near-title"), "map")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        return (*self._tiles, self._all, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if self._words is None or not self._state.towns:
            return
        texts = self._words.texts
        rest = self._arrange_all(area, texts)
        if not self._arrange_map(rest, self._state.towns, texts):
            self._arrange_list(rest, self._state.towns, texts)

    def _put_under_finger(self, index: int) -> None:
        """Note what the tile shows as it is pressed: the towns may change before the finger is lifted."""
        self._under_finger = self._shown[index].town

    def _go_to_town(self) -> None:
        if self._under_finger is not None:
            self.report(ListingChosen(InTown(self._under_finger)))

    def _arrange_all(self, area: QRectF, texts: Texts) -> QRectF:
        """Place the way to all work at the bottom; return what is left."""
        face = Face(picture="near", lines=(Line(text=texts("near-all"), role=Role.STRONG),), centered=True)
        (face,), height = button_row(self.typesetter, [face], area.width(), height_mm=TARGET_MM)
        rest, row = split_bottom(area, height, gap=self.typesetter.theme.gap)
        self._all.setGeometry(row.toRect())
        self._all.show_face(face)
        return rest

    def _arrange_map(self, area: QRectF, towns: tuple[TownNear, ...], texts: Texts) -> bool:
        """Place all towns as they lie; tell whether there was room, and every town's place is known."""
        positions = [one.town.position for one in towns if one.town.position is not None]
        if len(positions) != len(towns) or len(towns) > MOST_TOWNS:
            return False
        theme = self.typesetter.theme
        faces = [_face(one, sign, texts) for one, sign in zip(towns, _signs(towns), strict=True)]
        for width_mm, height_mm in MAP_TILES_MM:
            size = QSizeF(theme.px(width_mm), theme.px(height_mm))
            parts = placed(positions, area, size, gap=theme.gap + 1)
            looks = [_that_fits(self.typesetter, face, QRectF(0, 0, size.width(), size.height())) for face in faces]
            if parts is not None and all(look is not None for look in looks):
                self._show(towns, [look for look in looks if look is not None], parts)
                self._pager.show_page(Page(total=len(towns), each=len(towns), first=0), area, texts)
                return True
        return False

    def _arrange_list(self, area: QRectF, towns: tuple[TownNear, ...], texts: Texts) -> None:
        """Nearest first, page by page."""
        gap = self.typesetter.theme.gap
        faces = [_face(one, sign, texts) for one, sign in zip(towns, _signs(towns), strict=True)]
        columns, rows = self._grid(area, faces)
        has_pages = len(towns) > columns * rows
        room = self._pager.room_for(area, texts, needed=has_pages)
        if has_pages:
            columns, rows = self._grid(room, faces)
        page = Page(total=len(towns), each=columns * rows, first=self._state.first)
        parts = cells(room, columns=columns, rows=rows, gap=gap)
        shown = faces[page.start : page.end]
        looks = [_that_fits(self.typesetter, face, parts[0]) or face for face in shown]
        self._show(towns[page.start : page.end], looks, parts)
        self._pager.show_page(page, area, texts)

    def _grid(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int]:
        """Columns and rows: as many as there are in which every town is whole."""
        theme = self.typesetter.theme
        columns = how_many(area.width(), each=theme.px(TILE_MM[0]), gap=theme.gap, most=MOST_COLUMNS)
        rows = how_many(area.height(), each=theme.px(TILE_MM[1]), gap=theme.gap, most=MOST_ROWS)
        while columns * rows > 1:
            part = cells(area, columns=columns, rows=rows, gap=theme.gap)[0]
            if all(_that_fits(self.typesetter, face, part) for face in faces):
                break
            columns, rows = (columns, rows - 1) if rows > 1 else (columns - 1, rows)
        return columns, rows

    def _show(self, towns: Sequence[TownNear], faces: Sequence[Face], parts: Sequence[QRectF]) -> None:
        self._shown = list(towns)
        grown = self.typesetter.grown(faces, parts[: len(faces)])
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(towns))
            if index < len(towns):
                tile.setGeometry(parts[index].toRect())
                tile.setEnabled(towns[index].jobs > 0)
                tile.show_face(grown[index])


def _signs(towns: Sequence[TownNear]) -> list[str]:
    """The picture of each town's own sign."""
    signs = signs_of(one.town for one in towns)
    return [f"town-{signs[one.town.code]}" for one in towns]


def _face(near: TownNear, sign: str, texts: Texts) -> Face:
    jobs = texts("choosing-count", count=near.jobs) if near.jobs else texts("choosing-no-job")
    lines = (
        Line(text=town_name(near.town, texts), role=Role.STRONG),
        Line(text=distance_words(near, texts)),
        Line(text=jobs),
    )
    tone = Tone.PRIMARY if near.is_here else Tone.TILE
    return Face(picture=sign, lines=lines, centered=True, tone=tone if near.jobs else Tone.QUIET)


def _that_fits(typesetter: Typesetter, face: Face, part: QRectF) -> Face | None:
    """The face with its picture above or beside the words, whichever is whole; None where neither is."""
    inner = part.adjusted(0, 0, -1, -1)
    for beside, share in ((False, 0.5), (True, 0.36), (True, 0.26)):
        look = replace(face, beside=beside, picture_share=share)
        if typesetter.place(look, inner).fits:
            return look
    return None
