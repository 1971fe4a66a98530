"""Near: the county's towns that have work, as pictures on a simple map, or in a list where that has no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
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
from ui.widgets.grid import cells, in_mirror, split_bottom
from ui.widgets.guard import guarded
from ui.widgets.item import BigButton, Item, spoken_lines
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

MOST_TOWNS = 24
"""As many as one panel could ever hold; a county with more lists them page by page."""
MAP_TILES_MM = (96.0, 88.0, 80.0, 72.0, 64.0, 56.0, 48.0)
"""Widths of a town's tile on the map; it is as high as its words need, and the widest that has room counts."""
LARGER_SIGN_MM = (16.0, 8.0, 0.0)
"""How much higher a tile may be for the sake of its sign."""
ROAD_MM = 1.2
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
        self._roads: list[QLineF] = []
        self._state = NearMap()
        self._words: Words | None = None
        self._arranged: tuple[QRectF, NearMap, Texts] | None = None
        """What stands there now, and where: to find whether all towns have room takes many attempts."""

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
        if self._arranged == (area, self._state, texts):
            return
        self._arranged = area, self._state, texts
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
        theme, typesetter = self.typesetter.theme, self.typesetter
        faces = [replace(_face(one, sign, texts), beside=False) for one, sign in zip(towns, _signs(towns), strict=True)]
        for width_mm, more_mm in product(MAP_TILES_MM, LARGER_SIGN_MM):
            width = theme.px(width_mm)
            is_whole = all(typesetter.word_width(_name_alone(face)) <= width for face in faces)
            if not is_whole or not all(typesetter.keeps_words(face, width) for face in faces):
                return False
            height = max(typesetter.height_for(face, width) for face in faces) + theme.px(more_mm)
            size = QSizeF(width, max(theme.px(TARGET_MM), height))
            parts = placed(positions, area, size, gap=theme.gap + 1)
            if parts is not None:
                self._roads = _roads(towns, parts)
                self._show(towns, faces, in_mirror(parts, area, is_mirrored=theme.is_mirrored))
                self._pager.show_page(Page(total=len(towns), each=len(towns), first=0), area, texts)
                return True
        return False

    def _arrange_list(self, area: QRectF, towns: tuple[TownNear, ...], texts: Texts) -> None:
        """Nearest first, page by page."""
        self._roads = []
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
        """Columns and rows: the fewest that hold all towns, or else the most in which every town is whole."""
        gap, target = self.typesetter.theme.gap, self.typesetter.theme.px(TARGET_MM)

        def is_whole(columns: int, rows: int) -> bool:
            part = cells(area, columns=columns, rows=rows, gap=gap)[0]
            is_large = min(part.width(), part.height()) > target
            return is_large and all(_that_fits(self.typesetter, face, part) for face in faces)

        grids = sorted(product(range(1, MOST_COLUMNS + 1), range(1, MOST_ROWS + 1)), key=lambda one: one[0] * one[1])
        enough = [one for one in grids if one[0] * one[1] >= len(faces)]
        fewer = [one for one in reversed(grids) if one not in enough]
        return next((one for one in (*enough, *fewer) if is_whole(*one)), (1, 1))

    def _show(self, towns: Sequence[TownNear], faces: Sequence[Face], parts: Sequence[QRectF]) -> None:
        assert self._words is not None
        self._shown = list(towns)
        grown = _with_like_pictures(self.typesetter, self.typesetter.grown(faces, parts[: len(faces)]), parts)
        self.update()
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(towns))
            if index < len(towns):
                tile.setGeometry(parts[index].toRect())
                tile.setEnabled(towns[index].jobs > 0)
                tile.show_face(grown[index], spoken=spoken_lines(_face(towns[index], "", self._words.texts)))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Roads lie under the towns; they lead from the station's."""
        theme = self.typesetter.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), theme.px(ROAD_MM), Qt.PenStyle.DashLine))
        painter.drawLines(self._roads)
        painter.end()


def _roads(towns: Sequence[TownNear], parts: Sequence[QRectF]) -> list[QLineF]:
    here = next((part.center() for one, part in zip(towns, parts, strict=True) if one.is_here), None)
    return [] if here is None else [QLineF(here, part.center()) for part in parts if part.center() != here]


def _with_like_pictures(typesetter: Typesetter, faces: Sequence[Face], parts: Sequence[QRectF]) -> list[Face]:
    """Every sign as small as that over the longest words: none of the towns counts more."""
    placed_faces = [typesetter.place(face, part) for face, part in zip(faces, parts, strict=False)]
    least = min((one.picture_rect.width() for one in placed_faces if one.picture_rect is not None), default=None)
    return [replace(face, most_picture=least) for face in faces]


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


def _name_alone(face: Face) -> Face:
    return replace(face, lines=face.lines[:1])


def _that_fits(typesetter: Typesetter, face: Face, part: QRectF) -> Face | None:
    """The face with its picture above or beside the words, whichever is whole; None where neither is.

    On a small panel, or in large letters, how far it is may be said alone, and letters come down to the usual size.
    """
    inner = part.adjusted(0, 0, -1, -1)
    shorter = (face.lines[0], *face.lines[2:])
    for scale, lines in product((1.0, *typesetter.theme.smaller), (face.lines, shorter)):
        for beside, share in ((False, 0.5), (True, 0.36), (True, 0.26)):
            look = replace(face, beside=beside, picture_share=share, lines=lines, scale=scale)
            placed_face = typesetter.place(look, inner)
            if placed_face.fits and all(one.rect.right() <= inner.right() for one in placed_face.lines):
                return look
    return None
