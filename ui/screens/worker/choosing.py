"""Choosing: what must the work offer? Pictures to touch, each with how many jobs it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.domain.filters import Filter
from kiosk.journeys.choosing import Choosing
from kiosk.journeys.events import ChosenDropped, ChosenWanted, MarkTouched, TurnedTo
from kiosk.journeys.visit import Visit
from kiosk.texts.catalogue import Texts
from ui.screens.screen import Heading, Screen, Words
from ui.screens.worker.marks import PICTURES, mark_word
from ui.theme import TARGET_MM, TOLD_PICTURE_MM, Role
from ui.widgets.button_row import button_column, button_row
from ui.widgets.choice import Choice
from ui.widgets.face import Face, Line, Tone
from ui.widgets.grid import cells, rooms, split_bottom, split_left
from ui.widgets.item import BigButton, Item
from ui.widgets.pager import Page, Pager
from ui.widgets.typesetter import Typesetter

GRIDS = ((3, 3), (5, 2), (2, 5), (9, 1), (3, 2), (2, 3), (2, 2), (4, 1), (1, 4), (3, 1), (1, 3), (2, 1), (1, 2), (1, 1))
"""Columns and rows, those that hold more first: whatever does not fit comes on further pages."""
FEW = 4
SHARES = (0.5, 0.36, 0.28)


class ChoosingScreen(Screen):
    """Touched pictures get a tick and strong colours; those that would leave nothing are pale, and say so."""

    def __init__(self, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(typesetter, parent)
        self._heading = Heading("")
        self._tiles = {mark: Choice(typesetter, f"mark-{mark.value.replace('_', '-')}", self) for mark in Filter}
        for mark, tile in self._tiles.items():
            tile.clicked.connect(lambda _=False, mark=mark: self.report(MarkTouched(mark)))
        self._show = BigButton(typesetter, "choosing-show", self)
        self._show.clicked.connect(lambda: self.report(ChosenWanted()))
        self._off = BigButton(typesetter, "choosing-all-off", self)
        self._off.clicked.connect(lambda: self.report(ChosenDropped()))
        self._pager = Pager(typesetter, self, at_side=not typesetter.theme.panel.is_portrait)
        self._pager.turned.connect(lambda first: self.report(TurnedTo(first)))
        self._state: Choosing | None = None
        self._words: Words | None = None

    def show_visit(self, visit: Visit, words: Words) -> None:
        """Show what is chosen, and what each further picture would leave."""
        state = visit.screen
        assert isinstance(state, Choosing)
        self._state, self._words = state, words
        texts = words.texts
        if not state.chosen:
            self._heading = Heading(texts("choosing-title"), "choose")
        elif state.jobs:
            self._heading = Heading(texts("choosing-jobs", count=state.jobs), "choose")
        else:
            self._heading = Heading(texts("choosing-none"), "empty")
        self.arrange(QRectF(self.rect()))

    def heading(self) -> Heading:
        return self._heading

    def items(self) -> Sequence[Item]:
        """After a touch what it leads to is heard first: how many are left, and how to see them."""
        ways, tiles = (self._show, self._off), tuple(self._tiles.values())
        has_chosen = self._state is not None and bool(self._state.chosen)
        return (*ways, *tiles, *self._pager.items()) if has_chosen else (*tiles, *ways, *self._pager.items())

    def arrange(self, area: QRectF) -> None:
        if self._words is None or self._state is None or self._state.counts is None:
            return
        texts = self._words.texts
        faces = self._faces(area, self._state, texts)
        rest = self._arrange_ways(area, self._state, texts, is_across=self.typesetter.theme.panel.is_portrait)
        columns, rows, share = self._grid(rest, faces)
        if columns * rows < len(faces) and not self.typesetter.theme.panel.is_portrait:
            below = self._arrange_ways(area, self._state, texts, is_across=True)
            if self._per_page(below, faces, texts) > self._per_page(rest, faces, texts):
                rest = below
            else:
                self._arrange_ways(area, self._state, texts, is_across=False)
            columns, rows, share = self._grid(rest, faces)
        has_pages = columns * rows < len(faces)
        room = self._pager.room_for(rest, texts, needed=has_pages)
        if has_pages:
            columns, rows, share = self._grid(room, faces)
        page = Page(total=len(faces), each=columns * rows, first=self._state.first)
        parts = cells(room, columns=columns, rows=rows, gap=self.typesetter.theme.gap)
        shown = list(Filter)[page.start : page.end]
        looks = [_shared(face, share) for face in faces[page.start : page.end]]
        grown = dict(zip(shown, self.typesetter.grown(looks, parts[: len(shown)]), strict=True))
        places = dict(zip(shown, parts, strict=False))
        for mark, tile in self._tiles.items():
            tile.setVisible(mark in places)
            if mark in places:
                tile.setGeometry(places[mark].toRect())
                tile.setEnabled(self._state.is_offered(mark))
                self._show_tile(tile, grown[mark], mark, texts)
        self._pager.show_page(page, rest, texts)

    def _show_tile(self, tile: Choice, face: Face, mark: Filter, texts: Texts) -> None:
        assert self._state is not None
        is_chosen, word = mark in self._state.chosen, mark_word(mark, texts)
        tile.show_choice(face, is_chosen=is_chosen)
        said = (texts("choosing-chosen", mark=word),) if is_chosen else (word, _count(mark, self._state, texts))
        tile.show_face(tile.face, spoken=said)

    def _faces(self, area: QRectF, state: Choosing, texts: Texts) -> list[Face]:
        """Where a panel is so small that few pictures stand on a page, what each leaves is said and not shown."""
        faces = [_face(mark, state, texts) for mark in Filter]
        rest = self._arrange_ways(area, state, texts, is_across=self.typesetter.theme.panel.is_portrait)
        if not self.typesetter.theme.panel.is_small:
            looks = ([replace(face, scale=scale) for face in faces] for scale in (1.0, *self.typesetter.theme.smaller))
            return next((look for look in looks if self._per_page(rest, look, texts)), faces)
        bare = [replace(face, lines=face.lines[:1]) for face in faces]
        few = self._per_page(rest, faces, texts)
        better = bare if few < FEW and self._per_page(rest, bare, texts) > few else faces
        for scale in self.typesetter.theme.smaller:
            if self._per_page(rest, better, texts):
                break
            better = [replace(face, lines=face.lines[:1], scale=scale) for face in faces]
        return better

    def _per_page(self, area: QRectF, faces: Sequence[Face], texts: Texts) -> int:
        room = self._pager.room_for(area, texts, needed=True)
        columns, rows, share = self._grid(room, faces)
        return columns * rows if self._picture_side(room, faces, columns, rows, share) > 0 else 0

    def _arrange_ways(self, area: QRectF, state: Choosing, texts: Texts, *, is_across: bool) -> QRectF:
        """Place what shows the work and what begins anew, across below or to the right; return what is left.

        They have room for both, so that no picture moves under a finger when the second comes.
        """
        self._show.setVisible(state.jobs > 0)
        self._off.setVisible(bool(state.chosen))
        faces = [
            _way("list", texts("choosing-show"), texts("choosing-count", count=state.jobs), tone=Tone.PRIMARY),
            _way("choose-off", texts("choosing-all-off"), tone=Tone.TILE),
        ]
        gap, both = self.typesetter.theme.gap, (self._show, self._off)
        count = sum(not button.isHidden() for button in both)
        if is_across:
            faces, height = button_row(self.typesetter, faces, area.width(), height_mm=TARGET_MM)
            rest, place = split_bottom(area, height, gap=gap)
            parts = iter(cells(place, columns=max(1, count), rows=1, gap=gap))
        else:
            faces, width = button_column(self.typesetter, faces, area.height())
            rest, place = split_left(area, area.width() - width - gap, gap=gap)
            parts = iter(cells(place, columns=1, rows=max(1, count), gap=gap))
        for button, face in zip(both, faces, strict=True):
            if not button.isHidden():
                part = next(parts)
                button.setGeometry(part.toRect())
                button.show_face(self._whole(face, part))
        return rest

    def _whole(self, face: Face, part: QRectF) -> Face:
        """The face in letters of the visitor's size, or as much smaller as they must be, down to the usual size."""
        inner = part.adjusted(0, 0, -1, -1)
        looks = [replace(face, scale=scale) for scale in (1.0, *self.typesetter.theme.smaller)]
        return next((look for look in looks if self.typesetter.place(look, inner).fits), looks[-1])

    def _grid(self, area: QRectF, faces: Sequence[Face]) -> tuple[int, int, float]:
        """Columns, rows and share of the picture: the most pictures a page at which all are whole and large enough."""
        theme = self.typesetter.theme
        best = (1, 1, SHARES[-1])
        for least_mm in (TOLD_PICTURE_MM, 0.0):
            for count in sorted({columns * rows for columns, rows in GRIDS}, reverse=True):
                made = [
                    (self._picture_side(area, faces, columns, rows, share), (columns, rows, share))
                    for columns, rows in GRIDS
                    if columns * rows == count
                    for share in SHARES
                ]
                side, best = max(made, key=lambda one: one[0])
                if side > 0 and side >= theme.px(least_mm):
                    return best
        return best

    def _picture_side(self, area: QRectF, faces: Sequence[Face], columns: int, rows: int, share: float) -> float:
        """The side of the smallest picture in pixels; -1 where a word does not fit, or a finger."""
        parts = rooms(cells(area, columns=columns, rows=rows, gap=self.typesetter.theme.gap))
        if min(min(part.width(), part.height()) for part in parts) < self.typesetter.theme.px(TARGET_MM):
            return -1.0
        sides = []
        for face, part in product(faces, parts):
            placed = self.typesetter.place(_shared(face, share), part)
            is_wide = any(one.rect.right() > part.right() for one in placed.lines)
            if not placed.fits or is_wide or placed.picture_rect is None:
                return -1.0
            sides.append(placed.picture_rect.width())
        return min(sides)


def _way(picture: str, *texts: str, tone: Tone) -> Face:
    lines = tuple(Line(text=text, role=Role.STRONG) for text in texts)
    return Face(picture=picture, lines=lines, centered=True, tone=tone)


def _shared(face: Face, share: float) -> Face:
    return replace(face, centered=True, picture_share=share)


def _face(mark: Filter, state: Choosing, texts: Texts) -> Face:
    return Face(
        picture=PICTURES[mark],
        lines=(Line(text=mark_word(mark, texts), role=Role.STRONG), Line(text=_count(mark, state, texts))),
        tone=Tone.TILE if state.is_offered(mark) else Tone.QUIET,
    )


def _count(mark: Filter, state: Choosing, texts: Texts) -> str:
    jobs = state.jobs_with(mark)
    return texts("choosing-count", count=jobs) if jobs else texts("choosing-no-job")
